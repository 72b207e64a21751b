import type { Index } from '../index/types.ts';
import { compose } from './compose.ts';
import { CONFIDENCE_THRESHOLD, confidenceFeatures, estimateConfidence, modelFor } from './confidence.ts';
import { seekOtherVoices } from './disagreements/seek.ts';
import { round } from './excerpt.ts';
import { profileQuestion } from './profile.ts';
import { checkQuestion } from './question.ts';
import { rankPassages } from './rank.ts';
import { retrieve } from './retrieve.ts';
import { explain, rankDocuments } from './trace.ts';
import type { Answer, AskDependencies, AskOptions, Excerpt, RankedDocument } from './types.ts';
import { withoutUnproven } from './verify.ts';

/** Documents named as related when nothing answers, and the confidence from which they are worth a look. */
const RELATED = 2;
const WORTH_NAMING = 0.05;

/**
 * The way of a question: check -> embed -> retrieve -> rank (weigh, read) -> confidence -> seek other voices ->
 * compose (select, disagreements) -> verify -> answer. The same index, models and question give the same answer, `timings_ms` aside.
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

  const [vector] = await embedder.embed([checked.text], 'question');
  if (vector === undefined) throw new Error('The embedder returned no vector for the question.');
  const embedded = now();

  const filter = options.documentId === undefined ? {} : { documentId: options.documentId };
  const candidates = await retrieve(index, checked.text, vector, filter);
  const retrieved = now();

  const profile = profileQuestion(checked.text, index);
  const ranking = await rankPassages(index, candidates, profile, reader);
  const ranked = ranking.passages;
  const features = confidenceFeatures(index, ranked, profile);
  const confidence = round(estimateConfidence(features, modelFor(reader !== null)));
  const confident = confidence >= CONFIDENCE_THRESHOLD;
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
      : nothingFound(index, rankDocuments(index, ranking, RELATED), confidence, options.documentId)),
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

function nothingFound(
  { documents }: Index,
  nearest: readonly RankedDocument[],
  confidence: number,
  documentId: string | undefined,
) {
  const count = documents.size === 1 ? 'the 1 document' : `all ${documents.size} documents`;
  const searched = documentId === undefined ? count : `only ${documentId}`;
  const names = nearest.map(({ document }) => `“${documents.get(document)?.metadata.title ?? document}”`);
  const related =
    confidence >= WORTH_NAMING && documentId === undefined && names.length > 0
      ? ` Related, but not an answer: ${names.join(', ')}.`
      : '';
  const excerpts: Excerpt[] = [];
  return {
    excerpts,
    disagreements: [],
    message: `I found nothing that answers this (searched ${searched}).${related} Ask a whole question about one thing, in the words of the documents.`,
  };
}

/** Milliseconds to a thousandth. */
function elapsed(from: number, to: number): number {
  return Math.round((to - from) * 1000) / 1000;
}
