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
import { type DeliveryFault, deliveryFault, describeFailure, isConnectionFault } from './failure.ts';
import type { Choice } from './find-document.ts';
import { messageBody, placeOf, type Reply, replyBody } from './outgoing.ts';
import { notice, type Payload } from './payload.ts';

/** Answers take milliseconds; one that takes this long is announced, well before Discord gives up at three. */
export const DEFER_AFTER_MS = 1_000;
/**
 * With this many answers under way the next one will not be ready in a second on a small machine, so it is announced
 * at once, while there is time: waiting would send all the announcements of a rush in the same moment.
 */
export const CROWD = 10;
/** Pause before a message is sent once more after the connection broke. */
const RETRY_AFTER_MS = 250;
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
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      clock.after(milliseconds, resolve);
    });

  /** Null when the work is still under way after so long. */
  const nullAfter = (milliseconds: number, work: Promise<unknown>) =>
    new Promise<null>((resolve) => {
      const cancel = clock.after(milliseconds, () => resolve(null));
      void work.then(cancel);
    });

  /** Logs a failed piece of work and says it in words. */
  function apology(error: unknown, where: object): Reply {
    const failure = describeFailure(error, newIncident);
    const line = { event: 'failure', ...where, identifier: failure.identifier, incident: failure.incident };
    if (failure.incident === null) log.info({ ...line, reason: failureReason(error) }, 'refused');
    else log.error({ ...line, err: error }, 'incident');
    return { payload: notice(failure.sentence), private: true };
  }

  /**
   * Sends once more after a broken connection, where sending twice does no harm. A message that arrived the first
   * time after all shows as "already answered" the second time, and that is success.
   */
  async function sendTwice(send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      await pause(RETRY_AFTER_MS);
      try {
        await send();
      } catch (again) {
        if (deliveryFault(again) !== 'already-answered') throw again;
      }
    }
  }

  /** Runs one delivery to its end; what Discord refuses is logged. Returns null when it arrived. */
  async function deliver(
    where: object,
    createdAt: number,
    send: () => Promise<unknown>,
  ): Promise<DeliveryFault | null> {
    try {
      await send();
      return null;
    } catch (error) {
      const fault = deliveryFault(error);
      const line = { event: 'not-delivered', ...where, fault, ageMs: clock.now() - createdAt, err: error };
      if (fault === 'refused') log.error(line, 'not delivered');
      else log.warn(line, 'not delivered');
      return fault;
    }
  }

  /** The work's result, an apology if it failed, of which `onFailure` is told; never throws. */
  async function settle(
    where: object,
    work: () => Promise<Reply>,
    onFailure: (sorry: Reply) => void = () => {},
  ): Promise<Reply> {
    try {
      return await work();
    } catch (error) {
      const sorry = apology(error, where);
      onFailure(sorry);
      return sorry;
    }
  }

  async function respond(
    interaction: RepliableInteraction,
    likelyPrivate: boolean,
    work: () => Promise<Reply>,
  ): Promise<void> {
    const where = placeOf(interaction);
    const createdAt = interaction.createdTimestamp;
    underWay++;
    const settled = settle(where, work).finally(() => underWay--);
    const patience = underWay > CROWD ? 0 : DEFER_AFTER_MS;
    const reply = await Promise.race([settled, nullAfter(patience, settled)]);
    if (reply !== null) {
      const fault = await deliver(where, createdAt, () =>
        sendTwice(() => interaction.reply(replyBody(reply))),
      );
      if (fault === 'refused') {
        // Discord takes no such message, so the fault is ours; the person must not be left with silence.
        const sorry = apology(new Error('Discord refused the reply.'), where);
        await deliver(where, createdAt, () => interaction.reply(replyBody(sorry)));
      }
      return;
    }
    const fault = await deliver(where, createdAt, () =>
      sendTwice(() => interaction.deferReply(likelyPrivate ? { flags: MessageFlags.Ephemeral } : {})),
    );
    // The work goes on to its end even when nobody can be told, so that shutting down waits for it.
    const late = await settled;
    if (fault !== null) return;
    if (late.private && !likelyPrivate) {
      // A message's visibility cannot change, so the public notice goes and a private message takes its place.
      await deliver(where, createdAt, () => sendTwice(() => interaction.deleteReply()));
      await deliver(where, createdAt, () => interaction.followUp(replyBody(late)));
    } else {
      await deliver(where, createdAt, () =>
        sendTwice(() => interaction.editReply(messageBody(late.payload))),
      );
    }
  }

  return {
    reply: respond,
    async update(interaction, work) {
      const where = placeOf(interaction);
      const createdAt = interaction.createdTimestamp;
      let failed: Reply | null = null;
      const settled = settle(
        where,
        async () => ({ payload: await work(), private: true }),
        (sorry) => {
          failed = sorry;
        },
      );
      const inTime = await Promise.race([settled, nullAfter(DEFER_AFTER_MS, settled)]);
      const fault =
        inTime === null
          ? await deliver(where, createdAt, () => sendTwice(() => interaction.deferUpdate()))
          : null;
      const { payload } = await settled;
      if (fault !== null) return;
      await deliver(where, createdAt, () => {
        if (failed === null) {
          return sendTwice(() =>
            inTime === null
              ? interaction.editReply(messageBody(payload))
              : interaction.update(messageBody(payload)),
          );
        }
        const sorry = replyBody(failed);
        return inTime === null ? interaction.followUp(sorry) : sendTwice(() => interaction.reply(sorry));
      });
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
      await deliver(placeOf(interaction), interaction.createdTimestamp, () =>
        sendTwice(() => interaction.showModal(form)),
      );
    },
    async progress(interaction, work) {
      const where = placeOf(interaction);
      const createdAt = interaction.createdTimestamp;
      const fault = await deliver(where, createdAt, () =>
        sendTwice(() => interaction.deferReply({ flags: MessageFlags.Ephemeral })),
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
      await deliver(where, createdAt, () =>
        sendTwice(() => interaction.editReply(messageBody(result.payload))),
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
      // The nonce makes Discord drop the second copy when the first one arrived after all.
      const sent = { ...messageBody(payload), nonce: message.id, enforceNonce: true };
      await deliver(where, message.createdTimestamp, () =>
        sendTwice(() =>
          asReply ? message.reply({ ...sent, failIfNotExists: false }) : message.channel.send(sent),
        ),
      );
    },
  };
}

function failureReason(error: unknown): string | undefined {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
}
