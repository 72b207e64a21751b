import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderBar, showProgress, summarize } from '../../src/cli/progress.ts';
import type { BuildProgress, BuildReport } from '../../src/index/build.ts';

/** A display that writes into a list, and a clock that is moved by hand. */
function display(isTerminal: boolean) {
  const written: string[] = [];
  const clock = { time: 0 };
  const output = { isTerminal, columns: 80, write: (text: string) => written.push(text) };
  return { written, clock, shown: showProgress(output, () => clock.time) };
}

const embedding = (done: number, total = 100): BuildProgress => ({ stage: 'embed', done, total });

describe('on a terminal', () => {
  test('the bar is drawn over itself and gone at the end', () => {
    const { written, clock, shown } = display(true);
    shown.update(embedding(0));
    clock.time = 1_000;
    shown.update(embedding(50));
    shown.end();
    expect(written).toEqual([
      `\r\x1b[2K${renderBar(embedding(0), 80)}`,
      `\r\x1b[2K${renderBar(embedding(50), 80)}`,
      '\r\x1b[2K',
    ]);
  });

  test('it is not drawn more often than an eye can follow, but always when a stage is complete', () => {
    const { written, shown } = display(true);
    for (let done = 0; done <= 100; done++) shown.update(embedding(done));
    expect(written).toEqual([0, 100].map((done) => `\r\x1b[2K${renderBar(embedding(done), 80)}`));
  });

  test('a note stands on a line of its own, with the bar below it', () => {
    const { written, shown } = display(true);
    shown.update(embedding(10));
    shown.note('bad.txt is empty.');
    const bar = renderBar(embedding(10), 80);
    expect(written.join('')).toBe(`\r\x1b[2K${bar}\r\x1b[2Kbad.txt is empty.\n\r\x1b[2K${bar}`);
  });

  test('a bar never fills the line, however narrow, and shows the share that is done', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 2, max: 500 }),
        fc.integer({ min: 1, max: 200 }),
        (done, total, columns) => {
          const line = renderBar(embedding(Math.min(done, total), total), columns);
          expect(line.length).toBeLessThan(columns);
          expect(line).toMatch(/^[^\n\r]*$/);
        },
      ),
    );
    expect(renderBar(embedding(50), 80)).toContain(`${'█'.repeat(15)}${'░'.repeat(15)}   50% 50/100`);
  });
});

describe('elsewhere', () => {
  test('plain lines: one when a stage begins, then one every few seconds', () => {
    const { written, clock, shown } = display(false);
    shown.update({ stage: 'read', done: 0, total: 1 });
    for (let done = 0; done <= 100; done++) {
      shown.update(embedding(done));
      clock.time += 100;
    }
    shown.note('bad.txt is empty.');
    shown.end();
    expect(written).toEqual([
      'Reading the corpus\n',
      'Embedding passages 0/100\n',
      'Embedding passages 50/100\n',
      'Embedding passages 100/100\n',
      'bad.txt is empty.\n',
    ]);
  });

  test('a stage with nothing to do is not mentioned', () => {
    const { written, shown } = display(false);
    shown.update(embedding(0, 0));
    expect(written).toEqual([]);
  });
});

describe('the last line', () => {
  const report: BuildReport = {
    generation: '000002-0123abcd',
    changed: true,
    documents: 5,
    passages: 48,
    reused: 40,
    embedded: 8,
    removed: 1,
    problems: [],
    ignored: [],
    startedAfresh: null,
    seconds: 1.26,
  };

  test('says what was done', () => {
    expect(summarize(report)).toBe(
      'Indexed 5 documents, 48 passages (8 embedded, 40 reused, 1 document removed) in 1.3 s (generation 000002-0123abcd).',
    );
  });

  test('says that nothing had to be done', () => {
    expect(summarize({ ...report, changed: false, documents: 1, passages: 1 })).toBe(
      'The index is up to date: 1 document, 1 passage (generation 000002-0123abcd).',
    );
  });
});
