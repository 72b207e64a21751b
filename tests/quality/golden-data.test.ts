import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { containsRequired } from '../../src/evaluation/required-words.ts';
import { readQuestionFile } from '../../src/evaluation/set.ts';
import {
  type AnswerableQuestion,
  corpusFolder,
  type DisagreementQuestion,
  readArticle,
  readGolden,
  readPairs,
} from './golden.ts';

const golden = readGolden();
const pairs = readPairs();
const articles = readdirSync(corpusFolder).filter((name) => name.endsWith('.txt'));
const answerable = golden.filter((one): one is AnswerableQuestion => one.kind !== 'unanswerable');
const disagreements = golden.filter((one): one is DisagreementQuestion => one.kind === 'disagreement');

/**
 * Two of three have an answer; they were written by people who knew the articles only. Nothing is fitted to them; the
 * fresh ones were written after every choice was made.
 */
describe.each(['unseen', 'fresh'])('the %s questions', async (name) => {
  const file = fileURLToPath(new URL(`${name}.jsonl`, import.meta.url));
  const { questions } = await readQuestionFile(file);

  it('are none of the golden ones, and a third has no answer', () => {
    const known = new Set(golden.map((one) => one.question.toLowerCase()));
    expect(questions.filter(({ text }) => known.has(text.toLowerCase()))).toEqual([]);
    const without = questions.filter(({ answerable }) => answerable === false);
    expect(without.length / questions.length).toBeCloseTo(1 / 3, 1);
  });

  it('name words that stand together in an article', () => {
    const runs = articles.flatMap((id) => windows(readArticle(id), 3));
    const lost = questions.filter(
      ({ quoteWords }) => quoteWords !== null && !runs.some((run) => containsRequired(run, quoteWords)),
    );
    expect(lost.map(({ id }) => id)).toEqual([]);
  });
});

describe('the golden questions', () => {
  it('are enough of every kind, and no question comes twice', () => {
    const count = (kind: string) => golden.filter((one) => one.kind === kind).length;
    expect(count('answerable')).toBeGreaterThanOrEqual(60);
    expect(count('unanswerable')).toBeGreaterThanOrEqual(30);
    expect(count('disagreement')).toBeGreaterThanOrEqual(12);
    expect(count('not_disagreement')).toBeGreaterThanOrEqual(8);
    expect(new Set(golden.map((one) => one.id)).size).toBe(golden.length);
    expect(new Set(golden.map((one) => one.question.toLowerCase())).size).toBe(golden.length);
  });

  it('are halved evenly within each kind and tier', () => {
    const nameOf = ({ kind, tier }: { kind: string; tier: string }) => `${kind} ${tier}`;
    for (const name of new Set(golden.map(nameOf))) {
      const group = golden.filter((one) => nameOf(one) === name);
      const tune = group.filter((one) => one.split === 'tune').length;
      expect(Math.abs(group.length - 2 * tune), name).toBeLessThanOrEqual(1);
    }
  });

  it.each(answerable)('$id: the words stand together in every document named, and in no other', (one) => {
    const holders = articles.filter((id) =>
      windows(readArticle(id), 3).some((text) => containsRequired(text, one.quote_contains)),
    );
    expect(holders).toEqual(one.documents);
    for (const alternative of one.quote_contains) {
      expect(
        one.documents.some((id) =>
          windows(readArticle(id), 3).some((text) => containsRequired(text, [alternative])),
        ),
        alternative.join(' + '),
      ).toBe(true);
    }
  });

  it.each(answerable)('$id: one sentence of every document named holds the answer', (one) => {
    for (const id of one.documents) {
      expect(
        windows(readArticle(id), 1).some((text) => containsRequired(text, one.highlight_contains)),
        id,
      ).toBe(true);
    }
  });

  it.each(disagreements)('$id: each reading stands in its documents, which are among those named', (one) => {
    for (const { value, documents } of one.readings) {
      for (const id of documents) {
        expect(one.documents).toContain(id);
        expect(readArticle(id).replace(/(?<=\d),(?=\d{3})/g, '')).toContain(value.replace(',', ''));
      }
    }
  });
});

describe('the labelled pairs', () => {
  it('are enough, about half of them true disagreements, in two even halves', () => {
    const disagree = pairs.filter((pair) => pair.label === 'disagree').length;
    expect(pairs.length).toBeGreaterThanOrEqual(70);
    expect(disagree / pairs.length).toBeGreaterThan(0.4);
    expect(disagree / pairs.length).toBeLessThan(0.6);
    const tune = pairs.filter((pair) => pair.split === 'tune').length;
    expect(Math.abs(pairs.length - 2 * tune)).toBeLessThanOrEqual(pairs.length / 10);
    expect(new Set(pairs.map((pair) => pair.id)).size).toBe(pairs.length);
    expect(new Set(pairs.map(({ a, b }) => `${a.text}\n${b.text}\n`)).size).toBeGreaterThan(90);
  });

  it('hold the values that they name, and quote the shipped articles letter by letter', () => {
    for (const { id, a, b, values } of pairs) {
      expect(a.text, id).toContain(values[0]);
      expect(b.text, id).toContain(values[1]);
      for (const side of [a, b]) {
        if (articles.includes(side.document)) expect(readArticle(side.document), id).toContain(side.text);
      }
    }
  });

  it('keep every question about invented pages in one half, so that nothing fitted is asked again', () => {
    const written = pairs.filter((pair) => !articles.includes(pair.a.document));
    for (const question of new Set(written.map((pair) => pair.question))) {
      const group = written.filter((pair) => pair.question === question);
      expect(new Set(group.map((pair) => pair.split)).size, question).toBe(1);
    }
  });
});

/** Runs of `size` neighbouring sentences, by a rough rule that knows the abbreviations of these articles. */
function windows(text: string, size: number): string[] {
  const sentences = text.split(/(?<=[.!?”"])(?<!\b(?:U\.S|W\.T|John P|Jr)\.)\s+(?=[A-Z“"*])|\n+/);
  return sentences.map((_, first) => sentences.slice(first, first + size).join(' '));
}
