import { parseArgs } from 'node:util';
import { FEATURES_OF, type Variant } from '../src/answer/confidence-model.ts';
import { run } from '../src/cli/run.ts';
import { loadConfig } from '../src/config.ts';
import { openModels } from '../src/embedding/open-embedder.ts';
import { auroc } from '../src/evaluation/answerability.ts';
import {
  asUnanswerable,
  type ConfidenceExample,
  collectExamples,
  collectFromSlices,
} from '../src/evaluation/confidence-examples.ts';
import { fitLogistic, sigmoid } from '../src/evaluation/logistic.ts';
import { readQuestionFile, readSet, spread } from '../src/evaluation/set.ts';
import { prepareWorkspace } from '../src/evaluation/workspace.ts';
import { buildIndex } from '../src/index/build.ts';
import { openIndex } from '../src/index/open.ts';

const USAGE = `Usage: npm run fit:confidence -- --set DIR [--set DIR …] [--questions FILE] [--titles A,B] [--limit N]

Fits the model behind the confidence, with and without the reader, and prints it as src/answer/confidence-model.ts
holds it. --titles restricts a set to the documents with these titles where it has them (articles that the reader
was not trained on). Of --questions (over CORPUS_DIR) only the lines with "split": "tune" are used.`;

/** Strength of the ridge penalty, in examples: enough to keep weights of rare features small. */
const RIDGE = 0.5;
/** What the name of a group of slices ends in. */
const SLICES = ', slices';

await run(async () => {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', multiple: true },
      questions: { type: 'string' },
      titles: { type: 'string' },
      limit: { type: 'string', default: '300' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || (values.set === undefined && values.questions === undefined)) {
    process.stderr.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const config = loadConfig();
  const titles = new Set(values.titles?.split(',') ?? []);
  const limit = Number(values.limit);
  const models = await openModels({ ...config, readerModel: config.readerModel });
  const found: Record<Variant, ConfidenceExample[]> = {
    withReader: [],
    withoutReader: [],
  };
  const variants = [
    ['withReader', models],
    ['withoutReader', { ...models, reader: null }],
  ] as const;
  const sources = [];
  for (const folder of values.set ?? []) {
    const set = await readSet(folder);
    const place = await prepareWorkspace(
      config.indexDir,
      set.name,
      set.corpusFile ?? '',
      config.embeddingModel,
    );
    await buildIndex({ ...place, embedder: models.embedder });
    const index = await openIndex(place.indexDir, { fingerprint: models.embedder.fingerprint });
    const titled = (id: string) => titles.has(index.documents.get(id)?.metadata.title ?? '');
    const known = [...index.documents.keys()].some(titled);
    const questions = set.questions.filter(
      ({ grades, about }) => !known || titled(about ?? '') || [...grades.keys()].some(titled),
    );
    sources.push({ name: set.name, index, questions: spread(questions, limit) });
  }
  if (values.questions !== undefined) {
    await buildIndex({ ...config, embedder: models.embedder });
    const index = await openIndex(config.indexDir, { fingerprint: models.embedder.fingerprint });
    const { questions } = await readQuestionFile(values.questions);
    sources.push({
      name: 'own questions',
      index,
      questions: questions.filter(({ split }) => split === 'tune'),
    });
  }
  for (const [variant, used] of variants) {
    for (const [at, { name, index, questions }] of sources.entries()) {
      const others = sources.filter((_, other) => other !== at).flatMap((source) => source.questions);
      process.stderr.write(`${variant}: ${name}, ${questions.length} questions\n`);
      const own = await collectExamples(name, index, used, questions);
      const absent = asUnanswerable(spread(others, Math.ceil(questions.length / 2)));
      const foreign = await collectExamples(name, index, used, absent);
      const sliced =
        name === 'own questions'
          ? []
          : await collectFromSlices(`${name}${SLICES}`, index, used, questions, {
              documents: 8,
              slices: 10,
              perSlice: 8,
            });
      found[variant].push(...own, ...foreign, ...sliced);
    }
  }
  for (const [variant] of variants) process.stdout.write(report(variant, found[variant]));
  await models.close();
  return 0;
});

/** A source and the slices that are cut out of it are two groups with the same questions. */
function sourceOf(group: string): string {
  return group.replace(SLICES, '');
}

function report(variant: Variant, examples: readonly ConfidenceExample[]): string {
  const used = FEATURES_OF[variant];
  const sizes = new Map<string, number>();
  for (const { group } of examples) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const observe = ({ group, features, right }: ConfidenceExample) => ({
    features: used.map((name) => features[name]),
    happened: right,
    weight: examples.length / sizes.size / (sizes.get(group) ?? 1),
  });
  const fit = fitLogistic(examples.map(observe), RIDGE);
  const weights = used.map((name, at) => `${name}: ${(fit.weights[at] ?? 0).toFixed(3)}`).join(', ');
  const lines = [`${variant}: { bias: ${fit.bias.toFixed(3)}, weights: { ${weights} } },`];
  for (const group of sizes.keys()) {
    const members = examples.filter((example) => example.group === group);
    // Each group is judged by a model that has seen no question of its source.
    const others = examples.filter((example) => sourceOf(example.group) !== sourceOf(group));
    const without = fitLogistic(others.map(observe), RIDGE);
    const confidence = ({ features }: ConfidenceExample) =>
      sigmoid(
        without.bias + used.reduce((sum, name, at) => sum + (without.weights[at] ?? 0) * features[name], 0),
      );
    const verdicts = members.map((example) => ({
      confidence: confidence(example),
      answerable: example.right,
    }));
    const wrong = verdicts.filter(({ answerable }) => !answerable);
    const right = verdicts.filter(({ answerable }) => answerable);
    const share = (part: number, of: number) => (of === 0 ? 'none' : `${((100 * part) / of).toFixed(1)} %`);
    lines.push(
      `// ${group}, left out: ${right.length} right, ${wrong.length} wrong, AUROC ${auroc(verdicts)?.toFixed(3)}, at .5 false answers ${share(wrong.filter((v) => v.confidence >= 0.5).length, wrong.length)}, false refusals ${share(right.filter((v) => v.confidence < 0.5).length, right.length)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
