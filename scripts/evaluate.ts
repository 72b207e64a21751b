import { run } from '../src/cli/run.ts';
import { loadConfig } from '../src/config.ts';
import { EVALUATE_USAGE, parseEvaluateArguments } from '../src/evaluation/arguments.ts';
import { evaluate } from '../src/evaluation/evaluate.ts';
import { openExplainFile, writeReport } from '../src/evaluation/output-files.ts';
import { reliabilitySvg } from '../src/evaluation/reliability-svg.ts';
import { figuresJson, renderFigures } from '../src/evaluation/report.ts';
import { readQuestionFile, readSet, spread } from '../src/evaluation/set.ts';
import { prepareWorkspace } from '../src/evaluation/workspace.ts';
import { openVerbatim } from '../src/verbatim.ts';

await run(async () => {
  const note = (message: string) => process.stderr.write(`${message}\n`);
  const args = parseEvaluateArguments(process.argv.slice(2));
  if (args === null) {
    note(EVALUATE_USAGE);
    return 0;
  }
  const config = loadConfig();
  const { source } = args;
  const set = await (source.kind === 'set' ? readSet(source.folder) : readQuestionFile(source.file));
  const folders =
    set.corpusFile === null
      ? {}
      : await prepareWorkspace(config.indexDir, set.name, set.corpusFile, config.embeddingModel);
  const explain = args.explain === null ? null : await openExplainFile(args.explain);
  note('Opening the index; one that is missing or out of date is built first.');
  const verbatim = await openVerbatim({ ...config, ...folders }, 'current', {
    onWarning: note,
    onUnprovenQuote: ({ documentId, reason }) =>
      note(`A quote from ${documentId} failed its check (${reason}).`),
  });
  try {
    const questions = args.limit === null ? set.questions : spread(set.questions, args.limit);
    note(`Asking ${questions.length} questions over ${verbatim.index().documents.size} documents.`);
    const notify = progressNotes(questions.length, note);
    const { figures } = await evaluate(
      { name: set.name, questions },
      (question, options) => verbatim.ask(question, options),
      {
        documents: verbatim.index().documents.size,
        seed: args.seed,
        onAnswer: (row, answer) => {
          notify();
          return explain?.add(row, answer);
        },
      },
    );
    if (args.svg !== null) {
      const title = `${figures.set}, ${figures.calibration.forecasts} questions`;
      await writeReport(args.svg, reliabilitySvg(figures.calibration.bins, title));
    }
    process.stderr.write(renderFigures(figures));
    process.stdout.write(`${figuresJson(figures)}\n`);
    return 0;
  } finally {
    await explain?.close();
    await verbatim.close();
  }
});

/** Call it once a question: a line at each tenth of a set that takes a while. */
function progressNotes(total: number, note: (message: string) => void): () => void {
  const step = Math.max(50, Math.ceil(total / 10));
  let asked = 0;
  return () => {
    asked += 1;
    if (asked % step === 0 && asked < total) note(`${asked} of ${total} asked`);
  };
}
