import { compose } from './compose.ts';
import { CONFIDENCE_THRESHOLD, confidenceFeatures, estimateConfidence, modelFor } from './confidence.ts';
import { correctSpelling } from './correct.ts';
import { seekOtherVoices } from './disagreements/seek.ts';
import { round } from './excerpt.ts';
import { asksAboutTheBot, nothingFound } from './nothing-found.ts';
import { profileQuestion } from './profile.ts';
import { checkQuestion } from './question.ts';
import { rankPassages } from './rank.ts';
import { retrieve } from './retrieve.ts';
import { explain, rankDocuments } from './trace.ts';
import type { Answer, AskDependencies, AskOptions } from './types.ts';
import { withoutUnproven } from './verify.ts';

/** Documents named as related when nothing answers. */
const RELATED = 2;

/**
 * The way of a question: check -> correct -> embed -> retrieve -> rank (weigh, read) -> confidence -> seek other
 * voices -> compose (select, disagreements) -> verify -> answer. The same index, models and question give the same
 * answer, `timings_ms` aside.
 *
 * A question that cannot be asked is `rejected`; one that the corpus does not answer, `not_found`. A quote that
 * fails its proof is reported to `onUnprovenQuote` and left out.
 */
export async function ask(
  question: string,
  { index, embedder, reader, now, onUnprovenQuote }: AskDependencies,
  options: AskOptions = {},
): Promise<Answer> {
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
  const [vector] = await embedder.embed([text], 'question');
  if (vector === undefined) throw new Error('The embedder returned no vector for the question.');
  const embedded = now();

  const filter = options.documentId === undefined ? {} : { documentId: options.documentId };
  const candidates = await retrieve(index, text, vector, filter);
  const retrieved = now();

  const profile = profileQuestion(text, index);
  const ranking = await rankPassages(candidates, profile, vector, { index, embedder, reader });
  const ranked = ranking.passages;
  const features = confidenceFeatures(index, ranking, profile);
  const confidence = round(estimateConfidence(features, modelFor(reader !== null)));
  const confident = confidence >= CONFIDENCE_THRESHOLD && !asksAboutTheBot(text);
  const seek = confident && reader !== null && options.documentId === undefined;
  const voices = seek ? await seekOtherVoices(ranking, profile, { index, embedder, reader }) : ranking;
  const composed = withoutUnproven(index, compose(voices.passages, profile), onUnprovenQuote);
  const answered = confident && composed.excerpts.length > 0;
  const finished = now();

  return {
    ...head,
    status: answered ? 'answered' : 'not_found',
    confidence,
    ...(answered
      ? composed
      : {
          excerpts: [],
          disagreements: [],
          message: nothingFound(
            index,
            profile,
            rankDocuments(index, ranking, RELATED),
            confidence,
            options.documentId,
          ),
        }),
    ...(options.ranking !== undefined && {
      ranking: rankDocuments(index, ranking, options.ranking),
    }),
    ...(options.explain && {
      candidates: composed.excerpts,
      trace: explain(profile, features, ranked),
    }),
    timings_ms: {
      embed: elapsed(started, embedded),
      retrieve: elapsed(embedded, retrieved),
      select: elapsed(retrieved, finished),
      total: elapsed(started, finished),
    },
  };
}

/** Milliseconds to a thousandth. */
function elapsed(from: number, to: number): number {
  return Math.round((to - from) * 1000) / 1000;
}
