import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Evidence } from './evidence.ts';
import { badSet, idSchema, parseJsonLines, readSetFile } from './json-lines.ts';
import type { Grades } from './ranking.ts';
import { type RequiredWords, requiredWordsSchema } from './required-words.ts';

/** A question and what is known of its answer; what is not known is null or empty. */
export interface EvaluationQuestion {
  readonly id: string;
  readonly text: string;
  readonly answerable: boolean | null;
  readonly grades: Grades;
  readonly evidence: readonly Evidence[];
  /** Words of an excerpt that answers, where the set names words instead of places. */
  readonly quoteWords: RequiredWords | null;
  /** Words of the sentence that answers. */
  readonly highlightWords: RequiredWords | null;
  /** The document that the question was asked about, answerable or not, where the set says so. */
  readonly about?: string | undefined;
  /** Which half of a file the question is in (`tune`, `check`), where the file says so. */
  readonly split?: string | undefined;
}

export interface EvaluationSet {
  readonly name: string;
  /** The file that holds the set's documents; null when the questions are about the configured corpus. */
  readonly corpusFile: string | null;
  readonly questions: readonly EvaluationQuestion[];
}

const documentSchema = z.object({ id: idSchema, text: z.string('must be text') });
const querySchema = z.object({ id: idSchema, text: z.string('must be text').min(1, 'must not be empty') });
const offset = z.int('must be a whole number').min(0, 'must not be negative').optional();
const answerSchema = z.object({
  id: idSchema,
  answerable: z.boolean('must be true, false or null').nullable(),
  evidence: z
    .array(z.object({ doc: idSchema, text: z.string().min(1), start: offset, end: offset }))
    .default([]),
  context_id: idSchema.optional(),
});
type AnswerLine = z.infer<typeof answerSchema>;

const questionSchema = z
  .object({
    id: idSchema,
    question: z.string('must be text').min(1, 'must not be empty').optional(),
    text: z.string('must be text').min(1, 'must not be empty').optional(),
    answerable: z.boolean('must be true, false or null').nullable(),
    documents: z.array(idSchema).default([]),
    quote_contains: requiredWordsSchema.optional(),
    highlight_contains: requiredWordsSchema.optional(),
    split: z.string().optional(),
  })
  .refine((line) => (line.question ?? line.text) !== undefined, 'has neither question nor text');

/**
 * Reads a set: a folder of `corpus.jsonl` {id, title?, text}, `queries.jsonl` {id, text}, `qrels.tsv` (query id,
 * document id, grade, with a header line) and, where answers are known, `answers.jsonl` {id, answerable, evidence:
 * [{doc, text, start?, end?}]}. Offsets are UTF-16 code units of the document's text; evidence without offsets
 * stands where its text first occurs.
 *
 * @throws UserError `bad-evaluation-set` that names the file, the line and the next step.
 */
export async function readSet(folder: string): Promise<EvaluationSet> {
  const file = (name: string) => path.join(folder, name);
  const read = async <T extends { readonly id: string }>(name: string, schema: z.ZodType<T>) =>
    parseJsonLines(file(name), await readSetFile(file(name)), schema);

  const texts = new Map((await read('corpus.jsonl', documentSchema)).map(({ id, text }) => [id, text]));
  const queries = await read('queries.jsonl', querySchema);
  const grades = parseGrades(file('qrels.tsv'), await readSetFile(file('qrels.tsv')), texts, queries);
  const lines = existsSync(file('answers.jsonl')) ? await read('answers.jsonl', answerSchema) : [];
  const answers = new Map(lines.map((line) => [line.id, line]));
  return {
    name: path.basename(path.resolve(folder)),
    corpusFile: file('corpus.jsonl'),
    questions: queries.map(({ id, text }) => {
      const answer = answers.get(id);
      return {
        id,
        text,
        answerable: answer?.answerable ?? null,
        grades: grades.get(id) ?? new Map(),
        evidence: answer === undefined ? [] : locateEvidence(file('answers.jsonl'), answer, texts),
        quoteWords: null,
        highlightWords: null,
        about: answer?.context_id,
      };
    }),
  };
}

/**
 * Reads a community's own questions over its own corpus: JSON lines of {id, question or text, answerable,
 * documents?, quote_contains?, highlight_contains?}; other fields are left alone.
 *
 * @throws UserError `bad-evaluation-set` that names the file, the line and the next step.
 */
export async function readQuestionFile(file: string): Promise<EvaluationSet> {
  const lines = parseJsonLines(file, await readSetFile(file), questionSchema);
  return {
    name: path.basename(file).replace(/\.jsonl$/, ''),
    corpusFile: null,
    questions: lines.map((line) => ({
      id: line.id,
      text: line.question ?? line.text ?? '',
      answerable: line.answerable,
      grades: new Map(line.documents.map((id) => [id, 1])),
      evidence: [],
      quoteWords: line.quote_contains ?? null,
      highlightWords: line.highlight_contains ?? null,
      split: line.split,
    })),
  };
}

/** At most `limit` questions, spread evenly over the set, so that a part of it stands for the whole. */
export function spread<T>(questions: readonly T[], limit: number): T[] {
  const step = Math.max(1, questions.length / limit);
  const count = Math.min(limit, questions.length);
  return Array.from({ length: count }, (_, index) => questions[Math.floor(index * step)] as T);
}

function parseGrades(
  file: string,
  text: string,
  documents: ReadonlyMap<string, string>,
  queries: readonly { readonly id: string }[],
): Map<string, Map<string, number>> {
  const known = new Set(queries.map(({ id }) => id));
  const grades = new Map<string, Map<string, number>>();
  // The first line is the header.
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (index === 0 || line.trim() === '') continue;
    const place = `${file} line ${index + 1}`;
    const [query, document, grade] = line.split('\t');
    if (query === undefined || document === undefined || grade === undefined || !(Number(grade) >= 0)) {
      throw badSet(
        `${place} is not a query id, a document id and a grade with tabs between. Correct the line.`,
      );
    }
    if (!known.has(query))
      throw badSet(`${place} names the query "${query}", which queries.jsonl lacks. Add it.`);
    if (!documents.has(document)) {
      throw badSet(`${place} names the document "${document}", which corpus.jsonl lacks. Add it.`);
    }
    const ofQuery = grades.get(query) ?? new Map<string, number>();
    grades.set(query, ofQuery.set(document, Number(grade)));
  }
  return grades;
}

function locateEvidence(file: string, answer: AnswerLine, texts: ReadonlyMap<string, string>): Evidence[] {
  return answer.evidence.map(({ doc, text, start, end }) => {
    const whole = texts.get(doc) ?? '';
    const from = start ?? whole.indexOf(text);
    const to = end ?? from + text.length;
    if (from < 0 || whole.slice(from, to) !== text) {
      throw badSet(
        `${file}: the evidence of "${answer.id}" is not the text of document "${doc}" at its place. Correct its text or offsets.`,
      );
    }
    return { document: doc, start: from, end: to };
  });
}
