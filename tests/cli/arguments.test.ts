import { describe, expect, test } from 'vitest';
import { ASK_USAGE, parseAskArguments } from '../../src/cli/arguments.ts';
import { UserError } from '../../src/errors.ts';

const nothing = {
  question: null,
  json: false,
  batch: null,
  ranking: null,
  explain: false,
  showDocument: null,
  document: null,
  help: false,
};

function faultOf(...argv: string[]): UserError {
  try {
    parseAskArguments(argv);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('the arguments were taken');
}

describe('the arguments of ask', () => {
  test.each<[string[], Partial<ReturnType<typeof parseAskArguments>>]>([
    [['How old is it?'], { question: 'How old is it?' }],
    [['How', 'old', 'is', 'it?'], { question: 'How old is it?' }],
    [[''], { question: '' }],
    [['--json', 'why'], { question: 'why', json: true }],
    [['--batch', '-'], { batch: '-' }],
    [['--batch=questions.jsonl', '--json'], { batch: 'questions.jsonl', json: true }],
    [
      ['--ranking', '5', 'why', '--explain', '--json'],
      { question: 'why', ranking: 5, explain: true, json: true },
    ],
    [['--json', '--ranking', '1000', 'why'], { question: 'why', ranking: 1000, json: true }],
    [['--document', 'a/b.txt', 'why'], { question: 'why', document: 'a/b.txt' }],
    [['--show-document', 'a.txt'], { showDocument: 'a.txt' }],
    [['--', '--json'], { question: '--json' }],
    [['--help'], { help: true }],
    [['-h', 'why', '--batch', 'x'], { question: 'why', batch: 'x', help: true }],
  ])('%j', (argv, expected) => {
    expect(parseAskArguments(argv)).toEqual({ ...nothing, ...expected });
  });

  test.each([['--explain'], ['--ranking=5']])(
    '%s without --json would show nothing, and is refused',
    (option) => {
      expect(faultOf(option, 'why').message).toContain('give --json with them');
    },
  );

  test.each(['0', '-1', '1001', '2.5', 'many', '', '1e9'])('--ranking %j is refused by name', (value) => {
    const { identifier, message } = faultOf(`--ranking=${value}`, 'why');
    expect(identifier).toBe('bad-arguments');
    expect(message).toBe(`--ranking takes a whole number from 1 to 1000, not "${value}".`);
  });

  test('without anything to do, the message says how to ask', () => {
    expect(faultOf().message).toContain('npm run -s ask -- "your question"');
    expect(faultOf('--json').identifier).toBe('bad-arguments');
  });

  test.each([
    [['why', '--batch', 'x']],
    [['why', '--show-document', 'x']],
    [['--batch', 'x', '--show-document', 'y']],
  ])('two things at once are refused: %j', (argv) => {
    expect(faultOf(...argv).message).toContain('exclude each other');
  });

  test.each([[['--jsn', 'why']], [['--batch']], [['--json=yes', 'why']]])(
    'what is not known is named, with the usage beneath: %j',
    (argv) => {
      const { message, cause } = faultOf(...argv);
      expect(message).toContain(argv[0]?.split('=')[0]);
      expect(message).toContain(ASK_USAGE);
      expect(cause).toBeInstanceOf(Error);
    },
  );

  test('the usage names every option', () => {
    for (const option of ['--json', '--batch', '--ranking', '--explain', '--document', '--show-document'])
      expect(ASK_USAGE).toContain(option);
  });
});
