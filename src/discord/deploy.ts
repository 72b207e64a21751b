import {
  type APIApplicationCommand,
  ApplicationCommandType,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { byKey } from './by-key.ts';
import type { Command } from './command.ts';

/** What deploying changes, by command name. */
export interface CommandChanges {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
}

export interface DeployTarget {
  readonly applicationId: string;
  /** Null registers the commands for every guild. */
  readonly guildId: string | null;
}

type Definition = RESTPostAPIApplicationCommandsJSONBody;
/** What Discord returns, as far as it is compared. */
export type Registered = Definition | APIApplicationCommand;

/** What would change if the commands were deployed. */
export async function planDeployment(
  rest: REST,
  target: DeployTarget,
  commands: readonly Command[],
): Promise<CommandChanges> {
  return diffCommands(await fetchRegistered(rest, target), definitions(commands, target), target);
}

/** Registers the commands when anything differs from what Discord has, in one request that applies whole or not. */
export async function deployCommands(
  rest: REST,
  target: DeployTarget,
  commands: readonly Command[],
): Promise<CommandChanges> {
  const registered = await fetchRegistered(rest, target);
  const wanted = definitions(commands, target);
  const changes = diffCommands(registered, wanted, target);
  if (isUpToDate(changes)) return changes;
  // Replacing the list drops what is not in it, so what is not ours to manage is sent back as it is.
  const foreign = registered.filter((command) => !isManaged(command));
  await rest.put(route(target), { body: [...wanted, ...foreign] });
  return changes;
}

/** Takes the commands away from the target; those that are not ours stay. */
export async function removeCommands(
  rest: REST,
  target: DeployTarget,
  commands: readonly Command[],
): Promise<CommandChanges> {
  const registered = await fetchRegistered(rest, target);
  const isOurs = isAmong(definitions(commands, target));
  const removed = registered.filter(isOurs).map(labelOf);
  const unchanged = registered.filter((command) => !isOurs(command));
  if (removed.length > 0) await rest.put(route(target), { body: unchanged });
  return { created: [], updated: [], removed, unchanged: unchanged.map(labelOf) };
}

/** Which of the commands are registered for every guild; in a guild that has its own, people see those twice. */
export async function registeredForEveryGuild(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
): Promise<string[]> {
  const target = { applicationId, guildId: null };
  const registered = await fetchRegistered(rest, target);
  return registered.filter(isAmong(definitions(commands, target))).map(labelOf);
}

export function isUpToDate({ created, updated, removed }: CommandChanges): boolean {
  return created.length + updated.length + removed.length === 0;
}

/** One line for each kind of change, as the command line and the log show them. */
export function describeChanges(changes: CommandChanges): string[] {
  const kinds = ['created', 'updated', 'removed', 'unchanged'] as const;
  return kinds
    .filter((kind) => changes[kind].length > 0)
    .map((kind) => `${kind}: ${changes[kind].join(', ')}`);
}

/**
 * Compares normal forms, since Discord adds ids, versions and defaults to what it was given.
 *
 * @throws Error when two that are wanted have the same name
 */
export function diffCommands(
  registered: readonly Registered[],
  wanted: readonly Definition[],
  target: Pick<DeployTarget, 'guildId'>,
): CommandChanges {
  const before = new Map(registered.filter(isManaged).map((one) => [keyOf(one), one]));
  const after = byKey(wanted, keyOf, labelOf);
  const changes = {
    created: [] as string[],
    updated: [] as string[],
    removed: [] as string[],
    unchanged: [] as string[],
  };
  for (const [key, definition] of after) {
    const old = before.get(key);
    if (old === undefined) changes.created.push(labelOf(definition));
    else if (normalForm(old, target) === normalForm(definition, target))
      changes.unchanged.push(labelOf(definition));
    else changes.updated.push(labelOf(definition));
  }
  for (const [key, old] of before) if (!after.has(key)) changes.removed.push(labelOf(old));
  return changes;
}

async function fetchRegistered(rest: REST, target: DeployTarget): Promise<APIApplicationCommand[]> {
  return (await rest.get(route(target), {
    query: new URLSearchParams({ with_localizations: 'true' }),
  })) as APIApplicationCommand[];
}

function route({ applicationId, guildId }: DeployTarget) {
  return guildId === null
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, guildId);
}

/** A guild's own commands exist in that guild only, so where they may be used is not said (nor accepted). */
function definitions(commands: readonly Command[], { guildId }: DeployTarget): Definition[] {
  return commands.map(({ data }) => {
    if (guildId === null) return data;
    const { contexts: _, integration_types: __, ...rest } = data;
    return rest;
  });
}

/** An app's entry point (type 4) is made by Discord and cannot be left out. */
function isManaged(command: Registered): boolean {
  return MANAGED.has(command.type ?? ApplicationCommandType.ChatInput);
}

const MANAGED = new Set<ApplicationCommandType>([
  ApplicationCommandType.ChatInput,
  ApplicationCommandType.User,
  ApplicationCommandType.Message,
]);

function keyOf(command: Registered): string {
  return `${command.type ?? ApplicationCommandType.ChatInput} ${command.name}`;
}

function isAmong(wanted: readonly Definition[]): (command: Registered) => boolean {
  const keys = new Set(wanted.map(keyOf));
  return (command) => keys.has(keyOf(command));
}

function labelOf(command: Registered): string {
  return (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput
    ? `/${command.name}`
    : command.name;
}

/** Given by Discord, not by us; or deprecated in favour of `contexts`. */
const IGNORED = new Set([
  'id',
  'application_id',
  'guild_id',
  'version',
  'dm_permission',
  'name_localized',
  'description_localized',
]);
const ONLY_GLOBAL = new Set(['contexts', 'integration_types']);
/** What Discord assumes when a field is left out. An empty value says the same as none. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  type: ApplicationCommandType.ChatInput,
  nsfw: false,
  required: false,
  autocomplete: false,
  integration_types: [0],
};

function normalForm(command: Registered, { guildId }: Pick<DeployTarget, 'guildId'>): string {
  const skip = (name: string) => IGNORED.has(name) || (guildId !== null && ONLY_GLOBAL.has(name));
  const normal = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(normal);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value)
      .filter(([name]) => !skip(name))
      .map(([name, field]) => [name, normal(field)] as const)
      .filter(([name, field]) => !isDefault(name, field))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries);
  };
  return JSON.stringify(normal(command));
}

function isDefault(name: string, field: unknown): boolean {
  if (field === null || field === undefined || field === '') return true;
  if (typeof field === 'object' && Object.keys(field).length === 0) return true;
  return name in DEFAULTS && JSON.stringify(field) === JSON.stringify(DEFAULTS[name]);
}
