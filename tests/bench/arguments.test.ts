import { describe, expect, test } from 'vitest';
import { GROUPS, parseBenchArguments } from '../../src/bench/arguments.ts';
import { UserError } from '../../src/errors.ts';

const faultOf = (argv: string[]): UserError => {
  try {
    parseBenchArguments(argv);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the arguments of bench', () => {
  test('without any, every group is measured and a table is shown', () => {
    expect(parseBenchArguments([])).toEqual({ json: false, groups: GROUPS, rounds: 200 });
  });

  test('groups come in the order in which they are measured, each once', () => {
    expect(parseBenchArguments(['--only', 'memory, ask,ask', '--json', '--rounds', '7'])).toEqual({
      json: true,
      groups: ['ask', 'memory'],
      rounds: 7,
    });
  });

  test('help is asked for and nothing else is done', () => {
    expect(parseBenchArguments(['--help', '--rounds', '0'])).toBeNull();
  });

  test.each([
    [['--only', 'speed'], '--only takes ask, build, index, memory, discord, not "speed".'],
    [['--only', ''], '--only takes'],
    [['--rounds', '0'], '--rounds takes a whole number from 1 to 10000, not "0".'],
    [['--rounds', 'many'], '--rounds takes'],
    [['--faster'], 'Usage: npm run bench'],
    [['ask'], 'Usage: npm run bench'],
  ])('%j is refused with the next step', (argv, words) => {
    const fault = faultOf(argv);
    expect(fault.identifier).toBe('bad-arguments');
    expect(fault.message).toContain(words);
  });
});
