import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc, falseAnswerRate, falseRefusalRate } from '../../src/evaluation/answerability.ts';

const verdict = (confidence: number, answerable: boolean) => ({ confidence, answerable });
const verdicts = fc.array(
  fc.record({ confidence: fc.nat(6).map((n) => n / 6), answered: fc.boolean(), answerable: fc.boolean() }),
  { maxLength: 40 },
);

describe('AUROC', () => {
  it('is 1 when every answerable question is the more confident, 0 the other way round', () => {
    expect(auroc([verdict(0.9, true), verdict(0.8, true), verdict(0.2, false)])).toBe(1);
    expect(auroc([verdict(0.1, true), verdict(0.2, false)])).toBe(0);
  });

  it('counts a tie as half: .5 and .9 against .5 win three of four halves', () => {
    expect(auroc([verdict(0.5, true), verdict(0.9, true), verdict(0.5, false)])).toBe(0.75);
  });

  it('is the share of pairs in the right order, ties half, whatever the input', () => {
    fc.assert(
      fc.property(verdicts, (all) => {
        const yes = all.filter((one) => one.answerable);
        const no = all.filter((one) => !one.answerable);
        let won = 0;
        for (const a of yes) {
          for (const b of no) {
            if (a.confidence > b.confidence) won += 1;
            else if (a.confidence === b.confidence) won += 0.5;
          }
        }
        const actual = auroc(all);
        if (yes.length * no.length === 0) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(won / (yes.length * no.length), 10);
      }),
    );
  });
});

describe('false answers and false refusals', () => {
  it('are shares of the unanswerable and of the answerable questions', () => {
    const all = [
      { answered: true, answerable: false },
      { answered: false, answerable: false },
      { answered: false, answerable: false },
      { answered: false, answerable: false },
      { answered: true, answerable: true },
      { answered: false, answerable: true },
    ];
    expect(falseAnswerRate(all)).toBe(0.25);
    expect(falseRefusalRate(all)).toBe(0.5);
  });

  it('are unknown without such questions', () => {
    expect(falseAnswerRate([{ answered: true, answerable: true }])).toBeNull();
    expect(falseRefusalRate([{ answered: true, answerable: false }])).toBeNull();
  });

  it('move against each other as fewer questions are answered', () => {
    fc.assert(
      fc.property(verdicts, fc.double({ min: 0, max: 1, noNaN: true }), (all, threshold) => {
        const at = (limit: number) => all.map((one) => ({ ...one, answered: one.confidence >= limit }));
        const [low, high] = [at(threshold / 2), at(threshold)];
        expect(falseAnswerRate(high) ?? 0).toBeLessThanOrEqual(falseAnswerRate(low) ?? 0);
        expect(falseRefusalRate(high) ?? 0).toBeGreaterThanOrEqual(falseRefusalRate(low) ?? 0);
      }),
    );
  });
});
