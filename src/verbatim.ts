import type { Answer, AskOptions } from './answer/types.ts';
import type { BuildReport } from './index/build.ts';
import type { Index } from './index/types.ts';

/** The whole of question answering with its models and its current index open: what the bot and the CLI hold. */
export interface Verbatim {
  /** Answers from the generation that is current when the question arrives. Never throws for a bad question. */
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** The generation that answers now. Take it once per question and verify against the same one. */
  index(): Index;
  /** Moves over to a newer generation if one was published; true when it did. */
  refresh(): Promise<boolean>;
  /**
   * Builds what changed in the corpus and moves over to it.
   * @throws UserError `build-running` when a build is under way, here or in another process.
   */
  rebuild(options?: { onProgress?: (done: number, total: number) => void; signal?: AbortSignal }): Promise<BuildReport>;
  close(): Promise<void>;
}
