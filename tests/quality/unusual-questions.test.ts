import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_QUESTION_CHARACTERS } from '../../src/answer/question.ts';
import { loadConfig } from '../../src/config.ts';
import { openVerbatim, type Verbatim } from '../../src/verbatim.ts';
import { corpusFolder } from './golden.ts';

let verbatim: Verbatim;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verbatim-unusual-'));
  const environment = {
    CORPUS_DIR: fileURLToPath(corpusFolder),
    INDEX_DIR: path.join(folder, 'index'),
    MODEL_DIR: fileURLToPath(new URL('../../embeddings/models', import.meta.url)),
  };
  const raise = (message: string): never => {
    throw new Error(message);
  };
  verbatim = await openVerbatim(loadConfig(environment, folder), 'current', {
    onWarning: raise,
    onUnprovenQuote: ({ documentId }) => raise(`A quote from ${documentId} is not proven.`),
  });
}, 120_000);

afterAll(async () => {
  await verbatim?.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (question: string) => verbatim.ask(question, { explain: true });
const firstQuote = async (question: string) => (await ask(question)).excerpts[0]?.quote;

const PLAIN = 'Who is the US ambassador to Peru?';

describe('a question in other letters', () => {
  it.each([PLAIN.toUpperCase(), PLAIN.toLowerCase().replace('?', ''), `  ${PLAIN.replaceAll(' ', '\n ')} `])(
    'is answered like the plain one: %j',
    async (question) => {
      expect(await firstQuote(PLAIN)).toContain('Lisa Kenna');
      expect(await firstQuote(question)).toBe(await firstQuote(PLAIN));
    },
  );

  it('is answered in spite of slips', async () => {
    const question = 'Who is the US ambasador to Peru?';
    expect(await firstQuote(question)).toContain('Lisa Kenna');
    expect((await ask(question)).searched).toBe('Who is the US ambassador to Peru?');
    expect((await ask(PLAIN)).searched).toBeUndefined();
    expect(await firstQuote('How many Peruvians were killed in the protets?')).toContain('70 Peruvians');
  });
});

describe('a question in another language', () => {
  it.each(['¿Cuántos soldados estadounidenses llegarán al Perú?', 'Wie viele Soldaten kommen nach Lima?'])(
    'is not answered by guessing, and the message says what to do: %s',
    async (question) => {
      const answer = await ask(question);
      expect(answer.status).toBe('not_found');
      expect(answer.message).toContain('words of the documents');
    },
  );
});

describe('a question of one word', () => {
  it.each(['Kenna', 'lithium'])('finds passages that hold it: %s', async (word) => {
    const { status, candidates = [] } = await ask(word);
    expect(status).not.toBe('rejected');
    expect(candidates[0]?.quote.toLowerCase()).toContain(word.toLowerCase());
  });
});

describe('a long question', () => {
  it('is answered up to the limit, and rejected beyond it with both numbers', async () => {
    const padded = PLAIN.padEnd(MAX_QUESTION_CHARACTERS, ' please');
    expect((await ask(padded)).status).not.toBe('rejected');
    const { status, message } = await ask(`${padded}!`);
    expect(status).toBe('rejected');
    expect(message).toContain(`${MAX_QUESTION_CHARACTERS + 1} characters`);
    expect(message).toContain(`at most ${MAX_QUESTION_CHARACTERS}`);
  });
});

describe('two questions in one', () => {
  it('get the answer of at least one of them', async () => {
    const quote = await firstQuote(
      'How many people were killed in the protests and who is the president of Peru?',
    );
    expect(quote).toMatch(/killed|Boluarte/);
  });
});

describe('a statement', () => {
  it('is looked up like a question', async () => {
    expect(await firstQuote('The US is sending 1,100 troops to Peru.')).toContain('1,100 troops');
  });
});

describe('a question about the bot', () => {
  it.each(['Who are you?', 'what can you do', 'Are you a bot?'])(
    'is told what it is: %s',
    async (question) => {
      const { status, message } = await ask(question);
      expect(status).toBe('not_found');
      expect(message).toContain('verbatim quotes from all 5 documents');
    },
  );
});
