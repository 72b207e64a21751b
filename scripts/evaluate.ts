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
  const verbatim = await openVerbatim({ ...config, ...folders }, 'current', {
    onWarning: note,
    onUnprovenQuote: ({ documentId, reason }) =>
      note(`A quote from ${documentId} failed its check (${reason}).`),
  });
  try {
    const questions = args.limit === null ? set.questions : spread(set.questions, args.limit);
    note(`Asking ${questions.length} questions over ${verbatim.index().documents.size} documents.`);
    const { figures } = await evaluate(
      { name: set.name, questions },
      (question, options) => verbatim.ask(question, options),
      {
        documents: verbatim.index().documents.size,
        seed: args.seed,
        onAnswer: (row, answer) => explain?.add(row, answer),
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
