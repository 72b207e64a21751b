import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * What a button, a select menu or a form carries back to the bot. The bot keeps nothing in memory about the
 * messages it sent, so all that serving a press takes is in here, together with a code that only the bot can
 * compute: a custom id that somebody made up is refused before anything looks at it. The code proves where the id
 * comes from, not who presses; permissions are checked besides, before a handler runs.
 */
export interface CustomIds {
  /** @throws RangeError when the id would be longer than Discord takes, or a part holds a control character. */
  encode(action: string, ...args: readonly string[]): string;
  /** Null for an id that this bot did not make (or made with another token). */
  decode(customId: string): CustomId | null;
}

export interface CustomId {
  readonly action: string;
  readonly args: readonly string[];
}

/** Discord's limit. */
export const CUSTOM_ID_LENGTH = 100;
/** 96 bits: beyond guessing at Discord's request rates, and short enough to leave 60 bytes for the content. */
const CODE_LENGTH = 16;
const SEPARATOR = '\x1f';

/** The key is derived from the bot's token, so that ids survive a restart and nothing needs to be stored. */
export function createCustomIds(token: string): CustomIds {
  const key = Buffer.from(hkdfSync('sha256', token, '', 'verbatim custom ids, version 1', 32));
  const codeOf = (body: string) =>
    createHmac('sha256', key).update(body).digest('base64url').slice(0, CODE_LENGTH);
  return {
    encode(action, ...args) {
      const parts = [action, ...args];
      if (parts.some((part) => /[\0-\x1f]/.test(part))) {
        throw new RangeError(`A custom id for ${action} holds a control character.`);
      }
      const body = Buffer.from(parts.join(SEPARATOR)).toString('base64url');
      const customId = `${body}.${codeOf(body)}`;
      if (customId.length > CUSTOM_ID_LENGTH) {
        throw new RangeError(`A custom id for ${action} is ${customId.length} characters long.`);
      }
      return customId;
    },
    decode(customId) {
      const [body, code, ...rest] = customId.split('.');
      if (body === undefined || code === undefined || rest.length > 0) return null;
      const given = Buffer.from(code);
      const expected = Buffer.from(codeOf(body));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const [action = '', ...args] = Buffer.from(body, 'base64url').toString().split(SEPARATOR);
      return { action, args };
    },
  };
}
