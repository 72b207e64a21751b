import { describe, expect, it } from 'vitest';
import { parseEvaluateArguments } from '../../src/evaluation/arguments.ts';

describe('the arguments of evaluate', () => {
  it('name a set, or a file of questions', () => {
    expect(parseEvaluateArguments(['--set', 'dir'])).toEqual({
      source: { kind: 'set', folder: 'dir' },
      limit: null,
      explain: null,
      svg: null,
      seed: 1,
    });
    expect(
      parseEvaluateArguments('--questions f --limit 5 --explain e.jsonl --svg r.svg --seed 0'.split(' ')),
    ).toEqual({
      source: { kind: 'questions', file: 'f' },
      limit: 5,
      explain: 'e.jsonl',
      svg: 'r.svg',
      seed: 0,
    });
  });

  it('may ask for help', () => {
    expect(parseEvaluateArguments(['--help'])).toBeNull();
  });

  it.each([
    [[], /--set DIR or --questions FILE/],
    [['--set', 'a', '--questions', 'b'], /--set DIR or --questions FILE/],
    [['--set', 'a', '--limit', '0'], /--limit takes a whole number of at least 1, not "0"/],
    [['--set', 'a', '--seed', '1.5'], /--seed takes a whole number/],
    [['--set', 'a', '--sett'], /--sett/],
  ])('are refused with the reason: %j', (argv, message) => {
    expect(() => parseEvaluateArguments(argv)).toThrow(
      expect.objectContaining({ identifier: 'bad-arguments', message: expect.stringMatching(message) }),
    );
  });
});
