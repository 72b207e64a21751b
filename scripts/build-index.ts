import { showProgress, summarize } from '../src/cli/progress.ts';
import { run } from '../src/cli/run.ts';
import { listenForStop, STOPPED, type StopSignal } from '../src/cli/stop-signals.ts';
import { loadConfig } from '../src/config.ts';
import { describeIgnored } from '../src/corpus/ignored.ts';
import { openModels } from '../src/embedding/open-embedder.ts';
import { processesForThisMachine } from '../src/embedding/passage-processes.ts';
import { buildIndex } from '../src/index/build.ts';

await run(async () => {
  const { corpusDir, indexDir, modelDir, embeddingModel } = loadConfig();
  const { stderr } = process;
  const display = showProgress(
    { isTerminal: stderr.isTTY, columns: stderr.columns || 80, write: (text) => stderr.write(text) },
    () => performance.now(),
  );
  const models = await openModels({
    modelDir,
    embeddingModel,
    readerModel: null,
    onWarning: display.note,
    passageProcesses: processesForThisMachine(),
  });
  // From here on a signal stops the build between two steps; a second one ends the process at once.
  const stop = new AbortController();
  let stoppedBy: StopSignal | null = null;
  listenForStop(process)
    .requested()
    .then((signal) => {
      stoppedBy = signal;
      stop.abort();
    });
  try {
    const report = await buildIndex({
      corpusDir,
      indexDir,
      embedder: models.embedder,
      onProgress: display.update,
      onProblem: (problem) => display.note(problem.message),
      signal: stop.signal,
    });
    display.end();
    if (report.startedAfresh !== null) {
      stderr.write(`The old index could not be reused: ${report.startedAfresh}\n`);
    }
    const ignored = describeIgnored(report.ignored);
    if (ignored !== null) stderr.write(`${ignored}\n`);
    process.stdout.write(`${summarize(report)}\n`);
    return report.problems.length === 0 ? 0 : 1;
  } catch (error) {
    display.end();
    if (stoppedBy === null || error !== stop.signal.reason) throw error;
    stderr.write('Stopped. The index is as it was before.\n');
    return STOPPED[stoppedBy];
  } finally {
    await models.close();
  }
});
