/** The application itself, its account, its guild, and its commands. */
import { Limit } from '../constants.ts';
import { type Core, type Incoming, noContent, ok, type Reply, type Route } from '../core.ts';
import { ApiError, badForm, type Problem } from '../errors.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import {
  commandListProblems,
  commandProblems,
  commandType,
  storedCommand,
  withoutLocalizations,
} from '../rules/commands.ts';
import { channelJson, guildJson, memberJson, rolesJson, selfJson, userJson } from '../wire.ts';
import type { RegisteredCommand } from '../world.ts';

const globally = '/applications/{application_id}/commands';
const inGuild = '/applications/{application_id}/guilds/{guild_id}/commands';

/** The same acts on the global commands and on those of the guild. */
const commandRoutes = [globally, inGuild].flatMap((template): Route[] => [
  { method: 'GET', template, handle: listCommands },
  { method: 'POST', template, handle: createCommand },
  { method: 'PUT', template, handle: replaceCommands },
  { method: 'GET', template: `${template}/{command_id}`, handle: readCommand },
  { method: 'PATCH', template: `${template}/{command_id}`, handle: changeCommand },
  { method: 'DELETE', template: `${template}/{command_id}`, handle: deleteCommand },
]);

export const applicationRoutes: Route[] = [
  { method: 'GET', template: '/users/@me', handle: ({ world }) => ok(selfJson(world.bot)) },
  { method: 'GET', template: '/applications/@me', handle: (core) => ok(applicationJson(core)) },
  { method: 'GET', template: '/oauth2/applications/@me', handle: (core) => ok(applicationJson(core)) },
  {
    method: 'GET',
    template: '/guilds/{guild_id}',
    handle: (core, incoming) => guild(core, incoming, guildJson),
  },
  {
    method: 'GET',
    template: '/guilds/{guild_id}/roles',
    handle: (core, incoming) => guild(core, incoming, rolesJson),
  },
  {
    method: 'GET',
    template: '/guilds/{guild_id}/channels',
    handle: (core, incoming) =>
      guild(core, incoming, (world) =>
        [...world.guild.channels.values()].map((each) => channelJson(world, each)),
      ),
  },
  {
    method: 'GET',
    template: '/guilds/{guild_id}/members/{user_id}',
    handle: (core, incoming) =>
      guild(core, incoming, (world) => {
        const member = world.guild.members.get(incoming.params['user_id'] ?? '');
        if (member === undefined) throw new ApiError(10007);
        return memberJson(member);
      }),
  },
  {
    method: 'GET',
    template: '/users/{user_id}',
    handle: ({ world }, { params }) => {
      const user = world.users.get(params['user_id'] ?? '');
      if (user === undefined) throw new ApiError(10013);
      return ok(userJson(user));
    },
  },
  {
    method: 'POST',
    template: '/users/@me/channels',
    handle: ({ world }, { body }) => {
      const user = world.users.get(textOf(body['recipient_id']));
      if (user === undefined || user.bot) throw new ApiError(10013);
      return ok(channelJson(world, world.directChannel(user)));
    },
  },
  ...commandRoutes,
];

function guild(core: Core, incoming: Incoming, read: (world: Core['world']) => Reply['body']): Reply {
  if (incoming.params['guild_id'] !== core.world.guild.id) throw new ApiError(10004);
  return ok(read(core.world) ?? null);
}

function applicationJson({ world }: Core): JsonObject {
  return {
    id: world.bot.id,
    name: world.bot.name,
    icon: null,
    description: '',
    type: null,
    bot: userJson(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userJson(world.guild.owner),
    approximate_guild_count: 1,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
  };
}

/** The guild that a request is about, null for global commands. */
function scopeOf(core: Core, incoming: Incoming): string | null {
  if (incoming.params['application_id'] !== core.world.bot.id) {
    throw new ApiError(50001, { rule: 'application-id', detail: 'another application’s id' });
  }
  const guildId = incoming.params['guild_id'];
  if (guildId === undefined) return null;
  if (guildId !== core.world.guild.id) throw new ApiError(10004);
  if (!core.world.commandsScope) throw new ApiError(50001);
  return guildId;
}

function inScope(core: Core, scope: string | null): RegisteredCommand[] {
  return core.world.commands.filter((command) => command.guildId === scope);
}

function store(
  core: Core,
  scope: string | null,
  body: JsonObject,
  known?: RegisteredCommand,
): RegisteredCommand {
  const { world } = core;
  const identity = { id: known?.id ?? world.nextId(), applicationId: world.bot.id, guildId: scope };
  const candidate = storedCommand(body, { ...identity, version: textOf(known?.body['version']) });
  // The version changes only when something else does.
  const same = known !== undefined && JSON.stringify(candidate) === JSON.stringify(known.body);
  const stored = same ? candidate : { ...candidate, version: world.nextId() };
  return {
    id: identity.id,
    guildId: scope,
    type: commandType(body),
    name: textOf(body['name']),
    body: stored,
  };
}

function listCommands(core: Core, incoming: Incoming) {
  const whole = incoming.record.query['with_localizations'] === 'true';
  const bodies = inScope(core, scopeOf(core, incoming)).map((command) => command.body);
  return ok(whole ? bodies : bodies.map(withoutLocalizations));
}

function replaceCommands(core: Core, incoming: Incoming) {
  const scope = scopeOf(core, incoming);
  refuseProblems([
    ...incoming.list.flatMap((body, index) => commandProblems(body, String(index))),
    ...commandListProblems(incoming.list),
  ]);
  const before = inScope(core, scope);
  const next = incoming.list.map((body) => store(core, scope, body, sameName(before, body)));
  core.world.commands = [...core.world.commands.filter((command) => command.guildId !== scope), ...next];
  return ok(next.map((command) => command.body));
}

function createCommand(core: Core, incoming: Incoming) {
  const scope = scopeOf(core, incoming);
  refuseProblems(commandProblems(incoming.body));
  const before = inScope(core, scope);
  const known = sameName(before, incoming.body);
  const type = commandType(incoming.body);
  const count = before.filter((command) => command.type === type).length;
  if (known === undefined && count >= (Limit.commands[type] ?? 0)) {
    throw new ApiError(30032, {
      rule: 'command-count',
      detail: `there are ${count} commands of type ${type}`,
    });
  }
  const stored = store(core, scope, incoming.body, known);
  core.world.commands = [...core.world.commands.filter((command) => command !== known), stored];
  return { status: known === undefined ? 201 : 200, body: stored.body };
}

function readCommand(core: Core, incoming: Incoming) {
  return ok(commandOf(core, incoming).body);
}

function changeCommand(core: Core, incoming: Incoming) {
  const known = commandOf(core, incoming);
  const body = { ...objectOf(known.body), ...incoming.body, type: known.type };
  const clash = sameName(inScope(core, known.guildId), body);
  const problems = commandProblems(body);
  if (clash !== undefined && clash !== known) {
    problems.push({ path: 'name', rule: 'command-duplicate', message: 'another command has this name' });
  }
  refuseProblems(problems);
  const stored = store(core, known.guildId, body, known);
  core.world.commands = core.world.commands.map((command) => (command === known ? stored : command));
  return ok(stored.body);
}

function deleteCommand(core: Core, incoming: Incoming) {
  const known = commandOf(core, incoming);
  core.world.commands = core.world.commands.filter((command) => command !== known);
  return noContent;
}

function commandOf(core: Core, incoming: Incoming): RegisteredCommand {
  const scope = scopeOf(core, incoming);
  const known = inScope(core, scope).find((command) => command.id === incoming.params['command_id']);
  if (known === undefined) throw new ApiError(10063);
  return known;
}

function sameName(commands: readonly RegisteredCommand[], body: JsonObject): RegisteredCommand | undefined {
  return commands.find(
    (command) => command.name === textOf(body['name']) && command.type === commandType(body),
  );
}

function refuseProblems(problems: Problem[]): void {
  if (problems.length > 0) throw badForm(problems);
}
