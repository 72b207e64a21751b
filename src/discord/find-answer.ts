import type { Answer, Excerpt, VerificationFailure } from '../answer/types.ts';
import { verifyExcerpt } from '../answer/verify.ts';
import { UserError } from '../errors.ts';
import type { Index } from '../index/types.ts';
import type { Verbatim } from '../verbatim.ts';
import { oneLine } from './render-answer.ts';

/** Documents named as related when nothing answers. */
const RELATED = 3;

/** An answer whose every quote was just proved against the generation that comes with it. */
export interface FoundAnswer {
  readonly answer: Answer;
  readonly index: Index;
  /** Quotes that were taken out because they could not be proved. */
  readonly dropped: readonly VerificationFailure[];
}

/**
 * Asks and proves. When the index moved on between the two, the question is asked once more of the new one.
 *
 * @param documentId answers from this document only
 * @throws UserError `question-rejected` for a question that cannot be asked, `quotes-unverified` when no quote
 *   of an answer could be proved, and what `Verbatim.ask` throws
 */
export async function findAnswer(
  verbatim: Pick<Verbatim, 'ask' | 'index'>,
  question: string,
  documentId: string | null = null,
): Promise<FoundAnswer> {
  const first = await askAndProve(verbatim, question, documentId);
  const found = first.dropped.length > 0 ? await askAndProve(verbatim, question, documentId) : first;
  if (found.answer.status === 'answered' && found.answer.excerpts.length === 0) {
    throw new UserError(
      'quotes-unverified',
      'I found quotes that answer this, but they no longer match their documents, so I am not showing them. Ask again in a moment.',
      {
        cause: new Error(
          found.dropped.map(({ documentId, reason }) => `${documentId}: ${reason}`).join('; '),
        ),
      },
    );
  }
  return found;
}

async function askAndProve(
  verbatim: Pick<Verbatim, 'ask' | 'index'>,
  question: string,
  documentId: string | null,
): Promise<FoundAnswer> {
  const answer = await verbatim.ask(oneLine(question), {
    ranking: RELATED + 1,
    ...(documentId === null ? {} : { documentId }),
  });
  if (answer.status === 'rejected') {
    throw new UserError(
      'question-rejected',
      answer.message ?? 'That question cannot be asked. Write it as a sentence.',
    );
  }
  const index = verbatim.index();
  const dropped: VerificationFailure[] = [];
  const proved = answer.excerpts.filter((excerpt) => {
    const failure = verifyExcerpt(index, excerpt);
    if (failure !== null) dropped.push(failure);
    return failure === null;
  });
  return { answer: dropped.length === 0 ? answer : withOnly(answer, proved), index, dropped };
}

/** The answer without the other excerpts, and without sides of a disagreement that nothing supports any more. */
function withOnly(answer: Answer, excerpts: readonly Excerpt[]): Answer {
  const kept = new Set(excerpts.map(({ citation }) => citation));
  const disagreements = answer.disagreements
    .map(({ topic, readings }) => ({
      topic,
      readings: readings
        .map(({ value, citations }) => ({ value, citations: citations.filter((one) => kept.has(one)) }))
        .filter(({ citations }) => citations.length > 0),
    }))
    .filter(({ readings }) => readings.length > 1);
  return { ...answer, excerpts, disagreements };
}
