import {
  type APIMessage,
  type REST,
  RESTJSONErrorCodes,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import { UserError } from '../errors.ts';
import { isRefusal, messageGone } from './moderation/pin-board.ts';
import type { Payload } from './payload.ts';

/** A message that is fetched to be pinned. */
export type ChannelMessage = Pick<APIMessage, 'id' | 'author' | 'content' | 'components' | 'flags'>;

/**
 * What the bot writes to a channel of its own accord: answers that a moderator has posted, and the lines on pinned
 * ones. Nothing pings. Rejects with UserError `message-gone` or `missing-permission`, or as discord.js does.
 */
export interface ChannelMessages {
  fetch(channelId: string, messageId: string): Promise<ChannelMessage>;
  /**
   * @param once the same for every attempt to post this: it is posted once, and again only after it was taken back
   * @param replyTo the message that is answered, if it still exists
   * @returns the message's id
   */
  post(channelId: string, payload: Payload, once: string, replyTo: string | null): Promise<string>;
  /** Changes the parts that the payload has. */
  edit(channelId: string, messageId: string, payload: Payload): Promise<void>;
  /** Deletes what was posted; `once` as it was posted with. */
  takeBack(channelId: string, messageId: string, once: string): Promise<void>;
}

/** Discord's limit for a nonce. */
const NONCE_LENGTH = 25;

export function createChannelMessages(
  rest: Pick<REST, 'get' | 'post' | 'patch' | 'delete'>,
): ChannelMessages {
  /** How often each post was taken back. Discord would post nothing more under the same nonce for some minutes. */
  const takenBack = new Map<string, number>();
  const nonceOf = (once: string) => `${takenBack.get(once) ?? 0}-${once}`.slice(0, NONCE_LENGTH);
  return {
    async fetch(channelId, messageId) {
      return (await explained(() => rest.get(Routes.channelMessage(channelId, messageId)))) as APIMessage;
    },
    async post(channelId, payload, once, replyTo) {
      const body: RESTPostAPIChannelMessageJSONBody = {
        ...(bodyOf(payload) satisfies RESTPostAPIChannelMessageJSONBody),
        nonce: nonceOf(once),
        enforce_nonce: true,
        ...(replyTo === null
          ? {}
          : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
      };
      const posted = (await explained(() =>
        rest.post(Routes.channelMessages(channelId), { body }),
      )) as APIMessage;
      return posted.id;
    },
    async edit(channelId, messageId, payload) {
      const body: RESTPatchAPIChannelMessageJSONBody = bodyOf(payload);
      await explained(() => rest.patch(Routes.channelMessage(channelId, messageId), { body }));
    },
    async takeBack(channelId, messageId, once) {
      try {
        await rest.delete(Routes.channelMessage(channelId, messageId));
      } catch (error) {
        // Somebody else deleted it, which comes to the same.
        if (!isRefusal(error, RESTJSONErrorCodes.UnknownMessage)) throw error;
      }
      takenBack.set(once, (takenBack.get(once) ?? 0) + 1);
    },
  };
}

function bodyOf({ content, embeds, components }: Payload) {
  return {
    ...(content === undefined ? {} : { content }),
    ...(embeds === undefined ? {} : { embeds: [...embeds] }),
    ...(components === undefined ? {} : { components: [...components] }),
    allowed_mentions: { parse: [], replied_user: false },
  };
}

async function explained(request: () => Promise<unknown>): Promise<unknown> {
  try {
    return await request();
  } catch (cause) {
    if (
      isRefusal(cause, RESTJSONErrorCodes.UnknownMessage) ||
      isRefusal(cause, RESTJSONErrorCodes.UnknownChannel)
    ) {
      throw messageGone(cause);
    }
    if (
      isRefusal(cause, RESTJSONErrorCodes.MissingAccess) ||
      isRefusal(cause, RESTJSONErrorCodes.MissingPermissions)
    ) {
      throw new UserError(
        'missing-permission',
        'I may not read or write in that channel. Give my role the permissions View Channels, Read Message History, Send Messages and Embed Links there, then try again.',
        { cause },
      );
    }
    throw cause;
  }
}
