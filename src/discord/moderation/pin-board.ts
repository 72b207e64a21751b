import {
  type Client,
  DiscordAPIError,
  PermissionFlagsBits,
  type RESTGetAPIChannelMessagesPinsResult,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { PinBoard } from '../../community/reconcile.ts';
import { UserError } from '../../errors.ts';
import { isConnectionFault } from '../failure.ts';

/** Discord's limits: pins of a channel, and pins on a page of their list. */
export const PINS_OF_A_CHANNEL = 250;
const PINS_A_PAGE = 50;

/**
 * Pins by Discord's HTTP API. discord.js' `message.pin()` needs the message in its cache, where other people's
 * messages never are.
 *
 * `pin` and `unpin` reject with a UserError that names the next step: `missing-permission`, `too-many-pins`,
 * `message-gone`, `discord-unreachable`; with whatever else Discord refuses as it is.
 */
export function discordPinBoard(client: Client): PinBoard {
  return {
    async pinned(channelId) {
      const pinned = new Map<string, string>();
      try {
        await mustSeeHistory(client, channelId);
        for (let before: string | undefined; ; ) {
          const query = new URLSearchParams({ limit: String(PINS_A_PAGE) });
          if (before !== undefined) query.set('before', before);
          const page = (await client.rest.get(Routes.channelMessagesPins(channelId), {
            query,
          })) as RESTGetAPIChannelMessagesPinsResult;
          const known = pinned.size;
          for (const { message } of page.items) pinned.set(message.id, message.content);
          const last = page.items.at(-1)?.pinned_at;
          if (!page.has_more || last === undefined || pinned.size === known) return pinned;
          // The next page begins with the millisecond in which this one ends, so that of several pins made in it
          // none is passed over and taken for unpinned.
          before = new Date(Date.parse(last) + 1).toISOString();
        }
      } catch (error) {
        if (isRefusal(error, RESTJSONErrorCodes.UnknownChannel)) return null;
        throw error;
      }
    },
    async pin(channelId, messageId) {
      await explained(() => client.rest.put(Routes.channelMessagesPin(channelId, messageId)));
    },
    async unpin(channelId, messageId) {
      try {
        await explained(() => client.rest.delete(Routes.channelMessagesPin(channelId, messageId)));
      } catch (error) {
        // A deleted message is not pinned, which is all that was asked for.
        if (!(error instanceof UserError && error.identifier === 'message-gone')) throw error;
      }
    },
  };
}

/** Without the history Discord gives an empty list of pins, which would pass for a channel without any. */
async function mustSeeHistory(client: Client, channelId: string): Promise<void> {
  const channel = await client.channels.fetch(channelId);
  if (channel === null || channel.isDMBased() || client.user === null) throw noHistory(channelId);
  if (channel.permissionsFor(client.user)?.has(PermissionFlagsBits.ReadMessageHistory) !== true) {
    throw noHistory(channelId);
  }
}

function noHistory(channelId: string): UserError {
  return new UserError(
    'missing-permission',
    `I may not read the history of the channel ${channelId}, so I cannot tell what is pinned there. Give my role the permissions View Channels and Read Message History in it.`,
  );
}

async function explained(request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (cause) {
    if (
      isRefusal(cause, RESTJSONErrorCodes.MissingPermissions) ||
      isRefusal(cause, RESTJSONErrorCodes.MissingAccess)
    ) {
      throw new UserError(
        'missing-permission',
        'I may not pin in that channel: my role lacks the permission Pin Messages there. Give it in the channel’s settings, then try again.',
        { cause },
      );
    }
    if (isRefusal(cause, RESTJSONErrorCodes.MaximumNumberOfPinsReachedForTheChannel))
      throw tooManyPins(cause);
    if (
      isRefusal(cause, RESTJSONErrorCodes.UnknownMessage) ||
      isRefusal(cause, RESTJSONErrorCodes.UnknownChannel)
    ) {
      throw messageGone(cause);
    }
    if (isRefusal(cause, RESTJSONErrorCodes.InvalidActionOnArchivedThread)) {
      throw new UserError(
        'thread-archived',
        'That thread is archived, and Discord changes nothing in it. Open it again by writing in it, then try again.',
        { cause },
      );
    }
    if (isConnectionFault(cause)) {
      throw new UserError(
        'discord-unreachable',
        'Discord did not answer, so this may or may not be done. Look at the pins of the channel, then try again.',
        { cause },
      );
    }
    throw cause;
  }
}

/** @returns why nothing more can be pinned in a channel, and what to do. */
export function tooManyPins(cause?: unknown): UserError {
  return new UserError(
    'too-many-pins',
    `That channel has ${PINS_OF_A_CHANNEL} pins, which is all that Discord allows. Unpin one, by hand or with /pins, then try again.`,
    { cause },
  );
}

export function messageGone(cause?: unknown): UserError {
  return new UserError(
    'message-gone',
    'That message was deleted meanwhile. Ask the question again and pin the new answer.',
    { cause },
  );
}

export function isRefusal(error: unknown, code: number): boolean {
  return error instanceof DiscordAPIError && error.code === code;
}
