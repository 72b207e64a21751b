import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkNode, examine, type Finding } from '../../src/cli/doctor.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import { Workspace } from '../index/support.ts';
import { modelDir, openBundledModels } from '../support/models.ts';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await Workspace.create();
  const models = await openBundledModels();
  await workspace.build(models.embedder);
  await models.close();
});
afterAll(() => workspace.remove());

function configOf(change: Partial<Config> = {}): Config {
  const environment = {
    CORPUS_DIR: workspace.corpusDir,
    INDEX_DIR: workspace.indexDir,
    MODEL_DIR: modelDir,
    READER_MODEL: 'off',
    DATABASE_URL: `file:${path.join(workspace.root, 'data', 'bot.db')}`,
  };
  return { ...loadConfig(environment, workspace.root), ...change };
}

async function findings(config: Config): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of examine(config, workspace.root)) found.push(finding);
  return found;
}
const about = (found: readonly Finding[], subject: string) =>
  found.filter((finding) => finding.subject === subject);
const noModel = () => ({ modelDir: path.join(workspace.root, 'no-models') });

/** Discord's API on this machine, which answers every request with this status; its address. */
async function discordAnswering(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('{}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
}

describe('node', () => {
  test.each([
    ['20.19.0', 'ok'],
    ['20.20.2', 'ok'],
    ['22.1.0', 'ok'],
    ['20.18.9', 'fail'],
    ['18.20.0', 'fail'],
  ])('%s is %s', (version, level) => {
    const finding = checkNode(version);
    expect(finding).toMatchObject({ level, subject: 'node' });
    if (level === 'fail') expect(finding.text).toContain('Install Node.js 20.19');
  });
});

describe('the doctor', () => {
  test('finds everything well, but for the token, where nothing is amiss', async () => {
    const found = await findings(configOf());
    expect(found.map(({ subject, level }) => [subject, level])).toEqual([
      ['node', 'ok'],
      ['configuration', 'ok'],
      ['model', 'ok'],
      ['corpus', 'ok'],
      ['index', 'ok'],
      ['database', 'ok'],
      ['discord', 'warn'],
    ]);
    expect(about(found, 'model')[0]?.text).toContain('384 dimensions; reader off');
    expect(about(found, 'index')[0]?.text).toContain('4 documents');
    expect(about(found, 'discord')[0]?.text).toContain('DISCORD_TOKEN is not set');
  });

  test('warns of what .env sets and nothing reads', async () => {
    await writeFile(path.join(workspace.root, '.env'), 'POSTGRES_PASSWORD=secret\n');
    onTestFinished(() => rm(path.join(workspace.root, '.env')));
    const found = about(await findings(configOf(noModel())), 'configuration');
    expect(found.map(({ level }) => level)).toEqual(['ok', 'warn']);
    expect(found[1]?.text).toContain('POSTGRES_PASSWORD');
    expect(found[1]?.text).not.toContain('secret');
  });

  test('warns of a changed corpus, a bad file and an unknown format, each by name', async () => {
    await workspace.put('broken.txt', Uint8Array.of(0x66, 0xff, 0xfe, 0x00));
    await workspace.put('picture.xyz', 'not a document');
    onTestFinished(async () => {
      await workspace.drop('broken.txt');
      await workspace.drop('picture.xyz');
    });
    const found = await findings(configOf());
    expect(about(found, 'corpus').map(({ level }) => level)).toEqual(['ok', 'warn', 'warn']);
    expect(about(found, 'corpus')[1]?.text).toContain('broken.txt');
    expect(about(found, 'corpus')[2]?.text).toContain('picture.xyz');
    expect(about(found, 'index')).toMatchObject([
      { level: 'warn', text: expect.stringContaining('npm run build:index') },
    ]);
  });

  test('fails for a model that is not there, and goes on with the rest', async () => {
    const found = await findings(configOf(noModel()));
    expect(about(found, 'model')).toMatchObject([
      { level: 'fail', text: expect.stringContaining('no-models') },
    ]);
    expect(about(found, 'index')).toMatchObject([{ level: 'warn' }]);
    expect(about(found, 'corpus')).toMatchObject([{ level: 'ok' }]);
  });

  test('fails for a folder of documents that is missing or empty', async () => {
    const missing = path.join(workspace.root, 'no-corpus');
    const found = await findings(configOf({ ...noModel(), corpusDir: missing }));
    expect(about(found, 'corpus')).toMatchObject([{ level: 'fail', text: expect.stringContaining(missing) }]);
    const empty = await Workspace.create({});
    onTestFinished(() => empty.remove());
    expect(
      about(await findings(configOf({ ...noModel(), corpusDir: empty.corpusDir })), 'corpus'),
    ).toMatchObject([{ level: 'fail', text: expect.stringContaining('holds no document') }]);
  });

  test('warns where there is no index yet', async () => {
    const found = await findings(configOf({ indexDir: path.join(workspace.root, 'no-index') }));
    expect(about(found, 'index')).toMatchObject([
      { level: 'warn', text: expect.stringContaining('npm run build:index') },
    ]);
  });

  test('fails for a damaged index, naming the file and the next step', async () => {
    const other = await Workspace.create();
    onTestFinished(() => other.remove());
    const models = await openBundledModels();
    await other.build(models.embedder);
    await models.close();
    const file = await other.currentFile('words.json');
    await writeFile(file, 'x', { flag: 'a' });
    const found = about(await findings(configOf({ indexDir: other.indexDir })), 'index');
    expect(found).toMatchObject([{ level: 'fail', text: expect.stringContaining(file) }]);
    expect(found[0]?.text).toContain('npm run build:index');
  });

  test('fails for a database that cannot be made or reached', async () => {
    const file = path.join(workspace.root, 'a-file');
    await writeFile(file, '');
    const databaseUrl = `file:${path.join(file, 'bot.db')}`;
    expect(about(await findings(configOf({ ...noModel(), databaseUrl })), 'database')).toMatchObject([
      { level: 'fail', text: expect.stringContaining('DATABASE_URL') },
    ]);
    const found = await findings(
      configOf({ ...noModel(), databaseUrl: 'postgres://me:secret@127.0.0.1:1/db' }),
    );
    expect(about(found, 'database')).toMatchObject([{ level: 'fail' }]);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  test('fails for a database file that holds something else', async () => {
    const file = path.join(workspace.root, 'bot.db');
    await writeFile(file, 'no database'.repeat(1000));
    const found = await findings(configOf({ ...noModel(), databaseUrl: `file:${file}` }));
    expect(about(found, 'database')).toMatchObject([{ level: 'fail', text: expect.stringContaining(file) }]);
  });

  test.each([
    [200, 'ok', 'the token is valid'],
    [401, 'fail', 'The token is not valid'],
    [503, 'warn', 'status 503'],
  ])('asks Discord whether the token is good: %d is %s', async (status, level, said) => {
    const discordApiUrl = await discordAnswering(status);
    const found = await findings(configOf({ ...noModel(), discordToken: 'a.secret.token', discordApiUrl }));
    expect(about(found, 'discord')).toMatchObject([{ level, text: expect.stringContaining(said) }]);
    expect(JSON.stringify(found)).not.toContain('a.secret.token');
  });

  test('fails when Discord cannot be reached, naming the address', async () => {
    // Port 1 of this machine: nothing listens there.
    const discordApiUrl = 'http://127.0.0.1:1/api';
    const found = await findings(configOf({ ...noModel(), discordToken: 'a.secret.token', discordApiUrl }));
    expect(about(found, 'discord')).toMatchObject([
      { level: 'fail', text: expect.stringContaining(discordApiUrl) },
    ]);
  });
});
