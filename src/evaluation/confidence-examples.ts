import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ask } from '../answer/ask.ts';
import type { ConfidenceFeatures } from '../answer/confidence.ts';
import type { Models } from '../embedding/open-embedder.ts';
import { buildIndex } from '../index/build.ts';
import { openIndex } from '../index/open.ts';
import type { Index } from '../index/types.ts';
import { excerptHolds } from './judge.ts';
import type { EvaluationQuestion } from './set.ts';

/** Features of one answer and whether it was right to give it. */
export interface ConfidenceExample {
  /** Examples of one group count as much together as those of any other. */
  readonly group: string;
  readonly features: ConfidenceFeatures;
  readonly right: boolean;
}

/**
 * Asks each question of an index. An answerable question whose evidence is in one of the candidates is right, an
 * unanswerable one is wrong, an answerable one that was missed says nothing and is left out.
 */
export async function collectExamples(
  group: string,
  index: Index,
  { embedder, reader }: Models,
  questions: readonly EvaluationQuestion[],
): Promise<ConfidenceExample[]> {
  const examples: ConfidenceExample[] = [];
  for (const question of questions) {
    const answer = await ask(question.text, { index, embedder, reader, now: () => 0 }, { explain: true });
    const features = answer.trace?.confidence;
    if (!features) continue;
    const right =
      question.answerable !== false &&
      (answer.candidates ?? []).some((excerpt) => excerptHolds(excerpt, question) === true);
    if (right || question.answerable === false) examples.push({ group, features, right });
  }
  return examples;
}

/** The same questions where nothing answers them. */
export function asUnanswerable(questions: readonly EvaluationQuestion[]): EvaluationQuestion[] {
  return questions.map((question) => ({ ...question, answerable: false, evidence: [], grades: new Map() }));
}

/**
 * Examples from small corpora cut out of a large one: documents that stand together, asked what they answer and
 * what only their neighbours, which are left out, would have answered.
 */
export async function collectFromSlices(
  group: string,
  index: Index,
  models: Models,
  questions: readonly EvaluationQuestion[],
  options: { readonly documents: number; readonly slices: number; readonly perSlice: number },
): Promise<ConfidenceExample[]> {
  const documents = [...index.documents.values()];
  const examples: ConfidenceExample[] = [];
  const stride = Math.max(1, Math.floor(documents.length / options.slices));
  for (let slice = 0; slice < options.slices; slice++) {
    const from = slice * stride;
    const around = documents.slice(from, from + 2 * options.documents);
    const kept = around.filter((_, at) => at % 2 === 0);
    const ids = new Set(kept.map(({ id }) => id));
    const leftOut = new Set(around.filter((_, at) => at % 2 === 1).map(({ id }) => id));
    const about = (where: ReadonlySet<string>) =>
      questions
        .filter(
          ({ answerable, evidence }) =>
            answerable === true && evidence.some(({ document }) => where.has(document)),
        )
        .slice(0, options.perSlice);
    const small = await smallIndex(
      kept.map(({ id, text, metadata }) => ({ id, text, title: metadata.title ?? undefined })),
      models,
    );
    examples.push(...(await collectExamples(group, small, models, about(ids))));
    examples.push(...(await collectExamples(group, small, models, asUnanswerable(about(leftOut)))));
  }
  return examples;
}

async function smallIndex(
  documents: readonly { id: string; text: string; title: string | undefined }[],
  { embedder }: Models,
): Promise<Index> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'verbatim-slice-'));
  try {
    const corpusDir = path.join(root, 'corpus');
    const indexDir = path.join(root, 'index');
    await mkdir(corpusDir);
    const lines = documents.map((document) => JSON.stringify(document));
    await writeFile(path.join(corpusDir, 'corpus.jsonl'), lines.join('\n'));
    await buildIndex({ corpusDir, indexDir, embedder });
    return await openIndex(indexDir, { fingerprint: embedder.fingerprint });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
