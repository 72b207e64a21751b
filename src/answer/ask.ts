import { composeParts } from './compose.ts';
import { partsOf, type QuestionPart } from './compound.ts';
import { confidenceFeatures, estimateConfidence, modelFor, thresholdFor } from './confidence.ts';
import { correctSpelling } from './correct.ts';
import { seekOtherVoices } from './disagreements/seek.ts';
import { round } from './excerpt.ts';
import { asksAboutTheBot, introduction, nothingFound } from './nothing-found.ts';
import { profileQuestion } from './profile.ts';
import { checkQuestion } from './question.ts';
import { rankPassages } from './rank.ts';
import { retrieve } from './retrieve.ts';
import { type AnsweredPart, explain, rankDocuments } from './trace.ts';
import type { Answer, AskDependencies, AskOptions, Timings } from './types.ts';
import { withoutUnproven } from './verify.ts';

/** Documents named as related when nothing answers. */
const RELATED = 2;

/**
 * The way of a question: check -> correct -> divide, and for each part embed -> retrieve -> rank (weigh, read) ->
 * confidence -> seek other voices; then compose (select, disagreements) -> verify -> answer. The same index, models and question give the same
 * answer, `timings_ms` aside.
 *
 * A question that cannot be asked is `rejected`; one that the corpus does not answer, `not_found`. A quote that
 * fails its proof is reported to `onUnprovenQuote` and left out.
 */
export async function ask(
  question: string,
  dependencies: AskDependencies,
  options: AskOptions = {},
): Promise<Answer> {
  const { index, embedder, now, onUnprovenQuote } = dependencies;
  const started = now();
  const head = { schema: 1, ...(options.id !== undefined && { id: options.id }), question } as const;
  const checked = checkQuestion(question);
  if (!checked.ok) {
    const timings_ms = { total: elapsed(started, now()) };
    return {
      ...head,
      status: 'rejected',
      excerpts: [],
      disagreements: [],
      message: checked.message,
      timings_ms,
    };
  }

  const text = await correctSpelling(checked.text, index, embedder);
  const parts: AnsweredPart[] = [];
  for (const part of partsOf(text)) parts.push(await answerPart(part, dependencies, options));
  const surest = parts.reduce((best, part) => (part.confidence > best.confidence ? part : best));
  const isAboutTheBot = asksAboutTheBot(text);
  const confident = isAboutTheBot ? [] : parts.filter(({ isConfident }) => isConfident);
  const shown = confident.length > 0 ? confident : [surest];
  const composed = withoutUnproven(index, composeParts(shown), onUnprovenQuote);
  const answered = confident.length > 0 && composed.excerpts.length > 0;
  const unanswered = parts.filter((part) => !confident.includes(part)).map(({ profile }) => profile.text);
  const related = () => rankDocuments(index, surest.ranking, RELATED);

  return {
    ...head,
    ...(text !== checked.text && { searched: text }),
    status: answered ? 'answered' : 'not_found',
    confidence: shown[0]?.confidence ?? 0,
    ...(answered
      ? { ...composed, ...(unanswered.length > 0 && { unanswered }) }
      : {
          excerpts: [],
          disagreements: [],
          message: isAboutTheBot
            ? introduction(index)
            : nothingFound(index, surest.profile, related(), surest.confidence, options.documentId),
        }),
    ...(options.ranking !== undefined && {
      ranking: rankDocuments(index, surest.ranking, options.ranking),
    }),
    ...(options.explain && {
      candidates: composed.excerpts,
      trace: explain(
        index,
        surest,
        parts.filter((part) => part !== surest),
      ),
    }),
    timings_ms: timingsOf(parts, elapsed(started, now())),
  };
}

/** Retrieves, ranks and reads for one part of a question. */
async function answerPart(
  part: QuestionPart,
  { index, embedder, reader, now }: AskDependencies,
  { documentId }: AskOptions,
): Promise<AnsweredPart> {
  const started = now();
  const [vector] = await embedder.embed([part.search], 'question');
  if (vector === undefined) throw new Error('The embedder returned no vector for the question.');
  const embedded = now();

  const filter = documentId === undefined ? {} : { documentId };
  const candidates = await retrieve(index, part.search, vector, filter);
  const retrieved = now();

  const profile = profileQuestion(part.text, index);
  const ranking = await rankPassages(candidates, profile, vector, { index, embedder, reader });
  const features = confidenceFeatures(index, ranking, profile);
  const confidence = round(estimateConfidence(features, modelFor(reader !== null)));
  const isConfident = confidence >= thresholdFor(reader !== null);
  const seek = isConfident && reader !== null && documentId === undefined;
  const voices = seek ? await seekOtherVoices(ranking, profile, { index, embedder, reader }) : ranking;
  const timings = { embed: embedded - started, retrieve: retrieved - embedded };
  return { profile, ranking, features, confidence, isConfident, passages: voices.passages, timings };
}

/** What was neither embedding nor retrieval is selection: weighing, reading, composing, proving. */
function timingsOf(parts: readonly AnsweredPart[], total: number): Timings {
  const sum = (of: 'embed' | 'retrieve') =>
    milliseconds(parts.reduce((whole, { timings }) => whole + timings[of], 0));
  const [embed, retrieve] = [sum('embed'), sum('retrieve')];
  return { embed, retrieve, select: milliseconds(total - embed - retrieve), total };
}

/** Milliseconds to a thousandth. */
function milliseconds(time: number): number {
  return Math.round(time * 1000) / 1000;
}

function elapsed(from: number, to: number): number {
  return milliseconds(to - from);
}
