import { UserError } from '../../errors.ts';

/**
 * What chosen passages are for: a reply to somebody's message, an answer to an open question, or new evidence for a
 * pin. As one argument of a custom id: a letter and an id.
 */
export interface Purpose {
  readonly kind: 'message' | 'question' | 'pin';
  readonly id: string;
}

const LETTERS = { message: 'm', question: 'q', pin: 'p' } as const;

export function encodePurpose({ kind, id }: Purpose): string {
  return LETTERS[kind] + id;
}

/** @throws UserError `old-button` for what no current version encodes */
export function decodePurpose(argument: string | undefined): Purpose {
  for (const kind of ['message', 'question', 'pin'] as const) {
    if (argument?.startsWith(LETTERS[kind])) return { kind, id: argument.slice(1) };
  }
  throw new UserError('old-button', 'This button is from an older version of me. Use the command again.');
}
