/** What is done to messages, by whomever, with the events that follow. Permissions are checked elsewhere. */

import { Intent, Limit, MessageFlag, MessageType } from './constants.ts';
import type { Core, Incoming } from './core.ts';
import { ApiError, badForm } from './errors.ts';
import { type JsonObject, numberOf, objectsOf, textOf } from './json.ts';
import { Message, type MessageContent, type MessageOrigin } from './message.ts';
import { allowedMentionsProblem, pingsOf } from './rules/mentions.ts';
import { isEmptyMessage, messageProblems } from './rules/message.ts';
import { storedComponents, storedEmbeds } from './stored.ts';
import { channelJson, isoTime, messageEventJson, place } from './wire.ts';
import type { Channel, User, World } from './world.ts';

const empty: MessageContent = { content: '', embeds: [], components: [], attachments: [], flags: 0 };

/**
 * The contents of a message after a request: what the body gives, what it leaves out stays.
 *
 * @param before the message as it is, nothing for a new one.
 */
export function mergeContent(
  incoming: Incoming,
  body: JsonObject,
  before: MessageContent = empty,
): MessageContent {
  const uploaded = incoming.record.files.map((file, index) => ({
    id: String(index),
    filename: file.name,
    size: file.bytes,
    url: `https://cdn.discordapp.com/attachments/${file.name}`,
    proxy_url: `https://media.discordapp.net/attachments/${file.name}`,
  }));
  const kept = before.attachments.filter(
    (attachment) =>
      !('attachments' in body) ||
      objectsOf(body['attachments']).some((item) => item['id'] === attachment['id']),
  );
  const flags = numberOf(body['flags'], before.flags) | (before.flags & MessageFlag.IsComponentsV2);
  const lasting = before.flags & MessageFlag.Ephemeral;
  return {
    content: 'content' in body ? textOf(body['content']) : before.content,
    embeds: 'embeds' in body ? storedEmbeds(objectsOf(body['embeds'])) : before.embeds,
    components: 'components' in body ? storedComponents(objectsOf(body['components'])) : before.components,
    attachments: [...kept, ...uploaded],
    flags: (flags & ~(MessageFlag.Loading | MessageFlag.Ephemeral)) | lasting,
  };
}

/**
 * Holds a message that is about to be shown against every limit, and notes whom it pings.
 *
 * @param body what the request says; `content` is the message as it would then be.
 * @throws ApiError 50006 for nothing to show, 50035 for limits.
 */
export function inspect(
  core: Core,
  incoming: Incoming,
  body: JsonObject,
  content: MessageContent,
  repliedTo: User | null = null,
): void {
  const problems = messageProblems(content);
  if (problems.length > 0) throw badForm(problems);
  if (isEmptyMessage(content, 0)) throw new ApiError(50006, { rule: 'empty-message' });
  const loose = allowedMentionsProblem(body);
  const says = ['content', 'embeds', 'components'].some((key) => key in body);
  if (loose !== null && says)
    core.ledger.violate(loose.rule, `${loose.path} ${loose.message}`, incoming.record);
  for (const who of pingsOf(body, repliedTo?.id ?? null))
    core.ledger.pings.push({ who, request: incoming.record });
}

export interface NewMessage {
  readonly channel: Channel;
  readonly author: User;
  readonly content: MessageContent;
  readonly type?: number;
  readonly ephemeralFor?: User | null;
  readonly reference?: Message | null;
  readonly interaction?: JsonObject | null;
  /** Whom it mentions beside those that its text names, as a reply with a ping does. */
  readonly mentions?: readonly User[];
}

export function post(world: World, message: NewMessage): Message {
  const { channel, author, content } = message;
  const reference = message.reference ?? null;
  const origin: MessageOrigin = {
    id: world.nextId(),
    channel,
    author,
    type: message.type ?? (reference === null ? MessageType.Default : MessageType.Reply),
    createdAt: world.now(),
    ephemeralFor: message.ephemeralFor ?? null,
    reference,
    mentions: [...new Set([...mentioned(world, content.content), ...(message.mentions ?? [])])],
    interaction: message.interaction ?? null,
  };
  const posted = new Message(origin, content);
  channel.messages.set(posted.id, posted);
  announce(world, 'MESSAGE_CREATE', posted, messageEventJson(world, posted));
  return posted;
}

export function edit(world: World, message: Message, content: MessageContent): void {
  // Filling in a deferred reply is not an edit that people see as one.
  message.edit(content, message.loading ? null : world.now());
  announce(world, 'MESSAGE_UPDATE', message, messageEventJson(world, message));
}

export function remove(world: World, message: Message): void {
  message.deleted = true;
  message.channel.messages.delete(message.id);
  announce(world, 'MESSAGE_DELETE', message, { id: message.id, ...place(world, message) });
  if (message.pinned) dropPin(world, message);
}

/** @throws ApiError 30003 at the limit; pinning what is pinned does nothing. */
export function pin(world: World, message: Message, by: User): void {
  if (message.pinned) return;
  if (message.system) throw new ApiError(50021);
  const { channel } = message;
  if (channel.pins.length >= Limit.pins) throw new ApiError(30003);
  message.pinned = true;
  channel.pins.push({ message, at: world.pinTime() });
  announce(world, 'MESSAGE_UPDATE', message, messageEventJson(world, message));
  announcePins(world, channel);
  post(world, {
    channel,
    author: by,
    content: { ...empty },
    type: MessageType.PinnedNotice,
    reference: message,
  });
}

export function unpin(world: World, message: Message): void {
  if (!message.pinned) return;
  dropPin(world, message);
  announce(world, 'MESSAGE_UPDATE', message, messageEventJson(world, message));
}

export function announceChannel(world: World, channel: Channel, name = 'CHANNEL_UPDATE'): void {
  world.emit({ name, data: channelJson(world, channel), intent: Intent.Guilds });
}

function dropPin(world: World, message: Message): void {
  message.pinned = false;
  const index = message.channel.pins.findIndex((known) => known.message === message);
  if (index >= 0) message.channel.pins.splice(index, 1);
  announcePins(world, message.channel);
}

function announcePins(world: World, channel: Channel): void {
  const last = channel.pins.at(-1);
  const data = {
    ...place(world, { channel }),
    last_pin_timestamp: last === undefined ? null : isoTime(last.at),
  };
  const intent = channel.recipient === null ? Intent.Guilds : Intent.DirectMessages;
  world.emit({ name: 'CHANNEL_PINS_UPDATE', data, intent, channel });
}

/** Ephemeral messages come and go without an event. */
function announce(world: World, name: string, message: Message, data: JsonObject): void {
  if (message.ephemeral) return;
  const { channel } = message;
  const intent = channel.recipient === null ? Intent.GuildMessages : Intent.DirectMessages;
  world.emit({ name, data, intent, channel });
}

function mentioned(world: World, text: string): User[] {
  const ids = [...text.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id);
  return [...new Set(ids)].flatMap((id) => {
    const user = id === undefined ? undefined : world.users.get(id);
    return user === undefined ? [] : [user];
  });
}
