import { UserError } from '../../errors.ts';

/**
 * What chosen passages are for: a reply to somebody's message, an answer to an open question, or new evidence for a
 * pin. As one argument of a custom id: a letter and an id, and of a pin its revision.
 */
export type Purpose =
  | { readonly kind: 'message' | 'question'; readonly id: string }
  | {
      readonly kind: 'pin';
      readonly id: string;
      /** What the moderator saw of the pin. */
      readonly revision: number;
    };

const LETTERS = { message: 'm', question: 'q', pin: 'p' } as const;
/** Between a pin's id and its revision; no id has one. */
const SEPARATOR = '.';

export function encodePurpose(purpose: Purpose): string {
  const argument = LETTERS[purpose.kind] + purpose.id;
  return purpose.kind === 'pin' ? argument + SEPARATOR + purpose.revision.toString(36) : argument;
}

/** @throws UserError `old-button` for what no current version encodes */
export function decodePurpose(argument: string | undefined): Purpose {
  for (const kind of ['message', 'question'] as const) {
    if (argument?.startsWith(LETTERS[kind])) return { kind, id: argument.slice(1) };
  }
  const [id = '', revision] = argument?.slice(1).split(SEPARATOR) ?? [];
  if (argument?.startsWith(LETTERS.pin) && revision !== undefined) {
    return { kind: 'pin', id, revision: Number.parseInt(revision, 36) };
  }
  throw oldButton();
}

/** Why a press is of no use: no current version makes such a button. */
export function oldButton(): UserError {
  return new UserError('old-button', 'This button is from an older version of me. Use the command again.');
}
