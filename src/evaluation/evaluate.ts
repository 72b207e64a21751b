import type { Answer, RankedDocument } from '../answer/types.ts';
import { auroc, falseAnswerRate, falseRefusalRate, type Verdict } from './answerability.ts';
import { bootstrapInterval } from './bootstrap.ts';
import {
  brierScore,
  expectedCalibrationError,
  type Forecast,
  type ReliabilityBin,
  reliabilityBins,
} from './calibration.ts';
import { excerptHolds, highlightHolds } from './judge.ts';
import { ndcgAt, recallAt } from './ranking.ts';
import type { EvaluationQuestion, EvaluationSet } from './set.ts';
import { meanOf, percentile } from './statistics.ts';

export type AskForEvaluation = (
  question: string,
  options: { readonly ranking: number; readonly explain: true },
) => Promise<Answer>;

/** What one question came to; null is what the set does not say. */
export interface EvaluationRow {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean | null;
  readonly status: Answer['status'];
  /** 0 when the question was rejected. */
  readonly confidence: number;
  readonly first_document: string | null;
  /**
   * Judged on the candidates, whether or not the answer was withheld: the quality of what would be shown. Whether
   * the first and one of the first three excerpts hold the answer, and whether the first highlight answers.
   */
  readonly evidence1: boolean | null;
  readonly evidence3: boolean | null;
  readonly sentence: boolean | null;
  readonly ndcg10: number | null;
  /** The same of each leg of the retrieval by itself. */
  readonly ndcg10_vectors: number | null;
  readonly ndcg10_words: number | null;
  readonly recall1: number | null;
  readonly recall5: number | null;
  readonly recall10: number | null;
  readonly disagreements: number;
  readonly ms: number;
}

export interface EvaluationFigures {
  readonly set: string;
  readonly documents: number;
  readonly questions: number;
  readonly answerable: number;
  readonly unanswerable: number;
  readonly ndcg10: number | null;
  readonly ndcg10_vectors: number | null;
  readonly ndcg10_words: number | null;
  readonly recall1: number | null;
  readonly recall5: number | null;
  readonly recall10: number | null;
  readonly evidence1: number | null;
  readonly evidence3: number | null;
  readonly sentence_p1: number | null;
  readonly auroc: number | null;
  readonly false_answer_rate: number | null;
  readonly false_refusal_rate: number | null;
  /** Confidence against "the first excerpt holds the answer". */
  readonly calibration: {
    readonly forecasts: number;
    readonly ece: number | null;
    readonly brier: number | null;
    readonly bins: readonly ReliabilityBin[];
  };
  /** Milliseconds of whole answers. */
  readonly latency_ms: { readonly p50: number | null; readonly p95: number | null };
  /** 95 % bootstrap intervals of the figures of the same names. */
  readonly intervals: Readonly<Record<string, readonly [number, number] | null>>;
}

export interface EvaluationOptions {
  /** Documents of the index that is asked. */
  readonly documents: number;
  readonly seed: number;
  /** Told of every answer as it comes, in order. */
  readonly onAnswer?: (row: EvaluationRow, answer: Answer) => Promise<void> | void;
}

/** Documents asked for in `ranking`: enough for every figure @10. */
const rankingDepth = 10;

/** Asks every question of the set in turn and computes the figures. */
export async function evaluate(
  set: Pick<EvaluationSet, 'name' | 'questions'>,
  ask: AskForEvaluation,
  { documents, seed, onAnswer }: EvaluationOptions,
): Promise<{ figures: EvaluationFigures; rows: EvaluationRow[] }> {
  const rows: EvaluationRow[] = [];
  for (const question of set.questions) {
    const answer = await ask(question.text, { ranking: rankingDepth, explain: true });
    const row = judgeAnswer(question, answer);
    rows.push(row);
    await onAnswer?.(row, answer);
  }
  return { figures: { set: set.name, documents, ...summarise(rows, seed) }, rows };
}

/** What one answer is worth, by what the set knows of the question. */
export function judgeAnswer(question: EvaluationQuestion, answer: Answer): EvaluationRow {
  const excerpts = answer.candidates ?? answer.excerpts;
  const [first] = excerpts;
  const ranking = documentsOf(answer.ranking);
  const held = excerpts.slice(0, 3).map((excerpt) => excerptHolds(excerpt, question));
  // An answer without any excerpt holds nothing, where there was something to hold.
  const missed = hasJudgement(question) ? false : null;
  return {
    id: question.id,
    question: question.text,
    answerable: question.answerable,
    status: answer.status,
    confidence: answer.confidence ?? 0,
    first_document: first?.document.id ?? null,
    evidence1: held[0] ?? missed,
    evidence3: held.length === 0 ? missed : held.every((one) => one === null) ? null : held.includes(true),
    sentence: first === undefined ? missedSentence(question) : highlightHolds(first, question),
    ndcg10: ndcgAt(10, ranking, question.grades),
    ndcg10_vectors: ndcgAt(10, documentsOf(answer.trace?.legs.vectors), question.grades),
    ndcg10_words: ndcgAt(10, documentsOf(answer.trace?.legs.words), question.grades),
    recall1: recallAt(1, ranking, question.grades),
    recall5: recallAt(5, ranking, question.grades),
    recall10: recallAt(10, ranking, question.grades),
    disagreements: answer.disagreements.length,
    ms: answer.timings_ms.total,
  };
}

/** The figures over rows; pure, so that a half or a tier can be summed up alone. */
export function summarise(
  rows: readonly EvaluationRow[],
  seed: number,
): Omit<EvaluationFigures, 'set' | 'documents'> {
  const forecasts = rows.flatMap(toForecast);
  const bins = reliabilityBins(forecasts);
  const values = Object.fromEntries(
    Object.entries(statistics).map(([name, statistic]) => [name, statistic(rows)]),
  ) as Record<StatisticName, number | null>;
  const times = rows.map((row) => row.ms);
  return {
    questions: rows.length,
    answerable: rows.filter((row) => row.answerable === true).length,
    unanswerable: rows.filter((row) => row.answerable === false).length,
    ...values,
    calibration: {
      forecasts: forecasts.length,
      ece: expectedCalibrationError(bins),
      brier: brierScore(forecasts),
      bins,
    },
    latency_ms: { p50: percentile(times, 50), p95: percentile(times, 95) },
    intervals: Object.fromEntries(
      Object.entries(statistics).map(([name, statistic]) => [
        name,
        bootstrapInterval(rows, statistic, { seed }),
      ]),
    ),
  };
}

type Rows = readonly EvaluationRow[];
const statistics = {
  ndcg10: (rows: Rows) => meanOf(rows.map((row) => row.ndcg10)),
  ndcg10_vectors: (rows: Rows) => meanOf(rows.map((row) => row.ndcg10_vectors)),
  ndcg10_words: (rows: Rows) => meanOf(rows.map((row) => row.ndcg10_words)),
  recall1: (rows: Rows) => meanOf(rows.map((row) => row.recall1)),
  recall5: (rows: Rows) => meanOf(rows.map((row) => row.recall5)),
  recall10: (rows: Rows) => meanOf(rows.map((row) => row.recall10)),
  evidence1: (rows: Rows) => meanOf(rows.map((row) => toNumber(row.evidence1))),
  evidence3: (rows: Rows) => meanOf(rows.map((row) => toNumber(row.evidence3))),
  sentence_p1: (rows: Rows) => meanOf(rows.map((row) => toNumber(row.sentence))),
  auroc: (rows: Rows) => auroc(rows.flatMap(toVerdict)),
  false_answer_rate: (rows: Rows) => falseAnswerRate(rows.flatMap(toVerdict)),
  false_refusal_rate: (rows: Rows) => falseRefusalRate(rows.flatMap(toVerdict)),
};
type StatisticName = keyof typeof statistics;

function documentsOf(ranked: readonly RankedDocument[] = []): string[] {
  return ranked.map(({ document }) => document);
}

function toVerdict({ answerable, confidence, status }: EvaluationRow): Verdict[] {
  return answerable === null ? [] : [{ answerable, confidence, answered: status === 'answered' }];
}

/** Without an answer in the corpus no excerpt can be right; with one, the evidence decides. */
function toForecast({ answerable, confidence, evidence1 }: EvaluationRow): Forecast[] {
  const correct = answerable === false ? false : answerable === true ? evidence1 : null;
  return correct === null ? [] : [{ confidence, correct }];
}

function hasJudgement({ answerable, evidence, grades, quoteWords }: EvaluationQuestion): boolean {
  return answerable !== false && (evidence.length > 0 || grades.size > 0 || quoteWords !== null);
}

function missedSentence({ answerable, evidence, highlightWords }: EvaluationQuestion): false | null {
  return answerable !== false && (evidence.length > 0 || highlightWords !== null) ? false : null;
}

function toNumber(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}
