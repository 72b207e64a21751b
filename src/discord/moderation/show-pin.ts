import type { Logger } from 'pino';
import type { Pin } from '../../community/types.ts';
import { UserError } from '../../errors.ts';
import type { Verbatim } from '../../verbatim.ts';
import type { ChannelMessages } from '../channel-messages.ts';
import type { CustomIds } from '../custom-id.ts';
import { oneLine } from '../render-answer.ts';
import { pinnedContent, renderPinned, sidesAmong, toExcerpts } from './pinned-message.ts';

export interface ShowPinParts {
  readonly messages: ChannelMessages;
  readonly verbatim: Pick<Verbatim, 'ask' | 'index'>;
  readonly customIds: CustomIds;
  readonly log: Logger;
}

/**
 * Brings a pinned message in line with its row: the words under the question, and with `whole` the quotes too.
 * What cannot be written is logged: the row is what counts, and the message is written again with the next change
 * or at the next start.
 *
 * @returns whether the message now shows it
 */
export async function showPin(pin: Pin, parts: ShowPinParts, whole: boolean): Promise<boolean> {
  const { messages, log } = parts;
  try {
    const payload = (whole ? await wholeMessage(pin, parts) : null) ?? { content: pinnedContent(pin) };
    await messages.edit(pin.channelId, pin.messageId, payload);
    return true;
  } catch (error) {
    // A message that was deleted together with its pin needs no words any more.
    const gone = error instanceof UserError && error.identifier === 'message-gone';
    if (!gone || pin.state !== 'removed') {
      const { id, guildId, channelId } = pin;
      log.warn({ event: 'pin-not-shown', pin: id, guildId, channelId, err: error }, 'a pin cannot be shown');
    }
    return false;
  }
}

async function wholeMessage(pin: Pin, { verbatim, customIds }: ShowPinParts) {
  const index = verbatim.index();
  const excerpts = toExcerpts(pin.excerpts, index);
  if (excerpts === null) return null;
  const fresh = await verbatim.ask(oneLine(pin.question));
  return renderPinned(pin, excerpts, sidesAmong(fresh, excerpts), index, customIds);
}
