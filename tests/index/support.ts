import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Embedder } from '../../src/embedding/embedder.ts';
import { type BuildOptions, type BuildReport, buildIndex } from '../../src/index/build.ts';

export const PROJECT = path.resolve(import.meta.dirname, '..', '..');
/** Passes everything on to the embedder and notes the passages that the model had to read. */
export function counting(embedder: Embedder): { embedder: Embedder; embedded: string[] } {
  const embedded: string[] = [];
  return {
    embedded,
    embedder: {
      ...embedder,
      embedPassages: (passages) => {
        embedded.push(...passages.map(({ text }) => text));
        return embedder.embedPassages(passages);
      },
    },
  };
}

/** A folder of its own with a small corpus in it and room for an index. */
export class Workspace {
  readonly root: string;
  readonly corpusDir: string;
  readonly indexDir: string;

  private constructor(root: string) {
    this.root = root;
    this.corpusDir = path.join(root, 'corpus');
    this.indexDir = path.join(root, 'index');
  }

  static async create(files: Record<string, string> = SMALL_CORPUS): Promise<Workspace> {
    const workspace = new Workspace(await mkdtemp(path.join(os.tmpdir(), 'verbatim-index-')));
    await mkdir(workspace.corpusDir);
    for (const [name, text] of Object.entries(files)) await workspace.put(name, text);
    return workspace;
  }

  put(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(path.join(this.corpusDir, name), content);
  }

  drop(name: string): Promise<void> {
    return rm(path.join(this.corpusDir, name));
  }

  build(embedder: Embedder, options: Partial<BuildOptions> = {}): Promise<BuildReport> {
    return buildIndex({ corpusDir: this.corpusDir, indexDir: this.indexDir, embedder, ...options });
  }

  /** Names of everything in the folder of generations. */
  async generations(): Promise<string[]> {
    return (await readdir(path.join(this.indexDir, 'generations'))).sort();
  }

  /** The path of a file of the generation in use. */
  async currentFile(name: string): Promise<string> {
    const pointer: unknown = JSON.parse(await readFile(path.join(this.indexDir, 'current.json'), 'utf8'));
    const generation = String((pointer as { generation?: unknown }).generation);
    return path.join(this.indexDir, 'generations', generation, name);
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}

export const SMALL_CORPUS = {
  'harbour.txt': `The harbour opened in 1871 and was widened twice.

Its lighthouse is run by volunteers, who keep a log of every ship that passes at night.`,
  'market.md': `---
title: The market
published: 2021-04
---
# Opening hours

The market is open on Tuesdays and Saturdays from seven in the morning.

# Stalls

A stall costs 1,100 crowns a year. Bakers pay half of it.`,
  'notes.jsonl': `{"id":"ferry","title":"Ferry","text":"The ferry to the island leaves every hour. It does not sail in a storm."}
{"id":"mill","text":"The mill was rebuilt after the fire of 1902."}
`,
};
