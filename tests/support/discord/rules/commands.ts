/** Rules of application commands beyond the schema, and the form in which Discord gives them back. */
import { CommandType, Limit, OptionType } from '../constants.ts';
import type { Problem } from '../errors.ts';
import { isObject, type Json, type JsonObject, lengthOf, numberOf, objectsOf, textOf } from '../json.ts';

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const chatName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

export function commandType(body: JsonObject): number {
  return numberOf(body['type'], CommandType.ChatInput);
}

export function commandProblems(body: JsonObject, path = ''): Problem[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  const name = textOf(body['name']);
  const description = textOf(body['description']);
  if (commandType(body) !== CommandType.ChatInput) {
    const problems: Problem[] = [];
    if (name.trim() !== name)
      problems.push({ path: at('name'), rule: 'command-name', message: 'has outer spaces' });
    if (description !== '') {
      problems.push({ path: at('description'), rule: 'command-menu', message: 'a menu command has none' });
    }
    if (objectsOf(body['options']).length > 0) {
      problems.push({ path: at('options'), rule: 'command-menu', message: 'a menu command has none' });
    }
    return problems;
  }
  const problems = [
    ...nameProblems(name, at('name')),
    ...optionProblems(objectsOf(body['options']), at('options')),
  ];
  if (description === '') {
    problems.push({ path: at('description'), rule: 'command-description', message: 'is required' });
  }
  const text = textLength(body);
  if (text > Limit.commandText) {
    const message = `names, descriptions and values hold ${text} characters, more than ${Limit.commandText}`;
    problems.push({ path, rule: 'command-text', message });
  }
  return problems;
}

/** Faults of a list that replaces all commands: two of one name and type, or too many of a type. */
export function commandListProblems(bodies: readonly JsonObject[]): Problem[] {
  const problems: Problem[] = [];
  const counts = new Map<number, number>();
  const seen = new Set<string>();
  bodies.forEach((body, index) => {
    const type = commandType(body);
    counts.set(type, (counts.get(type) ?? 0) + 1);
    const key = `${type}:${textOf(body['name'])}`;
    if (seen.has(key)) {
      problems.push({
        path: `${index}.name`,
        rule: 'command-duplicate',
        message: 'application command names must be unique',
      });
    }
    seen.add(key);
  });
  for (const [type, count] of counts) {
    const limit = Limit.commands[type];
    if (limit !== undefined && count > limit) {
      const message = `${count} commands of type ${type}, more than ${limit}`;
      problems.push({ path: '', rule: 'command-count', message });
    }
  }
  return problems;
}

/**
 * A command as Discord returns it: defaults are filled in and false options are left out, which is what a
 * comparison with the sent form has to cope with.
 */
export function storedCommand(
  body: JsonObject,
  identity: { id: string; applicationId: string; version: string; guildId: string | null },
): JsonObject {
  const type = commandType(body);
  const permissions = body['default_member_permissions'];
  const stored: JsonObject = {
    id: identity.id,
    application_id: identity.applicationId,
    version: identity.version,
    default_member_permissions:
      permissions === undefined || permissions === null ? null : String(permissions),
    type,
    name: textOf(body['name']),
    name_localizations: body['name_localizations'] ?? null,
    description: textOf(body['description']),
    description_localizations: body['description_localizations'] ?? null,
    nsfw: body['nsfw'] === true,
  };
  const options = objectsOf(body['options']);
  if (options.length > 0) stored['options'] = options.map(storedOption);
  if (identity.guildId !== null) return { ...stored, guild_id: identity.guildId };
  return {
    ...stored,
    dm_permission: body['dm_permission'] !== false,
    contexts: body['contexts'] ?? null,
    integration_types: body['integration_types'] ?? [0],
  };
}

/** What a listing shows unless `with_localizations` is asked for. */
export function withoutLocalizations(stored: JsonObject): JsonObject {
  const kept = Object.entries(stored).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(kept.map(([key, value]) => [key, stripNested(key, value)]));
}

function stripNested(key: string, value: Json): Json {
  if ((key !== 'options' && key !== 'choices') || !Array.isArray(value)) return value;
  return value.map((item) => (isObject(item) ? withoutLocalizations(item) : item));
}

function storedOption(option: JsonObject): JsonObject {
  const kept = Object.entries(option).filter(
    ([key, value]) => value !== null && !((key === 'required' || key === 'autocomplete') && value === false),
  );
  const stored: JsonObject = Object.fromEntries(kept);
  const inner = objectsOf(option['options']);
  if (inner.length > 0) stored['options'] = inner.map(storedOption);
  return stored;
}

function nameProblems(name: string, path: string): Problem[] {
  if (chatName.test(name) && name === name.toLowerCase()) return [];
  const message = `${JSON.stringify(name)} must be 1 to 32 lower-case letters, digits, - or _`;
  return [{ path, rule: 'command-name', message }];
}

function optionProblems(options: readonly JsonObject[], path: string): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  let optionalSeen = false;
  options.forEach((option, index) => {
    const here = `${path}.${index}`;
    const name = textOf(option['name']);
    problems.push(...nameProblems(name, `${here}.name`));
    if (textOf(option['description']) === '') {
      problems.push({ path: `${here}.description`, rule: 'command-description', message: 'is required' });
    }
    if (seen.has(name)) {
      problems.push({
        path: `${here}.name`,
        rule: 'command-option-duplicate',
        message: `${name} is used twice`,
      });
    }
    seen.add(name);
    const nests = option['type'] === OptionType.Subcommand || option['type'] === OptionType.Group;
    if (option['required'] === true && optionalSeen) {
      const message = 'required options must be placed before non-required options';
      problems.push({ path: here, rule: 'command-option-order', message });
    }
    if (option['required'] !== true && !nests) optionalSeen = true;
    if (option['autocomplete'] === true && objectsOf(option['choices']).length > 0) {
      const message = 'choices and autocomplete exclude each other';
      problems.push({ path: here, rule: 'command-option-choices', message });
    }
    problems.push(...optionProblems(objectsOf(option['options']), `${here}.options`));
  });
  return problems;
}

/** The combined length that Discord limits to 8,000: names, descriptions and choice values, nested ones too. */
function textLength(item: JsonObject): number {
  const own = ['name', 'description', 'value'].map((key) => lengthOf(textOf(item[key])));
  const inner = [...objectsOf(item['options']), ...objectsOf(item['choices'])].map(textLength);
  return [...own, ...inner].reduce((sum, length) => sum + length, 0);
}
