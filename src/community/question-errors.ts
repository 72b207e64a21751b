import { UserError } from '../errors.ts';

/** For a question that is not there, or not in this guild. */
export function questionGone(): UserError {
  return new UserError(
    'question-gone',
    'This question was deleted meanwhile. Use /unanswered to see those there are.',
  );
}

/** For whoever would answer or dismiss what somebody else was quicker to answer. */
export function questionAnswered(): UserError {
  return new UserError(
    'question-answered',
    'Somebody has answered this question meanwhile, so nothing was done. Use /pins to see the answer.',
  );
}
