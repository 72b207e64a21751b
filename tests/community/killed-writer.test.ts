import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

/** Lets a bot pin a few answers and kills it at a moment that differs from run to run. */
async function runAndKill(data: string, run: number): Promise<string[]> {
  const child: ChildProcess = spawn(process.execPath, [script, data, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the writer has no output');
  children.add(child);
  const acknowledged: string[] = [];
  const ended = once(child, 'exit');
  // From the last acknowledgement on, the next pin passes its stages within milliseconds; stop in any of them.
  const enough = 1 + (run % 4);
  const lines = createInterface({ input: child.stdout });
  const read = (async () => {
    for await (const line of lines) {
      if (line !== 'started') acknowledged.push(line);
      if (acknowledged.length === enough) setTimeout(() => child.kill('SIGKILL'), run % 7);
    }
  })();
  const [, signal] = await ended;
  children.delete(child);
  await read;
  expect(signal, 'the writer ended by itself').toBe('SIGKILL');
  return acknowledged;
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
