import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/types.ts';
import { evaluate, judgeAnswer } from '../../src/evaluation/evaluate.ts';
import { figuresJson, renderFigures } from '../../src/evaluation/report.ts';
import { answerOf, excerptOf, questionOf, rankingOf, traceOf } from './samples.ts';

const text = 'The mill is old. It was built in 1802.';
const right = excerptOf('mill', text, 0, [{ start: 17, end: 38 }]);
const wrong = excerptOf('pond', 'The pond is deep.', 0, [{ start: 0, end: 17 }]);
const known = {
  grades: new Map([['mill', 1]]),
  evidence: [{ document: 'mill', start: 33, end: 37 }],
};

const questions = [
  questionOf({ id: 'right', text: 'right', ...known }),
  questionOf({ id: 'second', text: 'second', ...known }),
  questionOf({ id: 'withheld', text: 'withheld', ...known }),
  questionOf({ id: 'trap', text: 'trap', answerable: false }),
  questionOf({ id: 'refused', text: 'refused', answerable: false }),
];
const answers: Record<string, Answer> = {
  right: answerOf({
    confidence: 0.9,
    excerpts: [right],
    candidates: [right],
    ranking: rankingOf('mill', 'pond'),
    trace: traceOf({ vectors: ['pond', 'mill'], words: ['mill'] }),
  }),
  second: answerOf({
    confidence: 0.6,
    excerpts: [wrong, right],
    candidates: [wrong, right],
    ranking: rankingOf('pond', 'mill'),
    timings_ms: { total: 9 },
  }),
  withheld: answerOf({
    status: 'not_found',
    confidence: 0.3,
    candidates: [right],
    ranking: rankingOf('mill'),
  }),
  trap: answerOf({ confidence: 0.7, excerpts: [wrong], candidates: [wrong], ranking: rankingOf('pond') }),
  refused: answerOf({
    status: 'not_found',
    confidence: 0.1,
    candidates: [wrong],
    ranking: rankingOf('pond'),
  }),
};
const ask = async (question: string) => answers[question] ?? answerOf({ status: 'rejected' });

describe('the evaluation of five questions', () => {
  const evaluation = evaluate({ name: 'five', questions }, ask, { documents: 2, seed: 1 });

  it('counts what was asked', async () => {
    const { figures } = await evaluation;
    expect(figures).toMatchObject({
      set: 'five',
      documents: 2,
      questions: 5,
      answerable: 3,
      unanswerable: 2,
    });
  });

  it('measures ranking and excerpts on what would be shown, whether or not it was withheld', async () => {
    const { figures } = await evaluation;
    expect(figures.ndcg10).toBeCloseTo((1 + 1 / Math.log2(3) + 1) / 3, 12);
    expect(figures.ndcg10_vectors).toBeCloseTo(1 / Math.log2(3) / 3, 12);
    expect(figures.ndcg10_words).toBeCloseTo(1 / 3, 12);
    expect(figures.recall1).toBeCloseTo(2 / 3, 12);
    expect(figures.recall5).toBe(1);
    expect(figures.evidence1).toBeCloseTo(2 / 3, 12);
    expect(figures.evidence3).toBe(1);
    expect(figures.sentence_p1).toBeCloseTo(2 / 3, 12);
  });

  it('measures refusals at the threshold and confidence without it', async () => {
    const { figures } = await evaluation;
    expect(figures.false_answer_rate).toBe(0.5);
    expect(figures.false_refusal_rate).toBeCloseTo(1 / 3, 12);
    expect(figures.auroc).toBeCloseTo(4 / 6, 12);
    // Right at .9 and .3; wrong at .6, .7 and .1.
    expect(figures.calibration.brier).toBeCloseTo((0.01 + 0.36 + 0.49 + 0.49 + 0.01) / 5, 12);
    expect(figures.calibration.ece).toBeCloseTo((0.1 + 0.6 + 0.7 + 0.7 + 0.1) / 5, 12);
  });

  it('gives each figure an interval around it, the same for the same seed', async () => {
    const { figures } = await evaluation;
    const again = await evaluate({ name: 'five', questions }, ask, { documents: 2, seed: 1 });
    expect(again.figures).toEqual(figures);
    for (const name of ['ndcg10', 'sentence_p1', 'auroc', 'false_answer_rate'] as const) {
      const [lower, upper] = figures.intervals[name] ?? [Number.NaN, Number.NaN];
      expect(lower, name).toBeLessThanOrEqual(figures[name] ?? Number.NaN);
      expect(upper, name).toBeGreaterThanOrEqual(figures[name] ?? Number.NaN);
    }
  });

  it('takes the time of whole answers', async () => {
    expect((await evaluation).figures.latency_ms).toMatchObject({ p50: 5, p95: expect.closeTo(8.2, 9) });
  });

  it('reports every answer in order, as it comes', async () => {
    const seen: string[] = [];
    await evaluate({ name: 'five', questions }, ask, {
      documents: 2,
      seed: 1,
      onAnswer: (row, answer) => void seen.push(`${row.id} ${answer.status}`),
    });
    expect(seen).toEqual([
      'right answered',
      'second answered',
      'withheld not_found',
      'trap answered',
      'refused not_found',
    ]);
  });

  it('is told to a person in a table and to a program in one line of JSON', async () => {
    const { figures } = await evaluation;
    const table = renderFigures(figures);
    expect(table).toContain('five: 5 questions (3 answerable, 2 not) over 2 documents');
    expect(table).toMatch(/false answers +0\.500 {2}\[/);
    expect(table).not.toContain('NaN');
    const json = figuresJson(figures);
    expect(json).not.toContain('\n');
    expect(JSON.parse(json)).toMatchObject({
      set: 'five',
      evidence1: 0.6667,
      latency_ms: { p50: 5, p95: 8.2 },
    });
  });
});

describe('a question', () => {
  it('that was rejected counts as refused with no confidence, and as a miss', () => {
    const rejected = { ...answerOf({ status: 'rejected' }), confidence: undefined };
    const { confidence: _, ...answer } = rejected;
    expect(judgeAnswer(questionOf(known), answer)).toMatchObject({
      confidence: 0,
      evidence1: false,
      evidence3: false,
      sentence: false,
      ndcg10: 0,
    });
  });

  it('of which nothing is known has no judgement', async () => {
    const unknown = questionOf({ id: 'x', text: 'right', answerable: null });
    const { figures } = await evaluate({ name: 'x', questions: [unknown] }, ask, { documents: 2, seed: 1 });
    expect(figures).toMatchObject({ ndcg10: null, evidence1: null, sentence_p1: null, auroc: null });
    expect(figures.calibration).toMatchObject({ forecasts: 0, ece: null, brier: null });
    expect(renderFigures(figures)).not.toContain('null');
  });
});
