import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runDb } from '../../src/cli/db.ts';
import { runPins } from '../../src/cli/pins.ts';
import { openCommunity } from '../../src/community/open.ts';
import type { CommunityStore } from '../../src/community/store.ts';
import { excerpt, newPin, testEnvironment } from './samples.ts';

const environment = testEnvironment();
let folder: string;
let bot: CommunityStore;
let output: string;
let notes: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tools-'));
  bot = await openIn('.');
  output = '';
  notes = [];
});
afterEach(async () => {
  await bot.close();
  await rm(folder, { recursive: true });
});

/** The database of another folder, as its bot has it open. */
function openIn(place: string): Promise<CommunityStore> {
  const cwd = path.join(folder, place);
  return openCommunity({ databaseUrl: 'file:bot.db' }, { ...environment, as: 'bot', cwd });
}

function surroundings(place = '.', stdin = '') {
  return {
    config: { databaseUrl: 'file:bot.db' },
    cwd: path.join(folder, place),
    terminal: {
      stdin: Readable.from([stdin]),
      write: async (text: string) => {
        output += text;
      },
    },
    note: (message: string) => {
      notes.push(message);
    },
  };
}

const pins = (argv: string[], place = '.', stdin = '') => runPins(argv, surroundings(place, stdin));

async function pinned(overrides: Parameters<typeof newPin>[0] = {}) {
  const { id } = await bot.pins.intend(newPin(overrides));
  return bot.pins.confirm(id);
}

describe('npm run pins', () => {
  test('carries pins to another bot while this one runs, once', async () => {
    const first = await pinned({ note: 'Ask in #help', excerpts: [excerpt({ quote: '😀 “so”\n' })] });
    const second = await pinned();
    await bot.pins.markStale(second.id, 'quote-gone');
    const removed = await pinned();
    await bot.pins.remove(removed.id, 'message-gone');
    expect(await pins(['export', 'pins.jsonl'])).toBe(0);
    await mkdir(path.join(folder, 'other'));
    expect(await pins(['import', '../pins.jsonl'], 'other')).toBe(0);
    expect(await pins(['import', '../pins.jsonl'], 'other')).toBe(0);
    expect(notes).toEqual([
      '2 pins exported to pins.jsonl.',
      '2 pins imported, 0 there already.',
      'A bot that runs gives them as answers from its next start on.',
      '0 pins imported, 2 there already.',
    ]);
    const other = await openIn('other');
    const { items } = await other.pins.list({ states: ['pinned', 'stale', 'removed'], limit: 9 });
    const withoutRevision = ({ revision: _, ...pin }: (typeof items)[number]) => pin;
    const expected = [first, await bot.pins.get(second.id)].flatMap((pin) =>
      pin ? [withoutRevision(pin)] : [],
    );
    expect(new Set(items.map(withoutRevision))).toEqual(new Set(expected));
    await other.close();
  });

  test('writes to standard output and reads from standard input', async () => {
    const pin = await pinned();
    await pins(['export']);
    expect(output.split('\n')).toHaveLength(2);
    expect(JSON.parse(output)).toMatchObject({ schema: 1, id: pin.id, state: 'pinned' });
    expect(output).not.toContain('vector');
    await mkdir(path.join(folder, 'other'));
    await pins(['import', '-'], 'other', `\uFEFF\r\n${output}`);
    expect(notes).toContain('1 pin imported, 0 there already.');
  });

  test.each([
    ['not JSON', 'not JSON'],
    ['[]', 'expected object'],
    [{ question: '' }, 'question must not be empty'],
    [{ excerpts: [{ ...excerpt(), end: 7 }] }, 'excerpts.0.end must be as long as the quote'],
    [{ excerpts: [excerpt({ highlights: [{ start: 0, end: 5 }] })] }, 'must lie inside the excerpt'],
    [{ state: 'stale' }, 'reason must be given for a stale pin'],
    [{ state: 'intended' }, 'state must be pinned or stale'],
    [{ schema: 2 }, 'schema must be 1'],
    [{ extra: 1 }, 'extra'],
    ['{"schema": 1}', 'id is missing; guildId is missing; channelId is missing; and 9 more'],
  ])('names the line that is wrong and imports nothing: %j', async (fault, message) => {
    await pinned();
    await pins(['export']);
    const good = JSON.parse(output);
    const bad =
      typeof fault === 'string'
        ? fault
        : JSON.stringify({ ...good, ...fault, id: 'b'.repeat(22), messageId: '7' });
    await mkdir(path.join(folder, 'other'));
    await writeFile(path.join(folder, 'bad.jsonl'), `${JSON.stringify(good)}\n\n${bad}\n`);
    await expect(pins(['import', '../bad.jsonl'], 'other')).rejects.toMatchObject({
      identifier: 'bad-pins-file',
      message: expect.stringMatching(new RegExp(`^Line 3 of \\.\\./bad\\.jsonl: .*${message}`, 's')),
    });
    const other = await openIn('other');
    expect((await other.pins.list({ limit: 9 })).total).toBe(0);
    await other.close();
  });

  test('refuses two lines with one id, a missing file, and to overwrite', async () => {
    await pinned();
    await pins(['export', 'pins.jsonl']);
    await expect(pins(['export', 'pins.jsonl'])).rejects.toMatchObject({ identifier: 'export-exists' });
    const line = await readFile(path.join(folder, 'pins.jsonl'), 'utf8');
    await expect(pins(['import', '-'], '.', line + line)).rejects.toThrow(
      /^Line 2 of standard input: the id .* line 1/,
    );
    await expect(pins(['import', 'nowhere.jsonl'])).rejects.toMatchObject({ identifier: 'bad-pins-file' });
    await mkdir(path.join(folder, 'empty'));
    await expect(pins(['export'], 'empty')).rejects.toMatchObject({ identifier: 'no-database' });
    expect(await readdir(path.join(folder, 'empty'))).toEqual([]);
    for (const argv of [[], ['import'], ['export', 'a', 'b'], ['steal']]) {
      await expect(pins(argv)).rejects.toMatchObject({ identifier: 'bad-arguments' });
    }
    expect(await pins(['--help'])).toBe(0);
  });
});

describe('npm run db -- backup', () => {
  const db = (argv: string[]) => runDb(argv, surroundings());

  test('copies one moment of the database while the bot writes', async () => {
    const before = await pinned();
    const writes = Promise.all([1, 2, 3].map(() => pinned()));
    expect(await db(['backup', 'copy/../bot.bak'])).toBe(0);
    await writes;
    expect(output).toMatch(/bot\.db is backed up in .*bot\.bak \(\d+ kB\)/);
    await mkdir(path.join(folder, 'restored'));
    await writeFile(path.join(folder, 'restored', 'bot.db'), await readFile(path.join(folder, 'bot.bak')));
    const restored = await openIn('restored');
    await restored.ping();
    expect(await restored.pins.get(before.id)).toEqual(before);
    await restored.close();
    expect((await bot.pins.list({ limit: 9 })).total).toBe(4);
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('refuses to overwrite, and says when there is nothing or nowhere to copy', async () => {
    await writeFile(path.join(folder, 'mine'), 'precious');
    await expect(db(['backup', 'mine'])).rejects.toMatchObject({ identifier: 'backup-exists' });
    expect(await readFile(path.join(folder, 'mine'), 'utf8')).toBe('precious');
    expect(await db(['backup', 'a/new/folder/bot.bak'])).toBe(0);
    await expect(db(['backup', 'mine/is-a-file'])).rejects.toMatchObject({ identifier: 'backup-failed' });
    const none = { ...surroundings(), config: { databaseUrl: 'file:none.db' } };
    await expect(runDb(['backup', 'x'], none)).rejects.toMatchObject({ identifier: 'no-database' });
    const server = { ...surroundings(), config: { databaseUrl: 'postgres://me:secret@db/bot' } };
    await expect(runDb(['backup', 'x'], server)).rejects.toMatchObject({
      identifier: 'backup-needs-pg-dump',
      message: expect.not.stringContaining('secret'),
    });
    for (const argv of [[], ['backup'], ['restore', 'x']]) {
      await expect(db(argv)).rejects.toMatchObject({ identifier: 'bad-arguments' });
    }
    expect((await readdir(folder)).filter((name) => /partial|^x$/.test(name))).toEqual([]);
  });
});
