import { openModels } from '../embedding/open-embedder.ts';
import { startChild } from './child.ts';
import { type Figure, figure, valueAtMost } from './figure.ts';
import type { IdleProcess } from './idle-process.ts';
import { openShippedIndex } from './measure-ask.ts';
import { questionOf } from './questions.ts';
import type { ServingProcess } from './serving-process.ts';
import type { Workspace } from './workspace.ts';

const QUESTIONS_ASKED = 50;
const MOST_MB = 450;
const BYTES_PER_MB = 1024 * 1024;

/** Resident memory of a process that serves the shipped corpus, after 50 questions. */
export async function measureMemory(workspace: Workspace): Promise<Figure[]> {
  const { config, note } = workspace;
  // As on a machine where the index was built before; a build would leave its memory in the figure.
  const models = await openModels({ ...config, readerModel: null, onWarning: note });
  await openShippedIndex(workspace, models.embedder);
  await models.close();

  const idle = startChild<IdleProcess>(new URL('./idle-process.ts', import.meta.url));
  const empty = await idle.request('memory', null);
  await idle.stop();
  const serving = startChild<ServingProcess>(new URL('./serving-process.ts', import.meta.url));
  try {
    const questions = Array.from({ length: QUESTIONS_ASKED }, (_, at) => questionOf(at));
    const { opened, served, most, answered } = await serving.request('serve', { config, questions });
    return [
      figure({
        id: 'memory.serving',
        label: 'memory of a serving process',
        unit: 'MB',
        value: served / BYTES_PER_MB,
        floor: { label: 'an empty process of Node and tsx', value: empty / BYTES_PER_MB },
        goal: valueAtMost(MOST_MB),
        details: {
          questions: questions.length,
          answered,
          opened_mb: opened / BYTES_PER_MB,
          most_mb: most / BYTES_PER_MB,
        },
      }),
    ];
  } finally {
    await serving.stop();
  }
}
