import { UserError } from '../errors.ts';

/** Why an open question takes no further answer: a second moderator was as quick. */
export function questionAnswered(): UserError {
  return new UserError(
    'question-answered',
    'Somebody has answered this question meanwhile, so nothing was posted. Use /pins to see the answer.',
  );
}
