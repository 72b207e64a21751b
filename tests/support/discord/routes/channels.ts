/** Channels, their messages and pins, with the permissions that each needs. */
import type { PermissionName } from '../constants.ts';
import { type Core, type Incoming, noContent, ok, type Route } from '../core.ts';
import { ApiError, badForm } from '../errors.ts';
import { objectOf, objectsOf, textOf } from '../json.ts';
import type { Message } from '../message.ts';
import { edit, inspect, mergeContent, pin, post, remove, unpin } from '../messages.ts';
import { flagProblems } from '../rules/message.ts';
import { channelJson, isoTime, messageJson } from '../wire.ts';
import type { Channel } from '../world.ts';

const messages = '/channels/{channel_id}/messages';
const pins = `${messages}/pins`;

export const channelRoutes: Route[] = [
  {
    method: 'GET',
    template: '/channels/{channel_id}',
    handle: (core, incoming) => ok(channelJson(core.world, channelOf(core, incoming))),
  },
  {
    method: 'POST',
    template: '/channels/{channel_id}/typing',
    handle: (core, incoming) => {
      channelOf(core, incoming, 'SendMessages');
      return noContent;
    },
  },
  { method: 'GET', template: messages, handle: list },
  { method: 'POST', template: messages, handle: send },
  {
    method: 'GET',
    template: `${messages}/{message_id}`,
    handle: (core, incoming) => ok(messageJson(core.world, messageOf(core, incoming, 'ReadMessageHistory'))),
  },
  { method: 'PATCH', template: `${messages}/{message_id}`, handle: change },
  { method: 'DELETE', template: `${messages}/{message_id}`, handle: erase },
  { method: 'GET', template: pins, handle: listPins },
  {
    method: 'PUT',
    template: `${pins}/{message_id}`,
    handle: (core, incoming) => {
      pin(core.world, messageOf(core, incoming, 'PinMessages'), core.world.bot);
      return noContent;
    },
  },
  {
    method: 'DELETE',
    template: `${pins}/{message_id}`,
    handle: (core, incoming) => {
      unpin(core.world, messageOf(core, incoming, 'PinMessages'));
      return noContent;
    },
  },
];

function list(core: Core, incoming: Incoming) {
  const channel = channelOf(core, incoming);
  const { before, after, around, limit } = incoming.record.query;
  // Without the history permission the list is empty, not refused.
  const readable = core.world.can(core.world.bot, 'ReadMessageHistory', channel);
  const shown = [...channel.messages.values()].filter((message) => readable && !message.ephemeral);
  const size = Number(limit ?? 50);
  const newestFirst = (part: Message[]) =>
    ok(part.reverse().map((message) => messageJson(core.world, message)));
  if (after !== undefined) {
    return newestFirst(shown.filter((message) => BigInt(message.id) > BigInt(after)).slice(0, size));
  }
  if (around !== undefined) {
    const middle = shown.findIndex((message) => BigInt(message.id) >= BigInt(around));
    const start = Math.max(0, (middle < 0 ? shown.length : middle) - Math.floor(size / 2));
    return newestFirst(shown.slice(start, start + size));
  }
  const older = shown.filter((message) => before === undefined || BigInt(message.id) < BigInt(before));
  return newestFirst(older.slice(-size));
}

function send(core: Core, incoming: Incoming) {
  const { world } = core;
  const channel = channelOf(core, incoming, 'SendMessages');
  const { body } = incoming;
  if (objectsOf(body['embeds']).length > 0) demand(core, channel, 'EmbedLinks');
  if (incoming.record.files.length > 0) demand(core, channel, 'AttachFiles');
  const problems = flagProblems(Number(body['flags'] ?? 0), false);
  if (problems.length > 0) throw badForm(problems);
  const reference = referenceOf(core, incoming, channel);
  const content = mergeContent(incoming, body);
  inspect(core, incoming, body, content, reference?.author ?? null);
  const nonce = body['enforce_nonce'] === true ? textOf(body['nonce']) : '';
  const before = channel.nonces.get(nonce);
  // What becomes of a nonce whose message was deleted is not documented; this is the stricter of what may be.
  if (before?.deleted === true) throw new ApiError(10008);
  if (before !== undefined) return ok(messageJson(world, before));
  const message = post(world, { channel, author: world.bot, content, reference });
  if (nonce !== '') channel.nonces.set(nonce, message);
  return ok(messageJson(world, message));
}

function referenceOf(core: Core, incoming: Incoming, channel: Channel): Message | null {
  const id = textOf(objectOf(incoming.body['message_reference'])['message_id']);
  if (id === '') return null;
  if (!core.world.can(core.world.bot, 'ReadMessageHistory', channel)) throw new ApiError(160002);
  const message = channel.messages.get(id);
  if (message !== undefined && !message.ephemeral && !message.system) return message;
  if (objectOf(incoming.body['message_reference'])['fail_if_not_exists'] === false) return null;
  const problem = {
    path: 'message_reference',
    rule: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
    message: 'Unknown message',
  };
  // The message may have been deleted meanwhile, so this refusal is not held against the bot.
  throw new ApiError(50035, { problems: [problem] });
}

function change(core: Core, incoming: Incoming) {
  const message = messageOf(core, incoming);
  if (message.author.id !== core.world.bot.id) throw new ApiError(50005);
  const { body } = incoming;
  const problems = flagProblems(Number(body['flags'] ?? 0), message.ephemeral);
  if (problems.length > 0) throw badForm(problems);
  const content = mergeContent(incoming, body, message.snapshot());
  inspect(core, incoming, body, content);
  edit(core.world, message, content);
  return ok(messageJson(core.world, message));
}

function erase(core: Core, incoming: Incoming) {
  const message = messageOf(core, incoming);
  if (message.author.id !== core.world.bot.id) demand(core, message.channel, 'ManageMessages');
  remove(core.world, message);
  return noContent;
}

/** Newest first, `before` a time of pinning. */
function listPins(core: Core, incoming: Incoming) {
  const channel = channelOf(core, incoming);
  const { before, limit } = incoming.record.query;
  const readable = core.world.can(core.world.bot, 'ReadMessageHistory', channel);
  const until = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before);
  const older = channel.pins.filter((known) => readable && known.at < until).reverse();
  const page = older.slice(0, Number(limit ?? 50));
  return ok({
    items: page.map((known) => ({
      pinned_at: isoTime(known.at),
      message: messageJson(core.world, known.message),
    })),
    has_more: page.length < older.length,
  });
}

/**
 * The channel of a request, if the bot may see it and do this in it.
 *
 * @throws ApiError 10003 unknown, 50001 not visible, 50013 not permitted.
 */
function channelOf(core: Core, incoming: Incoming, permission?: PermissionName): Channel {
  const channel = core.world.channelById(incoming.params['channel_id'] ?? '');
  if (channel === undefined) throw new ApiError(10003);
  if (!core.world.can(core.world.bot, 'ViewChannel', channel)) throw new ApiError(50001);
  if (permission !== undefined) demand(core, channel, permission);
  return channel;
}

/** Ephemeral messages do not exist for these endpoints. */
function messageOf(core: Core, incoming: Incoming, permission?: PermissionName): Message {
  const channel = channelOf(core, incoming, permission);
  const message = channel.messages.get(incoming.params['message_id'] ?? '');
  if (message === undefined || message.ephemeral) throw new ApiError(10008);
  return message;
}

function demand(core: Core, channel: Channel, permission: PermissionName): void {
  if (core.world.can(core.world.bot, permission, channel)) return;
  throw new ApiError(50013, { detail: `the bot lacks ${permission} in #${channel.name}` });
}
