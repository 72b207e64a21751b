import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Answer, Excerpt, RankedDocument, Trace } from '../../src/answer/types.ts';
import type { Span } from '../../src/corpus/types.ts';
import type { EvaluationQuestion } from '../../src/evaluation/set.ts';

/** Runs the work in a folder of its own that holds the given files, and removes it. */
export async function withFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'verbatim-evaluation-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const lines = (...rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** A question of which nothing is known but what is given. */
export function questionOf(known: Partial<EvaluationQuestion>): EvaluationQuestion {
  return {
    id: 'q',
    text: 'How old is the mill?',
    answerable: true,
    grades: new Map(),
    evidence: [],
    quoteWords: null,
    highlightWords: null,
    ...known,
  };
}

/** An excerpt that starts at `start` of its document. */
export function excerptOf(document: string, quote: string, start = 0, highlights: Span[] = []): Excerpt {
  const unknown = { title: null, author: null, publisher: null, published: null, url: null };
  return {
    citation: 1,
    document: { id: document, sha256: '', ...unknown },
    quote,
    start,
    end: start + quote.length,
    highlights,
    score: 1,
    source: { file: document, line: 1 },
  };
}

export function answerOf(known: Partial<Answer>): Answer {
  return {
    schema: 1,
    question: 'How old is the mill?',
    status: 'answered',
    confidence: 0.8,
    excerpts: [],
    disagreements: [],
    timings_ms: { total: 5 },
    ...known,
  };
}

/** Documents in this order. */
export const rankingOf = (...ids: readonly string[]): RankedDocument[] =>
  ids.map((document, at) => ({ document, score: 1 - at / 10 }));

export function traceOf(legs: {
  readonly vectors: readonly string[];
  readonly words: readonly string[];
}): Trace {
  return { legs: { vectors: rankingOf(...legs.vectors), words: rankingOf(...legs.words) }, confidence: null };
}
