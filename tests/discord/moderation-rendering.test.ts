import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pin, PinState } from '../../src/community/types.ts';
import { createCustomIds } from '../../src/discord/custom-id.ts';
import { excerptsUnder } from '../../src/discord/excerpt-place.ts';
import { chosenPassages, renderPassages, renderPreview } from '../../src/discord/moderation/passages.ts';
import {
  answerOf,
  pinnedContent,
  renderPinned,
  reuseLines,
  sidesAmong,
  toExcerpts,
  toPinned,
} from '../../src/discord/moderation/pinned-message.ts';
import { decodePurpose, encodePurpose } from '../../src/discord/moderation/purpose.ts';
import { renderPinCard, renderPins, viewOf } from '../../src/discord/moderation/render-pins.ts';
import { renderReport } from '../../src/discord/moderation/render-reindex.ts';
import { describeDuration, renderStatus } from '../../src/discord/moderation/render-status.ts';
import { renderUnanswered } from '../../src/discord/moderation/render-unanswered.ts';
import type { Payload } from '../../src/discord/payload.ts';
import { oneLine, questionOf, renderAnswer } from '../../src/discord/render-answer.ts';
import type { Index } from '../../src/index/types.ts';
import { type AnswerCase, answerCase, documentOf, evilText, excerptOf } from './arbitrary.ts';
import { expectHarmless, expectWithinLimits, textsOf } from './within-limits.ts';

const customIds = createCustomIds('token');
const ID = 'A'.repeat(22);
const MODERATOR = '400000000000000001';

function pinOf({ answer }: AnswerCase, note: string | null, state: PinState = 'pinned'): Pin {
  return {
    id: ID,
    guildId: '100000000000000001',
    channelId: '200000000000000001',
    messageId: '300000000000000001',
    question: answer.question,
    pinnedBy: MODERATOR,
    pinnedAt: 1_767_225_600_000,
    note,
    excerpts: answer.excerpts.map(toPinned),
    state,
    reason: state === 'stale' ? 'quote-gone' : null,
    changedAt: 0,
    revision: Number.MAX_SAFE_INTEGER,
  };
}

/** The message without what the bot itself says of people, places and times. */
function foreign(payload: Payload): string[] {
  return textsOf(payload).map((text) =>
    text
      .replaceAll(`<@${MODERATOR}>`, '')
      .replaceAll('<#200000000000000001>', '')
      .replaceAll('https://discord.com/channels/', ''),
  );
}

function expectFit(...payloads: Payload[]): void {
  for (const payload of payloads) {
    expectWithinLimits(payload);
    for (const text of foreign(payload)) expectHarmless(text);
  }
}

const indexOf = (made: AnswerCase) => ({ documents: made.documents }) as unknown as Index;
/** As long as an imported pin's may be, which is longer than anybody can fill in. */
const longText = evilText().map((piece) => piece.repeat(500).slice(0, 4_000));
const note = fc.oneof(evilText(), longText, fc.constant('*'.repeat(300)));
const dense = fc.constantFrom('*'.repeat(500), '_'.repeat(4_000), null);

describe('what moderators see', () => {
  test('keeps every limit of Discord, and what people and documents wrote does nothing', () => {
    fc.assert(
      fc.property(answerCase(), note, dense, fc.boolean(), (made, line, long, stale) => {
        const index = indexOf(made);
        const { excerpts } = made.answer;
        const pin = {
          ...pinOf(made, line, stale ? 'stale' : 'pinned'),
          question: long ?? made.answer.question,
        };
        const asked = (long ?? made.answer.question).slice(0, 500);
        const gone = { documents: new Map() };
        const rewritten = {
          documents: new Map(
            [...made.documents].map(([id, document]) => [
              id,
              { ...document, text: `${document.text} .`.slice(1) },
            ]),
          ),
        };
        const purpose = { kind: 'pin', id: ID, revision: Number.MAX_SAFE_INTEGER } as const;
        const remarks = ['1 time nothing was found', `Also asked as “${'x'.repeat(180)}”`];
        const passages = { question: asked, words: asked, passages: excerpts, index, purpose, remarks };
        expectFit(
          { content: pinnedContent(pin) },
          renderPinned(pin, excerpts, made.answer.disagreements, index, customIds),
          renderAnswer({
            answer: answerOf(asked, excerpts),
            index,
            customIds,
            sourceKey: null,
            private: false,
            pinned: reuseLines(pin, 'another question', { whole: true, otherSides: true }),
          }),
          renderPassages(passages, customIds),
          renderPassages({ ...passages, passages: [] }, customIds),
          renderPreview(asked, excerpts, index, purpose, customIds),
          renderPins(
            viewOf('es', 0, asked.slice(0, 100)),
            { items: numbered(5, pin), total: 400 },
            customIds,
          ),
          renderPinCard(pin, index, customIds),
          renderPinCard(pin, gone, customIds),
          renderPinCard(pin, rewritten, customIds, { remark: 'It is done.' }),
          renderUnanswered(0, { items: numbered(5, groupOf(asked)), total: 99 }, customIds),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a state and a report of whatever names fit on a screen', () => {
    fc.assert(
      fc.property(evilText(), longText, (name, long) => {
        const problems = Array.from({ length: 9 }, () => ({ file: name, message: long }));
        const status = {
          generation: name,
          documents: 1,
          passages: 2,
          model: long,
          database: { problem: long },
          uptimeMs: 1e12,
          days: null,
          counts: { answered: 0, 'not-found': 0, rejected: 0, 'reused-pin': 0, failed: 0 },
          latency: { answers: 0, medianMs: null, p95Ms: null },
          pins: null,
        };
        const report = {
          generation: name,
          changed: true,
          documents: 1,
          passages: 2,
          reused: 1,
          embedded: 1,
          removed: 0,
          problems,
          ignored: [],
          startedAfresh: null,
          seconds: 1,
        };
        expectFit(renderStatus(status), renderReport(report, null, null));
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    [59_999, 'less than a minute'],
    [60_000, '1 minute'],
    [3_600_000, '1 hour'],
    [90_061_000, '1 day 1 hour'],
    [172_800_000 + 180_000, '2 days'],
  ])('%i ms are %s', (milliseconds, words) => {
    expect(describeDuration(milliseconds)).toBe(words);
  });
});

describe('an answer that is read back from its message', () => {
  test('has the question and the very quotes and answering sentences, whatever they are', () => {
    fc.assert(
      fc.property(answerCase(), (made) => {
        const { answer } = made;
        const index = indexOf(made);
        const { content = '', components } = renderPreview(
          answer.question,
          answer.excerpts,
          index,
          { kind: 'message', id: '1' },
          customIds,
        );
        fc.pre(oneLine(answer.question) !== '');
        expect(questionOf(content)).toBe(oneLine(answer.question));
        const read = excerptsUnder(components, customIds, index);
        expect(read.map(toPinned)).toEqual(answer.excerpts.map(toPinned));
        expect(toExcerpts(read.map(toPinned), index)).toEqual(read);
      }),
      { numRuns: 60 },
    );
  });

  test('is refused when a quoted document changed, is gone, or was never quoted by this bot', () => {
    const document = documentOf('a', ['One is here.', 'Two is there.']);
    const quote = excerptOf(document, 1, { start: 0, end: 12 }, [{ start: 0, end: 12 }]);
    const index = { documents: new Map([['a', document]]) };
    const { components } = renderAnswer({
      answer: answerOf('Where?', [quote]),
      index,
      customIds,
      sourceKey: null,
      private: false,
    });
    const changed = { documents: new Map([['a', documentOf('a', ['One is gone.', 'Two is there.'])]]) };
    expect(() => excerptsUnder(components, customIds, changed)).toThrow(/has changed since/);
    expect(() => excerptsUnder(components, customIds, { documents: new Map() })).toThrow(/no longer among/);
    expect(excerptsUnder(components, createCustomIds('another token'), index)).toEqual([]);
    expect(toExcerpts([toPinned(quote)], changed)).toBeNull();
    for (const nothing of [undefined, [], [null], [{ components: 3 }]]) {
      expect(excerptsUnder(nothing, customIds, index)).toEqual([]);
    }
  });

  test('passages are chosen only from what was offered', () => {
    const document = documentOf('a', ['One is here.', 'Two is there.']);
    const index = { documents: new Map([['a', document]]) } as unknown as Index;
    const other = customIds.encode('context', 'a', 'b', '0', '1', '1');
    expect(chosenPassages([other], index, customIds)).toBeNull();
    expect(chosenPassages(['made up'], index, customIds)).toBeNull();
  });
});

test('a disagreement is shown on a pin only when the pin quotes every side', () => {
  const first = documentOf('a', ['It was 700.']);
  const second = documentOf('b', ['It was 1,100.']);
  const one = excerptOf(first, 1, { start: 0, end: 11 }, []);
  const two = excerptOf(second, 2, { start: 0, end: 13 }, []);
  const readings = [
    { value: '700', citations: [1] },
    { value: '1,100', citations: [2] },
  ];
  const fresh = answerOf('How many?', [one, two], [{ topic: 'troops', readings }]);
  expect(sidesAmong(fresh, [one])).toEqual([]);
  const turned = [
    { ...two, citation: 1 },
    { ...one, citation: 2 },
  ];
  expect(sidesAmong(fresh, turned)[0]?.readings).toEqual([
    { value: '700', citations: [2] },
    { value: '1,100', citations: [1] },
  ]);
});

test('a purpose survives its custom id, and nothing else is taken for one', () => {
  for (const kind of ['message', 'question'] as const) {
    expect(decodePurpose(encodePurpose({ kind, id: ID }))).toEqual({ kind, id: ID });
  }
  const purpose = { kind: 'pin', id: ID, revision: Number.MAX_SAFE_INTEGER } as const;
  expect(decodePurpose(encodePurpose(purpose))).toEqual(purpose);
  // As long as pins carried no revision.
  expect(() => decodePurpose(`p${ID}`)).toThrow(/older version/);
  expect(() => decodePurpose('x1')).toThrow(/older version/);
  expect(() => decodePurpose(undefined)).toThrow(/older version/);
});

function numbered<T extends { readonly id: string }>(count: number, item: T): T[] {
  return Array.from({ length: count }, (_, at) => ({ ...item, id: `${at}`.padEnd(22, 'A') }));
}

function groupOf(question: string) {
  return {
    id: ID,
    guildId: '1',
    question,
    state: 'open' as const,
    asked: 3,
    lastAsked: 0,
    pinId: null,
  };
}
