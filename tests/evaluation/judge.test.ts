import { describe, expect, it } from 'vitest';
import { excerptHolds, highlightHolds } from '../../src/evaluation/judge.ts';
import { excerptOf, questionOf } from './samples.ts';

const text = 'The mill is old. It was built in 1802.';
const built = { start: 17, end: 38 };
const excerpt = excerptOf('mill', text, 0, [built]);

describe('an excerpt holds the answer', () => {
  it('when it touches the marked evidence', () => {
    const question = questionOf({ evidence: [{ document: 'mill', start: 33, end: 37 }] });
    expect(excerptHolds(excerpt, question)).toBe(true);
    expect(excerptHolds(excerptOf('mill', 'The mill is old.'), question)).toBe(false);
    expect(excerptHolds(excerptOf('pond', text), question)).toBe(false);
  });

  it('when it has the words and, where documents are named, comes from one of them', () => {
    const words = questionOf({ quoteWords: [['built', '1802']] });
    expect(excerptHolds(excerptOf('anything', text), words)).toBe(true);
    expect(excerptHolds(excerptOf('anything', 'built long ago'), words)).toBe(false);
    const named = questionOf({ quoteWords: [['1802']], grades: new Map([['mill', 1]]) });
    expect(excerptHolds(excerpt, named)).toBe(true);
    expect(excerptHolds(excerptOf('pond', text), named)).toBe(false);
  });

  it('when it comes from a right document, if nothing more is known', () => {
    const question = questionOf({ answerable: null, grades: new Map([['mill', 1]]) });
    expect(excerptHolds(excerpt, question)).toBe(true);
    expect(excerptHolds(excerptOf('pond', ''), question)).toBe(false);
  });

  it('is not judged when nothing is known or there is no answer', () => {
    expect(excerptHolds(excerpt, questionOf({}))).toBeNull();
    const unanswerable = questionOf({ answerable: false, grades: new Map([['mill', 1]]) });
    expect(excerptHolds(excerpt, unanswerable)).toBeNull();
  });
});

describe('the first highlight answers', () => {
  it('when it touches the evidence, wherever else the excerpt does', () => {
    const question = questionOf({ evidence: [{ document: 'mill', start: 33, end: 37 }] });
    expect(highlightHolds(excerpt, question)).toBe(true);
    const other = excerptOf('mill', text, 0, [{ start: 0, end: 16 }, built]);
    expect(highlightHolds(other, question)).toBe(false);
    expect(highlightHolds(excerptOf('mill', text), question)).toBe(false);
  });

  it('when the sentence has the words, read at its offsets in the document', () => {
    const question = questionOf({ quoteWords: [['1802']], highlightWords: [['built in 1802']] });
    const later = excerptOf('mill', text, 100, [{ start: 117, end: 138 }]);
    expect(highlightHolds(later, question)).toBe(true);
    expect(highlightHolds(excerptOf('mill', text, 100, [{ start: 100, end: 116 }]), question)).toBe(false);
  });

  it('is not judged by words of excerpts alone', () => {
    expect(highlightHolds(excerpt, questionOf({ quoteWords: [['1802']] }))).toBeNull();
  });
});
