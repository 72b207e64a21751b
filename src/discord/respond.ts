import {
  type APIModalInteractionResponseCallbackData,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type Message,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  type RepliableInteraction,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import { createDelivery } from './delivery.ts';
import { type DeliveryFault, describeFailure } from './failure.ts';
import type { Choice } from './find-document.ts';
import { messageBody, placeOf, type Reply, replyBody } from './outgoing.ts';
import { notice, type Payload } from './payload.ts';

/** Answers take milliseconds; one that takes this long is announced, well before Discord gives up at three. */
export const DEFER_AFTER_MS = 1_000;
/** Discord's limit. An interaction that seems older came in time: the clock is wrong. */
const INTERACTION_LIVES_MS = 3_000;
/**
 * With this many answers under way the next one will not be ready in a second on a small machine, so it is announced
 * at once, while there is time: waiting would send all the announcements of a rush in the same moment.
 */
export const CROWD = 10;
/** Well under Discord's limit of five edits in five seconds, and as often as a person reads them. */
const PROGRESS_EVERY_MS = 1_500;

/**
 * The one way out to a person who asked or pressed something: nothing pings, a failure becomes a sentence for the
 * person and a line in the log, and no promise is left that could end the process. What the bot writes to a channel
 * of its own accord goes through `channel-messages.ts`.
 */
export interface Responder {
  /**
   * Answers a command or a button with a new message as soon as `work` is done. After a second, or in a rush at
   * once, Discord's “thinking” notice comes first.
   * @param likelyPrivate visibility of the "thinking" notice when the work takes long
   */
  reply(interaction: RepliableInteraction, likelyPrivate: boolean, work: () => Promise<Reply>): Promise<void>;
  /** Changes the message that the used component stands under; a failure is told privately beside it. */
  update(interaction: Updatable, work: () => Promise<Payload>): Promise<void>;
  /** Opens a form. Discord takes no announcement for one, so the work must be quick; a failure is told privately. */
  form(interaction: Opener, work: () => Promise<APIModalInteractionResponseCallbackData>): Promise<void>;
  /** Answers privately at once with “thinking”, then with what `show` is given now and then, last with the result. */
  progress(
    interaction: RepliableInteraction,
    work: (show: (payload: Payload) => void) => Promise<Payload>,
  ): Promise<void>;
  /** Offers choices while somebody types; none when the work fails. */
  choices(interaction: AutocompleteInteraction, work: () => Promise<readonly Choice[]>): Promise<void>;
  /**
   * Answers a message in its channel, as a reply to it or (where the bot may not read the history) beneath it.
   * Null stays silent.
   */
  message(message: Message<true>, asReply: boolean, work: () => Promise<Payload | null>): Promise<void>;
}

/** A component, or a form that one opened. */
export type Updatable = MessageComponentInteraction | ModalMessageModalSubmitInteraction;
/** What a form can be an answer to. */
export type Opener = ButtonInteraction | MessageContextMenuCommandInteraction;

export interface ResponderOptions {
  readonly log: Logger;
  readonly clock: Clock;
  readonly newIncident: () => string;
}

export function createResponder({ log, clock, newIncident }: ResponderOptions): Responder {
  let underWay = 0;
  const { deliver, sendTwice } = createDelivery({ log, clock });

  /** Null when the work is still under way after so long. */
  const nullAfter = (milliseconds: number, work: Promise<unknown>) =>
    new Promise<null>((resolve) => {
      const cancel = clock.after(milliseconds, () => resolve(null));
      void work.then(cancel);
    });

  /** What is left of the second before an announcement for an interaction that was made then. */
  function patienceFor({ createdTimestamp }: { readonly createdTimestamp: number }): number {
    const age = clock.now() - createdTimestamp;
    const late = age > 0 && age < INTERACTION_LIVES_MS ? age : 0;
    return Math.max(0, DEFER_AFTER_MS - late);
  }

  /** Logs a failed piece of work and says it in words. */
  function apology(error: unknown, where: object): Reply {
    const failure = describeFailure(error, newIncident);
    const line = { event: 'failure', ...where, identifier: failure.identifier, incident: failure.incident };
    if (failure.incident === null) log.info({ ...line, reason: failureReason(error) }, 'refused');
    else log.error({ ...line, err: error }, 'incident');
    return { payload: notice(failure.sentence), private: true };
  }

  /** The work's result, an apology if it failed, which `onFailure` is told; never throws. */
  async function settle(
    where: object,
    work: () => Promise<Reply>,
    onFailure: () => void = () => {},
  ): Promise<Reply> {
    try {
      return await work();
    } catch (error) {
      onFailure();
      return apology(error, where);
    }
  }

  /**
   * Delivers what answers a person. Where Discord takes no such message the fault is ours, and nobody must be
   * left with silence or an everlasting “thinking”, so an apology goes instead.
   */
  async function deliverOrApologize(
    where: object,
    createdAt: number,
    send: () => Promise<unknown>,
    apologize: (sorry: Reply) => Promise<unknown>,
  ): Promise<DeliveryFault | null> {
    const fault = await deliver(where, createdAt, send);
    if (fault === 'refused') {
      const sorry = apology(new Error('Discord refused the message.'), where);
      await deliver(where, createdAt, () => apologize(sorry));
    }
    return fault;
  }

  /** Announces an answer that is to come; an announcement of which only the confirmation was lost counts. */
  async function announce(
    interaction: RepliableInteraction | Updatable,
    where: object,
    send: () => Promise<unknown>,
  ): Promise<DeliveryFault | null> {
    const fault = await deliver(where, interaction.createdTimestamp, () => sendTwice(send));
    // discord.js edits nothing that it has not seen announced.
    if (fault === null) interaction.deferred = true;
    return fault;
  }

  async function respond(
    interaction: RepliableInteraction,
    likelyPrivate: boolean,
    work: () => Promise<Reply>,
  ): Promise<void> {
    const where = placeOf(interaction);
    const createdAt = interaction.createdTimestamp;
    underWay++;
    const patience = underWay > CROWD ? 0 : patienceFor(interaction);
    const settled = settle(where, work).finally(() => underWay--);
    const reply = await Promise.race([settled, nullAfter(patience, settled)]);
    if (reply !== null) {
      await deliverOrApologize(
        where,
        createdAt,
        () => sendTwice(() => interaction.reply(replyBody(reply))),
        (sorry) => interaction.reply(replyBody(sorry)),
      );
      return;
    }
    const fault = await announce(interaction, where, () =>
      interaction.deferReply(likelyPrivate ? { flags: MessageFlags.Ephemeral } : {}),
    );
    // The work goes on to its end even when nobody can be told, so that shutting down waits for it.
    const late = await settled;
    if (fault !== null) return;
    if (late.private && !likelyPrivate) {
      // A message's visibility cannot change, so the public notice goes and a private message takes its place.
      await deliver(where, createdAt, () => sendTwice(() => interaction.deleteReply()));
      await deliverOrApologize(
        where,
        createdAt,
        () => interaction.followUp(replyBody(late)),
        (sorry) => interaction.followUp(replyBody(sorry)),
      );
    } else {
      await deliverOrApologize(
        where,
        createdAt,
        () => sendTwice(() => interaction.editReply(messageBody(late.payload))),
        (sorry) => interaction.editReply(messageBody(sorry.payload)),
      );
    }
  }

  return {
    reply: respond,
    async update(interaction, work) {
      const where = placeOf(interaction);
      const createdAt = interaction.createdTimestamp;
      let done = true;
      const patience = patienceFor(interaction);
      const settled = settle(
        where,
        async () => ({ payload: await work(), private: true }),
        () => {
          done = false;
        },
      );
      const inTime = await Promise.race([settled, nullAfter(patience, settled)]);
      const fault =
        inTime === null ? await announce(interaction, where, () => interaction.deferUpdate()) : null;
      const { payload } = await settled;
      if (fault !== null) return;
      const tell = (sorry: Reply) =>
        inTime === null
          ? interaction.followUp(replyBody(sorry))
          : sendTwice(() => interaction.reply(replyBody(sorry)));
      const change = () =>
        sendTwice(() =>
          inTime === null
            ? interaction.editReply(messageBody(payload))
            : interaction.update(messageBody(payload)),
        );
      await deliverOrApologize(
        where,
        createdAt,
        () => (done ? change() : tell({ payload, private: true })),
        tell,
      );
    },
    async form(interaction, work) {
      let form: APIModalInteractionResponseCallbackData;
      try {
        form = await work();
      } catch (error) {
        await respond(interaction, true, async () => {
          throw error;
        });
        return;
      }
      await deliverOrApologize(
        placeOf(interaction),
        interaction.createdTimestamp,
        () => sendTwice(() => interaction.showModal(form)),
        (sorry) => interaction.reply(replyBody(sorry)),
      );
    },
    async progress(interaction, work) {
      const where = placeOf(interaction);
      const createdAt = interaction.createdTimestamp;
      const fault = await announce(interaction, where, () =>
        interaction.deferReply({ flags: MessageFlags.Ephemeral }),
      );
      let shownAt = Number.NEGATIVE_INFINITY;
      let showing: Promise<unknown> = Promise.resolve();
      const show = (payload: Payload) => {
        if (fault !== null || clock.now() - shownAt < PROGRESS_EVERY_MS) return;
        shownAt = clock.now();
        showing = showing.then(() =>
          deliver(where, createdAt, () => interaction.editReply(messageBody(payload))),
        );
      };
      const result = await settle(where, async () => ({ payload: await work(show), private: true }));
      await showing;
      if (fault !== null) return;
      await deliverOrApologize(
        where,
        createdAt,
        () => sendTwice(() => interaction.editReply(messageBody(result.payload))),
        (sorry) => interaction.editReply(messageBody(sorry.payload)),
      );
    },
    async choices(interaction, work) {
      const where = placeOf(interaction);
      let choices: readonly Choice[] = [];
      try {
        choices = await work();
      } catch (error) {
        apology(error, where);
      }
      await deliver(where, interaction.createdTimestamp, () => interaction.respond([...choices]));
    },
    async message(message, asReply, work) {
      const where = { kind: 'mention', guildId: message.guildId, channelId: message.channelId };
      let payload: Payload | null;
      try {
        payload = await work();
      } catch (error) {
        payload = apology(error, where).payload;
      }
      if (payload === null) return;
      const send = (content: Payload) => {
        // The nonce makes Discord drop the second copy when the first one arrived after all.
        const sent = { ...messageBody(content), nonce: message.id, enforceNonce: true };
        return sendTwice(() =>
          asReply ? message.reply({ ...sent, failIfNotExists: false }) : message.channel.send(sent),
        );
      };
      await deliverOrApologize(
        where,
        message.createdTimestamp,
        () => send(payload),
        (sorry) => send(sorry.payload),
      );
    },
  };
}

function failureReason(error: unknown): string | undefined {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
}
