import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { TokenizedText } from './encoder.ts';
import type { Pooling } from './model-table.ts';
import { toUnitRows } from './pooling.ts';

/** The network that a process is to load. */
export interface NetworkFile {
  readonly file: string;
  /** A file with another hash is refused: its vectors would not go with those of this process. */
  readonly sha256: string;
  readonly pooling: Pooling;
  /** Threads that one run is spread over; their number changes no result. */
  readonly threads: number;
}

/** What a process is asked, one thing at a time, and what it answers. */
type Asked = NetworkFile | TokenizedText;
type Told =
  | { readonly opened: true }
  /** The sums of the token vectors that count, as `sumTokens` gives them. */
  | { readonly sums: Float64Array }
  | { readonly failure: string };

/** Characters kept of what a process printed, to say why it ended. */
const PRINTED = 2_000;
/** A passage takes some 30 ms; a thousand times that is no longer a loaded machine. */
const LONGEST_ANSWER_MS = 30_000;

/** Another process with the embedding model's network in it. ONNX Runtime 1.14 can be loaded only once in a process. */
export class PassageProcess {
  readonly #child: ChildProcess;
  readonly #longestAnswerMs: number;
  readonly #ended: Promise<void>;
  /** Settles when the model is loaded there; rejects when that fails. */
  readonly opened: Promise<void>;
  #isOpen = false;
  #printed = '';
  /** Why nothing can be asked any more. */
  #end: string | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #failOpenQuestion: (() => void) | null = null;

  /** @param longestAnswerMs a process that takes longer for a passage is taken to hang, and killed. */
  constructor(network: NetworkFile, longestAnswerMs = LONGEST_ANSWER_MS) {
    this.#longestAnswerMs = longestAnswerMs;
    this.#child = fork(fileURLToPath(new URL('./passage-process.mjs', import.meta.url)), [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed = (this.#printed + text).slice(0, PRINTED);
      });
      if (stream instanceof Socket) stream.unref();
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        const why = /^.*\bError\b.*$/mu.exec(this.#printed)?.[0] ?? '';
        this.#over(`it ended with ${signal ?? `code ${code}`} ${why}`.trim());
        resolve();
      });
      // One that could not be started never exits.
      this.#child.on('error', (error) => {
        this.#over(error.message);
        resolve();
      });
    });
    this.#holdProgram(false);
    this.opened = this.#ask(network).then(() => {
      this.#isOpen = true;
    });
    // Whoever waits for it hears of the failure; nobody need wait.
    this.opened.catch(() => {});
  }

  /** Whether it can embed now. */
  get isOpen(): boolean {
    return this.#isOpen && this.#end === null;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * The vectors of one text and its parts, as `pool` gives them. Calls wait for each other.
   *
   * @throws Error when the network fails there, or the process hangs or has ended.
   */
  async embed({ ids, parts }: TokenizedText): Promise<Float32Array> {
    const told = await this.#ask({ ids, parts });
    if ('sums' in told) return toUnitRows(told.sums, told.sums.length / (1 + parts.length));
    throw new Error('it gave no vector');
  }

  /** Lets the passage under way end, ends the process and waits until it is gone. */
  async close(): Promise<void> {
    this.#holdProgram(true);
    if (this.#child.connected) this.#child.disconnect();
    const hung = setTimeout(() => this.#child.kill('SIGKILL'), this.#longestAnswerMs);
    await this.#ended;
    clearTimeout(hung);
  }

  #over(why: string): void {
    this.#end ??= why;
    this.#failOpenQuestion?.();
  }

  /** Only a question that is not answered yet keeps this program alive. */
  #holdProgram(hold: boolean): void {
    this.#child[hold ? 'ref' : 'unref']();
    this.#child.channel?.[hold ? 'ref' : 'unref']();
  }

  #ask(asked: Asked): Promise<Told> {
    const answer = this.#last.then(() => this.#askNow(asked));
    this.#last = answer.catch(() => {});
    return answer;
  }

  #askNow(asked: Asked): Promise<Told> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        clearTimeout(hung);
        this.#child.off('message', onMessage);
        this.#failOpenQuestion = null;
        this.#holdProgram(false);
        then();
      };
      const onMessage = (told: Told) =>
        settle(() => ('failure' in told ? reject(new Error(told.failure)) : resolve(told)));
      const onOver = () => settle(() => reject(new Error(this.#end ?? 'it ended')));
      const limit = 'ids' in asked ? this.#longestAnswerMs : LONGEST_ANSWER_MS;
      const hung = setTimeout(() => {
        this.#over(`it gave no answer for ${limit / 1000} s`);
        this.#child.kill('SIGKILL');
      }, limit);
      if (this.#end !== null) return onOver();
      this.#holdProgram(true);
      this.#child.on('message', onMessage);
      this.#failOpenQuestion = onOver;
      this.#child.send(asked, (error) => {
        // The end that made it fail is reported by itself, and says more.
        if (error !== null && this.#child.exitCode === null && this.#child.signalCode === null) {
          setImmediate(() => this.#over(error.message));
        }
      });
    });
  }
}
