import { describe, expect, test } from 'vitest';
import {
  type Figure,
  figure,
  ratioAtLeast,
  ratioAtMost,
  reachesGoal,
  valueAtMost,
} from '../../src/bench/figure.ts';
import { type Circumstances, figuresJson, renderFigures } from '../../src/bench/report.ts';

const answer = (value: number, goal: Figure['goal']): Figure =>
  figure({
    id: 'ask.without-reader',
    label: 'warm answer',
    unit: 'ms',
    value,
    floor: { label: 'one model call', value: 4 },
    goal,
    details: { rounds: 200, p95_ms: 9.87654 },
  });

const circumstances: Circumstances = {
  node: '20.20.2',
  platform: 'linux x64',
  processor: 'A processor',
  processors: 2,
  load: [0.5, 1.25],
  rounds: 200,
  seconds: 61.4,
};

describe('a goal', () => {
  test.each([
    ['a ratio at its limit', answer(6, ratioAtMost(1.5)), true],
    ['a ratio above its limit', answer(6.1, ratioAtMost(1.5)), false],
    ['a ratio that must be high enough, and is', answer(3.2, ratioAtLeast(0.8)), true],
    ['a ratio that must be high enough, and is not', answer(3.1, ratioAtLeast(0.8)), false],
    ['a value, whatever its floor', answer(100, valueAtMost(150)), true],
    ['a value above its limit', answer(151, valueAtMost(150)), false],
    ['a value that could not be measured', answer(Number.NaN, valueAtMost(150)), false],
    ['nothing to reach', answer(6, null), null],
  ])('%s', (_, measured, reached) => {
    expect(reachesGoal(measured)).toBe(reached);
  });

  test('may look at a ratio of pairs instead of the ratio of the two values', () => {
    const paired = figure({ ...answer(6, ratioAtMost(1.4)), ratio: 1.3 });
    expect(paired.ratio).toBe(1.3);
    expect(reachesGoal(paired)).toBe(true);
  });
});

describe('the report', () => {
  const figures = [
    answer(6, ratioAtMost(1.6)),
    answer(8, ratioAtMost(1.6)),
    answer(2, ratioAtLeast(0.8)),
    answer(Number.NaN, null),
  ];

  test('shows each value beside its floor and says whether the goal holds', () => {
    const lines = renderFigures(figures, circumstances).split('\n');
    expect(lines[0]).toMatch(/^figure +value +floor +ratio +goal$/);
    expect(lines[1]).toMatch(/^warm answer +6 ms +4 ms +1\.5 +ratio <= 1\.6 +within$/);
    expect(lines[2]).toBe('    floor: one model call');
    expect(lines[3]).toBe('    rounds 200, p95_ms 9.88');
    expect(lines[4]).toMatch(/over$/);
    expect(lines[7]).toMatch(/ratio >= 0\.8 +under$/);
    expect(lines[10]).toMatch(/^warm answer +unknown ms +4 ms +unknown$/);
    expect(lines.at(-2)).toContain('load 0.5 before, 1.25 after; 61 s');
  });

  test('is one line of JSON for a machine, with what holds', () => {
    const json = figuresJson(figures, circumstances);
    expect(json).not.toContain('\n');
    const report = JSON.parse(json) as {
      schema: number;
      figures: { holds: boolean | null; ratio: number }[];
    };
    expect(report).toMatchObject({ schema: 1, node: '20.20.2', load: [0.5, 1.25], rounds: 200 });
    expect(report.figures.map(({ holds }) => holds)).toEqual([true, false, false, null]);
    expect(report.figures[0]).toMatchObject({
      id: 'ask.without-reader',
      value: 6,
      ratio: 1.5,
      floor: { label: 'one model call', value: 4 },
      goal: { of: 'ratio', bound: 'at-most', limit: 1.6 },
      details: { p95_ms: 9.8765 },
    });
  });
});
