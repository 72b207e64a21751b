import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Answer } from '../answer/types.ts';
import { describeError, UserError } from '../errors.ts';
import type { EvaluationRow } from './evaluate.ts';

/** A file of one JSON line a question: how it was judged, the candidates, the trace of every stage. */
export interface ExplainFile {
  add(row: EvaluationRow, answer: Answer): Promise<void>;
  close(): Promise<void>;
}

/** @throws UserError `unwritable-file` that names the file. */
export async function openExplainFile(file: string): Promise<ExplainFile> {
  const stream = await writing(file, async () => {
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    const opened = createWriteStream(file);
    await once(opened, 'open');
    return opened;
  });
  return {
    add: (row, { excerpts, candidates, disagreements, ranking, trace, message }) =>
      writing(file, async () => {
        const line = JSON.stringify({
          ...row,
          message,
          excerpts: excerpts.length,
          candidates,
          disagreement_readings: disagreements,
          ranking,
          trace,
        });
        if (!stream.write(`${line}\n`)) await once(stream, 'drain');
      }),
    close: () =>
      writing(file, async () => {
        stream.end();
        await finished(stream);
      }),
  };
}

/** Writes a small file and the folders above it. @throws UserError `unwritable-file` that names the file. */
export async function writeReport(file: string, text: string): Promise<void> {
  await writing(file, async () => {
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await writeFile(file, text);
  });
}

async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new UserError(
      'unwritable-file',
      `${file} could not be written (${describeError(cause)}). Give a path in a folder that can be written.`,
      { cause },
    );
  }
}
