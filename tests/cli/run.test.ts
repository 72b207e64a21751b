import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { UserError } from '../../src/errors.ts';

let before: typeof process.exitCode;
beforeEach(() => {
  before = process.exitCode;
});
afterEach(() => {
  process.exitCode = before;
});

describe('an entry point', () => {
  test.each([0, 3])('ends with the code that its work gives: %d', async (code) => {
    await run(async () => code);
    expect(process.exitCode).toBe(code);
  });

  test.each([
    ['bad-arguments', 2],
    ['unknown-document', 2],
    ['no-index', 1],
  ])('ends with the code of an expected failure: %s, %d', async (identifier, code) => {
    await run(async () => {
      throw new UserError(identifier, `An expected failure (${identifier}) of a test.`);
    });
    expect(process.exitCode).toBe(code);
  });

  test('hands on a fault of the program with its stack', async () => {
    const fault = new TypeError('x is not a function');
    await expect(
      run(async () => {
        throw fault;
      }),
    ).rejects.toBe(fault);
  });
});
