import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Pooling } from './model-table.ts';
import { toUnitLength } from './pooling.ts';

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
type Asked = NetworkFile | { readonly ids: readonly number[] };
type Told =
  | { readonly opened: true }
  /** The sum of the token vectors that count. */
  | { readonly sums: Float64Array }
  | { readonly failure: string };

/** Characters kept of what a process printed, to say why it ended. */
const PRINTED = 500;
/** A passage takes some 30 ms; on a loaded machine a hundred times that is no sign of a fault yet. */
const LONGEST_PASSAGE_MS = 5_000;

/** Another process with the embedding model's network in it. ONNX Runtime 1.14 can be loaded only once in a process. */
export class PassageProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  /** Settles when the model is loaded there; rejects when that fails. */
  readonly opened: Promise<void>;
  #isOpen = false;
  #printed = '';

  constructor(network: NetworkFile) {
    this.#child = fork(fileURLToPath(new URL('./passage-process.mjs', import.meta.url)), [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#printed = (this.#printed + text).slice(-PRINTED);
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', resolve);
      // One that could not be started never exits. Why is told to whoever asks it something.
      this.#child.on('error', resolve);
    });
    this.#letGo();
    this.opened = this.#open(network);
    // Whoever waits for it hears of the failure; nobody need wait.
    this.opened.catch(() => {});
  }

  /** Whether it can embed now. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * The vector of one text.
   *
   * @param ids its tokens, the special ones included.
   * @throws Error when the network fails there or the process has ended.
   */
  async embed(ids: readonly number[]): Promise<Float32Array> {
    const told = await this.#ask({ ids });
    if ('sums' in told) return toUnitLength(told.sums);
    throw new Error('it gave no vector');
  }

  /** Lets the passage under way end, ends the process and waits until it is gone. */
  async close(): Promise<void> {
    this.#isOpen = false;
    this.#child.ref();
    if (this.#child.connected) this.#child.disconnect();
    const hung = setTimeout(() => this.#child.kill('SIGKILL'), LONGEST_PASSAGE_MS);
    await this.#ended;
    clearTimeout(hung);
  }

  async #open(network: NetworkFile): Promise<void> {
    await this.#ask(network);
    this.#isOpen = true;
  }

  /** Only a question that is not answered yet keeps this program alive. */
  #letGo(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream instanceof Socket) stream.unref();
    }
  }

  #ask(asked: Asked): Promise<Told> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => {
        this.#isOpen = false;
        settle();
        reject(new Error(why));
      };
      const onMessage = (told: Told) => {
        if ('failure' in told) return fail(told.failure);
        settle();
        resolve(told);
      };
      const onExit = (code: number | null, signal: string | null) =>
        fail(`it ended with ${signal ?? `code ${code}`} ${this.#printed}`.trim());
      const onError = (error: Error) => fail(error.message);
      const settle = () => {
        this.#child.off('message', onMessage);
        this.#child.off('exit', onExit);
        this.#child.off('error', onError);
        this.#child.channel?.unref();
      };
      this.#child.channel?.ref();
      this.#child.on('message', onMessage);
      this.#child.on('error', onError);
      this.#child.on('exit', onExit);
      this.#child.send(asked, (error) => {
        if (error !== null) fail(error.message);
      });
    });
  }
}
