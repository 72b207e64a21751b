import { setTimeout } from 'node:timers/promises';
import { ask } from './answer/ask.ts';
import type { Answer, AskOptions, VerificationFailure } from './answer/types.ts';
import type { Config } from './config.ts';
import { describeIgnored } from './corpus/ignored.ts';
import type { Embedder } from './embedding/embedder.ts';
import { type Models, openModels } from './embedding/open-embedder.ts';
import { describeError, UserError } from './errors.ts';
import { type BuildOptions, type BuildReport, buildIndex } from './index/build.ts';
import { buildInProcess } from './index/build-process.ts';
import { corpusState } from './index/corpus-state.ts';
import { LiveIndex } from './index/live-index.ts';
import type { Index } from './index/types.ts';

/** Failures of a build that leave an index of before as good as it was. */
const UNWRITABLE = new Set(['disk-full', 'index-not-writable']);

const WAIT_MS = 500;
/** How often another process's build is waited for: two minutes in all. */
const MAX_WAITS = 240;

/** The whole of question answering with its models and its current index open: what the bot and the CLI hold. */
export interface Verbatim {
  /** Answers from the generation that is current when the question arrives. Never throws for a bad question. */
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** What makes the vectors of questions, for whoever compares questions with each other. */
  readonly embedder: Embedder;
  /** The generation that answers now. Take it once per question and verify against the same one. */
  index(): Index;
  /** Moves over to a newer generation if one was published; true when it did. */
  refresh(): Promise<boolean>;
  /**
   * Builds what changed in the corpus, in a process of its own so that questions are answered meanwhile, and moves over
   * to it.
   * @throws UserError `build-running` when a build is under way, here or in another process.
   */
  rebuild(options?: RebuildOptions): Promise<BuildReport>;
  close(): Promise<void>;
}

export interface RebuildOptions {
  readonly onProgress?: NonNullable<BuildOptions['onProgress']>;
  readonly signal?: AbortSignal;
}

/** What an operator should know; the caller decides where it is shown. */
export interface VerbatimEvents {
  /** One sentence: a bad file, a changed corpus, a model that is not known. */
  readonly onWarning: (message: string) => void;
  /** A quote that could not be proved and was not sent. */
  readonly onUnprovenQuote: (failure: VerificationFailure) => void;
  /** The models died and cannot be started again in this process; every question fails from now on. */
  readonly onModelsStopped?: (error: UserError) => void;
  readonly onProgress?: NonNullable<BuildOptions['onProgress']>;
}

/**
 * Opens the models and the index of a configuration.
 *
 * @param freshness `current`: build what changed first. `as-built`: answer from the index that is there, warn when
 *   the corpus has changed since, and build only when there is none.
 * @param options `waitsAtMost`: how often, half a second each, the build of another process is waited for.
 * @throws UserError when the corpus, the models or the index cannot be used, naming the next step.
 */
export async function openVerbatim(
  config: Config,
  freshness: 'current' | 'as-built',
  events: VerbatimEvents,
  { waitsAtMost = MAX_WAITS }: { readonly waitsAtMost?: number } = {},
): Promise<Verbatim> {
  const models = await openModels({
    modelDir: config.modelDir,
    embeddingModel: config.embeddingModel,
    readerModel: config.readerModel,
    onWarning: events.onWarning,
  });
  try {
    const live = await openLiveIndex(config, freshness, events, models, waitsAtMost);
    return new OpenVerbatim(config, models, live, events);
  } catch (error) {
    await models.close();
    throw error;
  }
}

async function openLiveIndex(
  config: Config,
  freshness: 'current' | 'as-built',
  events: VerbatimEvents,
  models: Models,
  waitsAtMost: number,
): Promise<LiveIndex> {
  const build = async () => {
    const report = await buildIndex({
      corpusDir: config.corpusDir,
      indexDir: config.indexDir,
      embedder: models.embedder,
      ...(events.onProgress && { onProgress: events.onProgress }),
    });
    for (const { message } of report.problems) events.onWarning(message);
    const ignored = describeIgnored(report.ignored);
    if (ignored !== null) events.onWarning(ignored);
  };
  const open = () => LiveIndex.open(config.indexDir, { fingerprint: models.embedder.fingerprint });
  if (freshness === 'current') return openBuilt(build, open, events, waitsAtMost);
  try {
    const live = await open();
    await warnWhenChanged(config.corpusDir, live.current(), events);
    return live;
  } catch (error) {
    if (!(error instanceof UserError && error.identifier === 'no-index')) throw error;
    return openBuilt(build, open, events, waitsAtMost);
  }
}

/**
 * Builds, then opens. While another process builds, it waits: there is little left to do then. Where that takes too
 * long or the index cannot be written, the old one serves if there is one: neither is a reason to fall silent.
 */
async function openBuilt(
  build: () => Promise<void>,
  open: () => Promise<LiveIndex>,
  { onWarning }: VerbatimEvents,
  waitsAtMost: number,
): Promise<LiveIndex> {
  for (let waits = 0; ; waits++) {
    try {
      await build();
      return await open();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const building = error.identifier === 'build-running';
      if (UNWRITABLE.has(error.identifier) || (building && waits >= waitsAtMost)) {
        const old = await open().catch(() => null);
        if (old === null) throw error;
        onWarning(`${error.message} Until then answers come from the old index.`);
        return old;
      }
      if (!building) throw error;
      if (waits === 0) onWarning('Another build of the index is running; this one waits until it has ended.');
      await setTimeout(WAIT_MS);
    }
  }
}

async function warnWhenChanged(
  corpusDir: string,
  index: Index,
  { onWarning }: VerbatimEvents,
): Promise<void> {
  try {
    if ((await corpusState(corpusDir)) === index.corpusState) return;
    onWarning(
      'The corpus has changed since the index was built; answers come from the old index. Run `npm run build:index`.',
    );
  } catch (error) {
    onWarning(`The corpus could not be compared with the index: ${describeError(error)}`);
  }
}

class OpenVerbatim implements Verbatim {
  readonly #config: Config;
  readonly #models: Models;
  readonly #live: LiveIndex;
  readonly #events: VerbatimEvents;

  constructor(config: Config, models: Models, live: LiveIndex, events: VerbatimEvents) {
    this.#config = config;
    this.#models = models;
    this.#live = live;
    this.#events = events;
  }

  ask(question: string, options?: AskOptions): Promise<Answer> {
    const { embedder, reader } = this.#models;
    const { onUnprovenQuote } = this.#events;
    const dependencies = {
      index: this.#live.current(),
      embedder,
      reader,
      now: () => performance.now(),
      onUnprovenQuote,
    };
    return ask(question, dependencies, options).catch((error: unknown) => {
      if (error instanceof UserError && error.identifier === 'models-stopped') {
        this.#events.onModelsStopped?.(error);
      }
      throw error;
    });
  }

  get embedder(): Embedder {
    return this.#models.embedder;
  }

  index(): Index {
    return this.#live.current();
  }

  refresh(): Promise<boolean> {
    return this.#live.refresh();
  }

  async rebuild(options: RebuildOptions = {}): Promise<BuildReport> {
    const report = await buildInProcess({
      corpusDir: this.#config.corpusDir,
      indexDir: this.#config.indexDir,
      embedder: this.#models.embedder,
      ...options,
    });
    await this.#live.refresh();
    return report;
  }

  close(): Promise<void> {
    return this.#models.close();
  }
}
