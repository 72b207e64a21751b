import { CONFIDENCE_THRESHOLD, confidenceFeatures, estimateConfidence } from './confidence.ts';
import { makeExcerpt, round } from './excerpt.ts';
import { profileQuestion, type QuestionProfile } from './profile.ts';
import { checkQuestion } from './question.ts';
import type { Candidate } from './retrieve.ts';
import { retrieve } from './retrieve.ts';
import { selectPassages } from './select.ts';
import type { Answer, AskDependencies, AskOptions, Excerpt, RankedDocument } from './types.ts';
import { type VerificationFailure, verifyExcerpt } from './verify.ts';
import { type WeighedPassage, weighPassage } from './weigh.ts';

/** Passages whose sentences are weighed; the answer is chosen among them. */
const WEIGHED_PASSAGES = 20;

/** Told of every quote that could not be proved and was therefore not sent. */
export type OnUnprovenQuote = (failure: VerificationFailure) => void;

/**
 * The way of a question: check -> embed -> retrieve -> weigh -> select -> confidence -> verify -> answer. The same
 * index, models and question give the same answer, `timings_ms` aside.
 */
export async function ask(
  question: string,
  { index, embedder, now, onUnprovenQuote }: AskDependencies & { readonly onUnprovenQuote?: OnUnprovenQuote },
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
  const ranked = candidates
    .slice(0, WEIGHED_PASSAGES)
    .map((candidate) => weighPassage(index, candidate, profile));
  const features = confidenceFeatures(ranked, profile);
  const confidence = round(estimateConfidence(features));
  const proposed = selectPassages(ranked, ({ candidate }) => candidate.fused).map((passage, at) =>
    makeExcerpt(passage, at + 1, passage.candidate.fused),
  );
  const proven = proposed.filter((excerpt) => {
    const failure = verifyExcerpt(index, excerpt);
    if (failure !== null) onUnprovenQuote?.(failure);
    return failure === null;
  });
  const excerpts = confidence >= CONFIDENCE_THRESHOLD ? renumber(proven) : [];
  const finished = now();

  return {
    ...head,
    status: excerpts.length > 0 ? 'answered' : 'not_found',
    confidence,
    excerpts,
    disagreements: [],
    ...(excerpts.length === 0 && { message: notFoundMessage(index.documents.size, options.documentId) }),
    ...(options.ranking !== undefined && { ranking: rankDocuments(index, candidates, options.ranking) }),
    ...(options.explain && {
      candidates: renumber(proven),
      trace: explain(checked.text, profile, features, ranked),
    }),
    timings_ms: {
      embed: elapsed(started, embedded),
      retrieve: elapsed(embedded, retrieved),
      select: elapsed(retrieved, finished),
      total: elapsed(started, finished),
    },
  };
}

function renumber(excerpts: readonly Excerpt[]): Excerpt[] {
  return excerpts.map((excerpt, at) => ({ ...excerpt, citation: at + 1 }));
}

/** Documents by their best passage. */
function rankDocuments(
  index: AskDependencies['index'],
  candidates: readonly Candidate[],
  limit: number,
): RankedDocument[] {
  const ranking: RankedDocument[] = [];
  const seen = new Set<string>();
  for (const { number, fused } of candidates) {
    const id = index.passages[number]?.document.id;
    if (id === undefined || seen.has(id)) continue;
    seen.add(id);
    ranking.push({ document: id, score: round(fused) });
    if (ranking.length === limit) break;
  }
  return ranking;
}

function notFoundMessage(documents: number, documentId: string | undefined): string {
  const searched =
    documentId === undefined ? (documents === 1 ? '1 document' : `${documents} documents`) : documentId;
  return `Nothing in the corpus answers this (searched: ${searched}).`;
}

function explain(
  searched: string,
  profile: QuestionProfile,
  features: ReturnType<typeof confidenceFeatures>,
  ranked: readonly WeighedPassage[],
) {
  return {
    searched,
    kind: profile.kind,
    terms: [...profile.weights].map(([term, weight]) => ({ term, weight: round(weight) })),
    confidence: features,
    passages: ranked.map(({ candidate, indexed, coverage, best }) => ({
      document: indexed.document.id,
      start: indexed.passage.start,
      end: indexed.passage.end,
      dense: round(candidate.dense),
      lexical: round(candidate.lexical),
      fused: round(candidate.fused),
      coverage: round(coverage),
      best: { start: best.start, end: best.end, coverage: round(best.coverage), kindFit: best.kindFit },
    })),
  };
}

/** Milliseconds to a thousandth. */
function elapsed(from: number, to: number): number {
  return Math.round((to - from) * 1000) / 1000;
}
