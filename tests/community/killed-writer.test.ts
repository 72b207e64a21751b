import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupDatabase } from '../../src/community/backup.ts';
import { openCommunity } from '../../src/community/open.ts';
import { reconcile } from '../../src/community/reconcile.ts';
import { fileBoard, pinnedOnBoard } from './board.ts';

const KILLS = 50;
const SIDE_BY_SIDE = 2;

const children = new Set<ChildProcess>();
let folder = '';
let script = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'killed-'));
  // In one file it starts in a fraction of the time that loading its modules one by one takes.
  script = path.join(folder, 'writer.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'writer.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['libsql', 'pg'],
  });
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

test(`a bot killed ${KILLS} times in the middle of pinning loses no pin and doubles none`, async () => {
  const lanes = Array.from({ length: SIDE_BY_SIDE }, async (_, lane) => {
    const data = path.join(folder, `bot-${lane}`);
    await mkdir(data);
    const acknowledged: string[] = [];
    for (let run = 1; run <= KILLS / SIDE_BY_SIDE; run += 1) {
      acknowledged.push(...(await runAndKill(data, run)));
    }
    await checkNothingLost(data, acknowledged);
  });
  await Promise.all(lanes);
}, 180_000);

test('a backup made while a bot pins is whole, and has every pin acknowledged before', async () => {
  const data = path.join(folder, 'bot-backup');
  await mkdir(data);
  const writer = startWriter(data, 1);
  try {
    for (let copy = 1; copy <= 3; copy += 1) {
      await writer.acknowledges(copy * 5);
      const before = [...writer.acknowledged];
      const { file } = await backupDatabase('file:bot.db', `copy-${copy}.db`, data);
      const store = await openCommunity({ databaseUrl: `file:${file}` }, { as: 'bot' });
      await store.ping();
      const { items } = await store.pins.list({ limit: 10_000 });
      await store.close();
      const copied = new Set(items.map(({ messageId }) => messageId));
      expect(before.filter((id) => !copied.has(id))).toEqual([]);
    }
  } finally {
    await writer.kill();
  }
}, 60_000);

/** Lets a bot pin a few answers and kills it at a moment that differs from run to run. */
async function runAndKill(data: string, run: number): Promise<string[]> {
  const writer = startWriter(data, run);
  // From the last acknowledgement on, the next pin passes its stages within milliseconds; stop in any of them.
  await writer.acknowledges(1 + (run % 4));
  await new Promise((resolve) => setTimeout(resolve, run % 7));
  await writer.kill();
  return writer.acknowledged;
}

/** A bot that pins without end. */
function startWriter(data: string, run: number) {
  const child: ChildProcess = spawn(process.execPath, [script, data, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the writer has no output');
  children.add(child);
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    if (line !== 'started') acknowledged.push(line);
  });
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return {
    acknowledged,
    /** Resolves once so many pins are acknowledged. */
    async acknowledges(count: number): Promise<void> {
      const exited = ended.then(() => {
        throw new Error('the writer ended by itself');
      });
      while (acknowledged.length < count) await Promise.race([once(lines, 'line'), exited]);
      exited.catch(() => {});
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      const [[, signal]] = await ended;
      children.delete(child);
      expect(signal, 'the writer ended by itself').toBe('SIGKILL');
    },
  };
}

async function checkNothingLost(data: string, acknowledged: readonly string[]): Promise<void> {
  const boardFile = path.join(data, 'board.txt');
  const board = fileBoard(boardFile);
  const store = await openCommunity({ databaseUrl: 'file:bot.db' }, { as: 'bot', cwd: data });
  try {
    await store.ping();
    await reconcile(store, board);
    const { items } = await store.pins.list({ limit: 10_000 });
    const stored = items.map((pin) => pin.messageId);
    expect(new Set(stored).size, 'a pin is doubled').toBe(stored.length);
    expect(new Set(stored)).toEqual(new Set(pinnedOnBoard(boardFile)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS / SIDE_BY_SIDE);
    expect(
      acknowledged.filter((id) => !stored.includes(id)),
      'acknowledged and lost',
    ).toEqual([]);
    const intended = await store.pins.list({ states: ['intended'], limit: 10 });
    expect(intended.total).toBe(0);
    for (const pin of items) expect(pin.excerpts).toHaveLength(1);
    expect(await reconcile(store, board)).toMatchObject({
      confirmed: [],
      rolledBack: [],
      unpinned: [],
      unknown: [],
    });
  } finally {
    await store.close();
  }
}
