import { describe, expect, test } from 'vitest';
import { describeError, errorCode, UserError } from '../src/errors.ts';

describe('an expected failure', () => {
  test('carries an identifier, a sentence for a person, and what caused it', () => {
    const cause = new Error('ENOENT');
    const error = new UserError('missing-file', 'a.txt is missing. Put it back.', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'UserError', identifier: 'missing-file', cause });
    expect(String(error)).toBe('UserError: a.txt is missing. Put it back.');
  });
});

describe('whatever was thrown', () => {
  test.each([
    [new Error('  first\n   second\r\n third '), 'first second third'],
    ['a text', 'a text'],
    [404, '404'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('%j is described on one line', (thrown, text) => {
    expect(describeError(thrown)).toBe(text);
  });

  test.each([
    [Object.assign(new Error('no'), { code: 'ENOENT' }), 'ENOENT'],
    [{ code: 'ENOSPC' }, 'ENOSPC'],
    [{ code: 50013 }, undefined],
    [new Error('no'), undefined],
    ['ENOENT', undefined],
    [null, undefined],
  ])('%o has the system code %s', (thrown, code) => {
    expect(errorCode(thrown)).toBe(code);
  });
});
