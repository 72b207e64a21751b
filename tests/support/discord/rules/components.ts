/** Rules of components beyond the schema: where each may stand, what a button needs, unique ids. */
import { ButtonStyle, Component, Limit } from '../constants.ts';
import type { Problem } from '../errors.ts';
import { type Json, type JsonObject, lengthOf, numberOf, objectOf, objectsOf, textOf } from '../json.ts';

interface Placed {
  readonly component: JsonObject;
  readonly path: string;
}

// The v flag is newer than the language version that TypeScript targets here, so it is not a literal.
const emojiPattern = '^(?:\\p{RGI_Emoji}|\\p{Extended_Pictographic})$';
const emoji = new RegExp(emojiPattern, 'v');

/** @param v2 whether the message carries the components V2 flag. */
export function componentProblems(components: readonly JsonObject[], v2: boolean): Problem[] {
  const placed = walk(components, 'components');
  return [
    ...(v2 ? v2Problems(placed) : classicProblems(components)),
    ...placed.flatMap(rowProblems),
    ...placed.flatMap(buttonProblems),
    ...placed.flatMap(selectProblems),
    ...duplicates(placed, 'custom_id', 'duplicate-custom-id'),
    ...duplicates(placed, 'id', 'duplicate-component-id'),
  ];
}

/** Rules of a modal beyond the schema. */
export function modalProblems(modal: JsonObject): Problem[] {
  const placed = walk(objectsOf(modal['components']), 'components');
  const problems = duplicates(placed, 'custom_id', 'duplicate-custom-id');
  objectsOf(modal['components']).forEach((component, index) => {
    const path = `components.${index}`;
    if (component['type'] !== Component.Row) return;
    const inputs = objectsOf(component['components']);
    if (inputs.length !== 1) problems.push({ path, rule: 'modal-row', message: 'must hold one text input' });
    for (const input of inputs) {
      if (textOf(input['label']) === '') {
        problems.push({ path: `${path}.components.0.label`, rule: 'modal-label', message: 'is required' });
      }
    }
  });
  for (const { component, path } of placed) {
    if (component['type'] !== Component.TextInput) continue;
    const [min, max] = [numberOf(component['min_length'], 0), numberOf(component['max_length'], 4_000)];
    if (min > max) problems.push({ path, rule: 'modal-length', message: 'min_length exceeds max_length' });
    if (lengthOf(textOf(component['value'])) > max) {
      problems.push({
        path: `${path}.value`,
        rule: 'modal-length',
        message: `is longer than max_length ${max}`,
      });
    }
  }
  return problems;
}

function walk(components: readonly JsonObject[], path: string): Placed[] {
  return components.flatMap((component, index) => {
    const here = `${path}.${index}`;
    const single = ['accessory', 'component'].flatMap((key) => {
      const inner = objectOf(component[key]);
      return typeof inner['type'] === 'number' ? [{ component: inner, path: `${here}.${key}` }] : [];
    });
    return [
      { component, path: here },
      ...walk(objectsOf(component['components']), `${here}.components`),
      ...single,
    ];
  });
}

function classicProblems(components: readonly JsonObject[]): Problem[] {
  const problems: Problem[] = [];
  components.forEach((component, index) => {
    if (component['type'] === Component.Row) return;
    const message = 'only action rows may stand here without the IS_COMPONENTS_V2 flag';
    problems.push({ path: `components.${index}.type`, rule: 'components-v2-flag', message });
  });
  if (components.length > Limit.rows) {
    problems.push({
      path: 'components',
      rule: 'component-rows',
      message: `must be ${Limit.rows} or fewer rows`,
    });
  }
  return problems;
}

function v2Problems(placed: readonly Placed[]): Problem[] {
  const problems: Problem[] = [];
  if (placed.length > Limit.v2Components) {
    const message = `${placed.length} components, nested ones counted, are more than ${Limit.v2Components}`;
    problems.push({ path: 'components', rule: 'components-v2-total', message });
  }
  const displays = placed.filter(({ component }) => component['type'] === Component.TextDisplay);
  const text = displays.reduce((sum, { component }) => sum + lengthOf(textOf(component['content'])), 0);
  if (text > Limit.v2Text) {
    const message = `the text displays hold ${text} characters together, more than ${Limit.v2Text}`;
    problems.push({ path: 'components', rule: 'components-v2-text', message });
  }
  return problems;
}

function rowProblems({ component, path }: Placed): Problem[] {
  if (component['type'] !== Component.Row) return [];
  const inner = objectsOf(component['components']);
  const menus = inner.filter((item) => isMenu(item));
  if (menus.length === 0 || inner.length === 1) return [];
  return [{ path, rule: 'component-row', message: 'a select menu must stand alone in its row' }];
}

function buttonProblems({ component, path }: Placed): Problem[] {
  if (component['type'] !== Component.Button) return [];
  const problems: Problem[] = [];
  const fault = (key: string, message: string) =>
    problems.push({ path: `${path}.${key}`, rule: 'button-shape', message });
  const isLink = component['style'] === ButtonStyle.Link;
  const isPremium = component['style'] === ButtonStyle.Premium;
  const has = (key: string) => component[key] !== undefined && component[key] !== null;
  if (isLink && !has('url')) fault('url', 'a link button needs a url');
  if (!isLink && has('url')) fault('url', 'only a link button has a url');
  if ((isLink || isPremium) && has('custom_id')) fault('custom_id', 'a link button has no custom_id');
  if (!isLink && !isPremium && !has('custom_id')) fault('custom_id', 'a button needs a custom_id');
  if (!isPremium && textOf(component['label']) === '' && !has('emoji')) {
    fault('label', 'a button needs a label or an emoji');
  }
  return [...problems, ...emojiProblems(component['emoji'], `${path}.emoji`)];
}

function selectProblems({ component, path }: Placed): Problem[] {
  if (!isMenu(component)) return [];
  const problems: Problem[] = [];
  const options = objectsOf(component['options']);
  const [min, max] = [numberOf(component['min_values'], 1), numberOf(component['max_values'], 1)];
  const fault = (key: string, message: string) =>
    problems.push({ path: `${path}.${key}`, rule: 'select-shape', message });
  if (min > max) fault('min_values', 'exceeds max_values');
  if (component['type'] !== Component.StringSelect) return problems;
  if (max > options.length) fault('max_values', 'exceeds the number of options');
  if (new Set(options.map((option) => option['value'])).size < options.length) {
    fault('options', 'two options have the same value');
  }
  const chosen = options.filter((option) => option['default'] === true).length;
  if (chosen > max) fault('options', 'more defaults than max_values');
  options.forEach((option, index) => {
    if (textOf(option['label']).trim() === '') fault(`options.${index}.label`, 'is empty');
    problems.push(...emojiProblems(option['emoji'], `${path}.options.${index}.emoji`));
  });
  return problems;
}

function emojiProblems(value: Json | undefined, path: string): Problem[] {
  if (value === undefined || value === null) return [];
  const { id, name } = objectOf(value);
  if (typeof id === 'string' || emoji.test(textOf(name))) return [];
  return [{ path: `${path}.name`, rule: 'emoji', message: `${JSON.stringify(name)} is not an emoji` }];
}

function duplicates(placed: readonly Placed[], key: string, rule: string): Problem[] {
  const seen = new Set<Json>();
  const problems: Problem[] = [];
  for (const { component, path } of placed) {
    const value = component[key];
    if (value === undefined || value === null || value === 0) continue;
    if (seen.has(value))
      problems.push({ path: `${path}.${key}`, rule, message: `${String(value)} is used twice` });
    seen.add(value);
  }
  return problems;
}

function isMenu(component: JsonObject): boolean {
  const type = numberOf(component['type']);
  return type === Component.StringSelect || (type >= Component.UserSelect && type <= Component.ChannelSelect);
}
