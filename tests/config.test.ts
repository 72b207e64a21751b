import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Config, loadConfig, unknownVariables } from '../src/config.ts';
import { UserError } from '../src/errors.ts';

/** A folder with this `.env`, or without one, gone after the test. */
async function folderWith(dotEnv?: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'verbatim-config-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  if (dotEnv !== undefined) await writeFile(path.join(folder, '.env'), dotEnv);
  return folder;
}

const nowhere = path.resolve('/nowhere');
const load = (environment: Record<string, string>): Config => loadConfig(environment, nowhere);

function faultOf(environment: Record<string, string>): UserError {
  try {
    load(environment);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('the configuration was taken');
}

describe('without a single variable', () => {
  test('every default is there, with folders below the current one', () => {
    expect(load({})).toEqual({
      discordToken: null,
      discordGuildId: null,
      discordApiUrl: 'https://discord.com/api',
      corpusDir: path.join(nowhere, 'corpus'),
      indexDir: path.join(nowhere, 'embeddings/index'),
      modelDir: path.join(nowhere, 'embeddings/models'),
      embeddingModel: 'Xenova/all-MiniLM-L6-v2',
      readerModel: 'Verbatim/minilm-l6-reader',
      databaseUrl: 'file:data/bot.db',
      logLevel: 'info',
      logQuestions: false,
      playgroundPort: 8787,
      retentionDays: 90,
      noColor: false,
    });
  });
});

interface Variable {
  readonly name: string;
  readonly field: keyof Config;
  /** Written, and what it means. */
  readonly good: readonly (readonly [string, Config[keyof Config]])[];
  readonly bad: readonly string[];
}

const folder = (name: string, field: keyof Config): Variable => ({
  name,
  field,
  good: [
    ['/srv/data', path.resolve('/srv/data')],
    [' data ', path.join(nowhere, 'data')],
  ],
  bad: [],
});

const variables: readonly Variable[] = [
  {
    name: 'DISCORD_TOKEN',
    field: 'discordToken',
    good: [
      [' abc.def ', 'abc.def'],
      ['Bot abc.def', 'abc.def'],
    ],
    bad: [],
  },
  {
    name: 'DISCORD_GUILD_ID',
    field: 'discordGuildId',
    good: [['12345678901234567', '12345678901234567']],
    bad: ['1234', 'my-guild', '123456789012345678901'],
  },
  {
    name: 'DISCORD_API_URL',
    field: 'discordApiUrl',
    good: [
      ['http://127.0.0.1:4000/api', 'http://127.0.0.1:4000/api'],
      ['https://example.org/api//', 'https://example.org/api'],
      ['https://discord.com/api/v10/', 'https://discord.com/api'],
    ],
    bad: ['https://discord.com/api/v9', 'discord.com', 'ftp://example.org', 'http://', 'http://exa mple.org'],
  },
  folder('CORPUS_DIR', 'corpusDir'),
  folder('INDEX_DIR', 'indexDir'),
  folder('MODEL_DIR', 'modelDir'),
  { name: 'EMBEDDING_MODEL', field: 'embeddingModel', good: [['Xenova/other', 'Xenova/other']], bad: [] },
  {
    name: 'READER_MODEL',
    field: 'readerModel',
    good: [
      ['Someone/reader', 'Someone/reader'],
      ['off', null],
      ['OFF', null],
    ],
    bad: ['false', 'No', 'none', '0', 'disabled'],
  },
  {
    name: 'DATABASE_URL',
    field: 'databaseUrl',
    good: [
      ['file:/var/bot.db', 'file:/var/bot.db'],
      ['postgres://me@host/db', 'postgres://me@host/db'],
      ['postgresql://me@host/db', 'postgresql://me@host/db'],
    ],
    bad: ['mysql://host/db', 'bot.db', 'file:', 'postgres://'],
  },
  {
    name: 'LOG_LEVEL',
    field: 'logLevel',
    good: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => [level, level]),
    bad: ['loud', 'INFO', '30'],
  },
  {
    name: 'LOG_QUESTIONS',
    field: 'logQuestions',
    good: [
      ['true', true],
      ['false', false],
    ],
    bad: ['yes', '1', 'TRUE'],
  },
  {
    name: 'PLAYGROUND_PORT',
    field: 'playgroundPort',
    good: [
      ['0', 0],
      ['65535', 65_535],
    ],
    bad: ['65536', '-1', '80.5', 'http'],
  },
  {
    name: 'RETENTION_DAYS',
    field: 'retentionDays',
    good: [
      ['1', 1],
      ['3650', 3_650],
    ],
    bad: ['0', '3651', 'ever', '1e9'],
  },
  { name: 'NO_COLOR', field: 'noColor', good: [['1', true]], bad: [] },
];

describe.each(variables)('$name', ({ name, field, good, bad }) => {
  test.each(good)('%j is taken', (written, meant) => {
    expect(load({ [name]: written })[field]).toBe(meant);
  });

  test.each(['', '  '])('set to nothing (%j) it counts as not set', (empty) => {
    expect(load({ [name]: empty })).toEqual(load({}));
  });

  if (bad.length > 0) {
    test.each(bad)('%j is refused, and the message names the variable and the next step', (written) => {
      const { identifier, message } = faultOf({ [name]: written });
      expect(identifier).toBe('bad-configuration');
      expect(message).toMatch(new RegExp(`^The configuration is wrong: ${name} must .*\\.env`));
    });
  }
});

describe('several variables', () => {
  test('that are wrong are all named at once, and no value is repeated: it may be a secret', () => {
    const { message } = faultOf({ LOG_LEVEL: 'loud-secret', RETENTION_DAYS: '0', DATABASE_URL: 'a-secret' });
    for (const name of ['LOG_LEVEL', 'RETENTION_DAYS', 'DATABASE_URL']) expect(message).toContain(name);
    expect(message).not.toContain('secret');
  });

  test('that the project does not know are left to others', () => {
    expect(load({ PATH: '/bin', SOME_OTHER_TOOL: 'x' })).toEqual(load({}));
  });
});

describe('.env', () => {
  test('fills in what the environment leaves open, and the environment wins', async () => {
    const cwd = await folderWith('LOG_LEVEL=debug\nRETENTION_DAYS="30" # days\nCORPUS_DIR=texts\n');
    const config = loadConfig({ LOG_LEVEL: 'warn' }, cwd);
    expect(config).toMatchObject({ logLevel: 'warn', retentionDays: 30, corpusDir: path.join(cwd, 'texts') });
  });

  test('may stand there with nothing after the name, as in the example', async () => {
    const cwd = await folderWith('DISCORD_TOKEN=\nDISCORD_GUILD_ID=\n');
    expect(loadConfig({}, cwd)).toMatchObject({ discordToken: null, discordGuildId: null });
  });

  test('holds where the environment names a variable without a value, as some containers do', async () => {
    const cwd = await folderWith('LOG_LEVEL=debug\n');
    expect(loadConfig({ LOG_LEVEL: '' }, cwd)).toMatchObject({ logLevel: 'debug' });
  });

  test('must not cut a value short at a # without saying so', async () => {
    const cut = await folderWith('DATABASE_URL=postgres://bot:pa#ss@db/verbatim\nOTHER=a#b\n');
    expect(() => loadConfig({}, cut)).toThrow(/wrong: DATABASE_URL in \.env holds a # that cuts it short/);
    const kept = await folderWith(
      'DATABASE_URL="postgres://bot:pa#ss@db/verbatim"\nLOG_LEVEL=warn # quiet\nCORPUS_DIR=\'a#b\' #c\n',
    );
    expect(loadConfig({}, kept)).toMatchObject({
      databaseUrl: 'postgres://bot:pa#ss@db/verbatim',
      logLevel: 'warn',
      corpusDir: path.join(kept, 'a#b'),
    });
  });

  test('is checked like the environment', async () => {
    const cwd = await folderWith('PLAYGROUND_PORT=http\n');
    expect(() => loadConfig({}, cwd)).toThrow(/PLAYGROUND_PORT must be a whole number/);
  });

  test.each([
    ['CORPUS_DRI', 'CORPUS_DIR'],
    ['DISCORD_TOKN', 'DISCORD_TOKEN'],
    ['loglevel', 'LOG_LEVEL'],
    ['DATABASE_URI', 'DATABASE_URL'],
  ])('with %s, which is nearly %s, is refused and both are named', async (name, meant) => {
    const cwd = await folderWith(`${name}=x\nLOG_LEVEL=loud\n`);
    const fault = `The configuration is wrong: ${name} is not a variable of this program, ${meant} is; LOG_LEVEL must`;
    expect(() => loadConfig({}, cwd)).toThrow(fault);
    await expect(
      folderWith(`${meant}=`).then((folder) => loadConfig({ [name]: 'x' }, folder)),
    ).resolves.toEqual(expect.anything());
  });

  test('may serve other programs too; their variables are told apart for the doctor', async () => {
    const cwd = await folderWith('POSTGRES_PASSWORD=x\nTZ=UTC\nLOG_LEVEL=debug\n');
    expect(loadConfig({}, cwd).logLevel).toBe('debug');
    expect(unknownVariables(cwd)).toEqual(['POSTGRES_PASSWORD', 'TZ']);
    expect(unknownVariables(await folderWith())).toEqual([]);
  });

  test('may begin with a byte order mark and have the line ends of Windows', async () => {
    const cwd = await folderWith('\ufeffLOG_LEVEL=debug\r\nRETENTION_DAYS=30\r\n');
    expect(loadConfig({}, cwd)).toMatchObject({ logLevel: 'debug', retentionDays: 30 });
  });

  test.each([
    ['UTF-16', Buffer.from('\ufeffLOG_LEVEL=debug\r\n', 'utf16le')],
    ['Latin-1', Buffer.from('CORPUS_DIR=caf\u00e9\n', 'latin1')],
  ])('in %s is refused, with the next step', async (_, content) => {
    const cwd = await folderWith(content);
    expect(() => loadConfig({}, cwd)).toThrow(/^\.env is not text in UTF-8\. Save .*\.env as UTF-8\.$/);
  });

  test('that cannot be read is named, with the reason', async () => {
    const cwd = await folderWith();
    await mkdir(path.join(cwd, '.env'));
    expect(() => loadConfig({}, cwd)).toThrow(/\.env could not be read \(.+\)\. Correct or remove/);
  });
});

describe('folders', () => {
  test.each(['documents/index', 'documents'])('an index in %j would be read as documents', (INDEX_DIR) => {
    const load = () => loadConfig({ CORPUS_DIR: 'documents', INDEX_DIR }, '/srv/bot');
    expect(load).toThrow(/INDEX_DIR .* lies inside CORPUS_DIR/);
  });

  test('an index beside the documents is fine, also when one name begins with the other', () => {
    const { indexDir } = loadConfig({ CORPUS_DIR: 'docs', INDEX_DIR: 'docs-index' }, '/srv/bot');
    expect(indexDir).toBe('/srv/bot/docs-index');
  });
});

describe('.env.example', () => {
  const example = readFileSync(path.resolve(import.meta.dirname, '../.env.example'), 'utf8');
  const documented = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=(.*)$/gm)].map((match) => ({
    name: match[1] ?? '',
    value: match[2] ?? '',
  }));
  const source = readFileSync(path.resolve(import.meta.dirname, '../src/config.ts'), 'utf8');
  const schema = /z\.object\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
  const known = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1] ?? '');

  test('documents every variable once, and no other', () => {
    expect(known.length).toBeGreaterThanOrEqual(variables.length);
    expect(documented.map(({ name }) => name).sort()).toEqual([...known].sort());
    expect(variables.map(({ name }) => name).sort()).toEqual([...known].sort());
  });

  test('shows the defaults', () => {
    for (const { name, value } of documented.filter((line) => line.value !== ''))
      expect(load({ [name]: value }), name).toEqual(load({}));
  });

  test('explains each of them in a comment above', () => {
    const lines = example.split('\n');
    for (const { name } of documented) {
      const at = lines.findIndex((line) => line.replace('# ', '').startsWith(`${name}=`));
      expect(lines[at - 1], name).toMatch(/^# .*[a-z].*[^-]$/);
    }
  });
});
