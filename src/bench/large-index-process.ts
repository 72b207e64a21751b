import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadCorpus } from '../corpus/load.ts';
import { buildIndex } from '../index/build.ts';
import { generationFolder } from '../index/layout.ts';
import { openIndex } from '../index/open.ts';
import { answerRequests } from './child.ts';
import { randomEmbedder } from './random-embedder.ts';
import { timed } from './rounds.ts';
import { rankWords, textMaker } from './synthetic-text.ts';

/** Builds a large index, and opens it, each in a process that has done nothing else. */
export type LargeIndexProcess = {
  build: {
    readonly input: {
      readonly folder: string;
      readonly passages: number;
      /** Where the most frequent words are taken from. */
      readonly wordsFrom: string;
      readonly seed: number;
    };
    readonly output: { readonly passages: number; readonly seconds: number };
  };
  open: {
    readonly input: { readonly folder: string; readonly fingerprint: string };
    /**
     * Milliseconds to read the files of the generation, and to open it, each once; and how long the processor
     * worked to open it, on all its cores together, which other programs change less.
     */
    readonly output: {
      readonly files: number;
      readonly open: number;
      readonly processor: number;
      readonly bytes: number;
    };
  };
};

const VOCABULARY = 30_000;
const WORDS_IN_SENTENCE = 19;
/** Sentences in a passage of the default size, of which a document has so many. */
const SENTENCES_IN_PASSAGE = 4;
const PASSAGES_IN_DOCUMENT = 10;

answerRequests<LargeIndexProcess>({
  async build({ folder, passages, wordsFrom, seed }) {
    const corpusDir = path.join(folder, 'corpus');
    await mkdir(corpusDir, { recursive: true });
    const { documents } = await loadCorpus(wordsFrom);
    const maker = textMaker(rankWords(documents.map(({ text }) => text).join('\n')), VOCABULARY, seed);
    const lines = Array.from({ length: passages / PASSAGES_IN_DOCUMENT }, (_, at) => {
      const paragraphs = Array.from({ length: PASSAGES_IN_DOCUMENT }, () =>
        Array.from({ length: SENTENCES_IN_PASSAGE }, () => maker.sentence(WORDS_IN_SENTENCE)).join(' '),
      );
      return `${JSON.stringify({ id: `document-${at}`, text: paragraphs.join('\n\n') })}\n`;
    });
    await writeFile(path.join(corpusDir, 'synthetic.jsonl'), lines.join(''));
    const report = await buildIndex({ corpusDir, indexDir: folder, embedder: randomEmbedder(seed) });
    return { passages: report.passages, seconds: report.seconds };
  },
  async open({ folder, fingerprint }) {
    const [generation = ''] = await readdir(path.dirname(generationFolder(folder, '_')));
    const files = generationFolder(folder, generation);
    let bytes = 0;
    const reading = await timed(async () => {
      for (const name of await readdir(files)) bytes += (await readFile(path.join(files, name))).length;
    });
    const before = process.cpuUsage();
    const open = await timed(() => openIndex(folder, { fingerprint }));
    const { user, system } = process.cpuUsage(before);
    return { files: reading, open, processor: (user + system) / 1000, bytes };
  },
});
