import { CallbackType, callbackNames, InteractionType, Limit } from './constants.ts';
import type { Json, JsonObject } from './json.ts';
import { objectOf, objectsOf, textOf } from './json.ts';
import type { Message } from './message.ts';
import type { Waiters } from './waiters.ts';
import type { Channel, User, World } from './world.ts';

/** The bot's first response. */
export interface Callback {
  /** 4 reply, 5 deferred reply, 6 deferred update, 7 update, 8 choices, 9 modal. */
  readonly type: number;
  readonly data: JsonObject;
  readonly ephemeral: boolean;
  /** From the dispatch over the gateway to the arrival of the response, in real milliseconds. */
  readonly latencyMs: number;
}

export interface Refusal {
  readonly code: number;
  /** What was refused: 'reply', 'modal', … */
  readonly response: string;
  /** How long after the dispatch, by the server's clock. */
  readonly afterMs: number;
}

export interface Choice {
  readonly name: string;
  readonly value: Json;
}

export interface NewInteraction {
  readonly type: number;
  /** What a person would call it: '/ask', 'button "More"'. */
  readonly label: string;
  readonly user: User;
  readonly channel: Channel;
  /** The message of the component, or the one whose component opened the modal. */
  readonly source: Message | null;
  readonly data: JsonObject;
}

/** One interaction from its dispatch to its last follow-up. */
export class Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly label: string;
  readonly user: User;
  readonly channel: Channel;
  readonly source: Message | null;
  readonly data: JsonObject;
  readonly dispatchedAt: number;
  /** False until the gateway could send it to a session. */
  delivered = false;
  callback: Callback | null = null;
  /** The message that @original names: the reply, or for an update the component's message. */
  original: Message | null = null;
  readonly followUps: Message[] = [];
  /** Edits of the original by this interaction's token. */
  edits = 0;
  /** From dispatch to the last response, edit or follow-up so far, in real milliseconds. */
  lastMs: number | null = null;
  readonly refusals: Refusal[] = [];
  readonly #waiters: Waiters;
  #sentAt = performance.now();

  constructor(world: World, waiters: Waiters, init: NewInteraction) {
    this.id = world.nextId();
    this.token = Buffer.from(`interaction:${this.id}`).toString('base64url').padEnd(60, 'x');
    this.type = init.type;
    this.label = init.label;
    this.user = init.user;
    this.channel = init.channel;
    this.source = init.source;
    this.data = init.data;
    this.dispatchedAt = world.now();
    this.#waiters = waiters;
  }

  /** Whether the first response came, or is a message, that the asker alone sees. */
  get ephemeral(): boolean {
    return this.callback?.ephemeral ?? false;
  }

  /** Every message that it made, in order; deleted ones too. */
  get messages(): Message[] {
    const made = this.original !== null && this.original !== this.source ? [this.original] : [];
    return [...made, ...this.followUps];
  }

  /** The modal it was answered with. */
  get modal(): JsonObject | null {
    return this.callback?.type === CallbackType.Modal ? this.callback.data : null;
  }

  /** From the dispatch to `at`, a `performance.now()`. */
  elapsed(at: number): number {
    return at - this.#sentAt;
  }

  /** The gateway sent it; latency counts from here. */
  sent(): void {
    this.delivered = true;
    this.#sentAt = performance.now();
  }

  /** Something about it changed, by a request that arrived then. */
  touched(at: number): void {
    this.lastMs = this.elapsed(at);
  }

  /** The first response, whatever it is. */
  async responded(timeoutMs = 10_000): Promise<Callback> {
    const found = () => this.callback ?? this.#failure();
    return orThrow(await this.#waiters.until(found, () => `a response to ${this.#describe()}`, timeoutMs));
  }

  /** Until the final state stands: for a deferral, an edit or a follow-up. */
  async settled(timeoutMs = 10_000): Promise<this> {
    const found = () => (this.#isSettled() ? this : this.#failure());
    return orThrow(
      await this.#waiters.until(found, () => `the final response to ${this.#describe()}`, timeoutMs),
    );
  }

  /**
   * The final visible message: the reply as it stands after edits, the updated message of a component, or the
   * follow-up when there is nothing else. It is live.
   *
   * @throws Error when there is none, for a modal, choices or a deleted reply.
   */
  async reply(timeoutMs?: number): Promise<Message> {
    await this.settled(timeoutMs);
    const last = this.followUps.filter((message) => !message.deleted).at(-1);
    const onlyAcknowledged = this.callback?.type === CallbackType.DeferUpdate && this.edits === 0;
    if (this.original !== null && !this.original.deleted && !(onlyAcknowledged && last)) return this.original;
    if (last !== undefined) return last;
    throw new Error(`${this.#describe()} left no visible message`);
  }

  /** The choices that autocomplete offered. */
  async choices(timeoutMs?: number): Promise<Choice[]> {
    const { data } = await this.responded(timeoutMs);
    return objectsOf(data['choices']).map((choice) => ({
      name: textOf(choice['name']),
      value: choice['value'] ?? null,
    }));
  }

  #isSettled(): boolean {
    if (this.callback === null) return false;
    const deferred = [CallbackType.DeferReply, CallbackType.DeferUpdate].some(
      (type) => type === this.callback?.type,
    );
    return !deferred || this.edits > 0 || this.followUps.length > 0;
  }

  /** A failure that cannot be made good any more. */
  #failure(): Error | null {
    const late = this.refusals.find((refusal) => refusal.code === 10062);
    if (this.callback !== null || late === undefined) return null;
    return new Error(
      `The ${late.response} to ${this.label} came ${late.afterMs} ms after it, too late (10062).`,
    );
  }

  #describe(): string {
    const state =
      this.callback === null
        ? this.delivered
          ? 'no response yet'
          : 'never delivered: the bot is not connected'
        : `${callbackNames[this.callback.type]} after ${Math.round(this.callback.latencyMs)} ms`;
    const refused = this.refusals.map((refusal) => `${refusal.response} refused with ${refusal.code}`);
    return `${this.label} by ${this.user.name} (${[state, ...refused].join('; ')})`;
  }
}

/** Every interaction of this server's life, found by its id and token. */
export class Interactions {
  readonly all: Interaction[] = [];

  byToken(token: string): Interaction | undefined {
    return this.all.find((interaction) => interaction.token === token);
  }
}

/** Which first responses fit a type of interaction. A modal's submission can update a message only if it has one. */
export function allowedCallbacks(interaction: Interaction): number[] {
  const { Reply, DeferReply, DeferUpdate, Update, Autocomplete, Modal } = CallbackType;
  const withMessage = interaction.source === null ? [] : [DeferUpdate, Update];
  switch (interaction.type) {
    case InteractionType.Autocomplete:
      return [Autocomplete];
    case InteractionType.Modal:
      return [Reply, DeferReply, ...withMessage];
    case InteractionType.Component:
      return [Reply, DeferReply, DeferUpdate, Update, Modal];
    default:
      return [Reply, DeferReply, Modal];
  }
}

/** `interaction_metadata` of the messages that an interaction makes. */
export function metadataOf(world: World, interaction: Interaction, user: Json): JsonObject {
  const metadata: JsonObject = {
    id: interaction.id,
    type: interaction.type,
    user,
    authorizing_integration_owners: { '0': world.guild.id },
  };
  if (interaction.type === InteractionType.Command) {
    metadata['name'] = textOf(interaction.data['name']);
    metadata['command_type'] = objectOf(interaction.data)['type'] ?? 1;
  }
  if (interaction.type === InteractionType.Component && interaction.source !== null) {
    metadata['interacted_message_id'] = interaction.source.id;
  }
  return metadata;
}

export function isLate(interaction: Interaction, now: number): boolean {
  return now - interaction.dispatchedAt > Limit.responseMs;
}

export function isExpired(interaction: Interaction, now: number): boolean {
  return now - interaction.dispatchedAt > Limit.tokenMs;
}

function orThrow<T>(value: T | Error): T {
  if (value instanceof Error) throw value;
  return value;
}
