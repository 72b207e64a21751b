/** What the tests of moderation share: the running bot, and what people do to it. */

import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Discord,
  type Interaction,
  type Message,
  startDiscord,
  type User,
} from '../support/discord/index.ts';
import { type BotProcess, makePlace, type Place, startScript, TOKEN } from './running.ts';

/** One subject for each test, so that the pin of one is not the answer of another. */
const TRADES = {
  ferry: 'Ines Okafor',
  theatre: 'Bruno Sato',
  quarry: 'Maren Whitlock',
  observatory: 'Tomas Reyes',
  brewery: 'Alba Lindqvist',
  orchard: 'Piotr Hale',
  lighthouse: 'Sanne Duarte',
  aqueduct: 'Henri Castell',
  foundry: 'Dora Imai',
  vineyard: 'Luca Brandt',
  harbour: 'Wilma Achebe',
  bakery: 'Jonas Petit',
} as const;
export type Trade = keyof typeof TRADES;

/** @returns a question and the name that answers it. */
export function about(trade: Trade): { question: string; words: string } {
  return { question: `Who founded the ${trade} of Quillon?`, words: TRADES[trade] };
}

/** Adds a document about each of the subjects to the corpus. */
export function writeTrades({ corpusDir }: Place): void {
  for (const [trade, name] of Object.entries(TRADES)) {
    const text = `The ${trade} of Quillon was founded by ${name}.\n`;
    writeFileSync(path.join(corpusDir, `${trade}.txt`), text);
  }
}

export function removeTrade({ corpusDir }: Place, trade: Trade): void {
  rmSync(path.join(corpusDir, `${trade}.txt`));
}

export class Scene {
  readonly discord: Discord;
  readonly place: Place;
  bot: BotProcess;
  #people = 0;

  private constructor(discord: Discord, place: Place) {
    this.discord = discord;
    this.place = place;
    this.bot = startScript('start.ts', place.environment);
  }

  /** @param prepare changes the corpus before the first index is built */
  static async open(prepare: (place: Place) => void = () => {}): Promise<Scene> {
    const discord = await startDiscord({ token: TOKEN });
    const place = makePlace(discord);
    prepare(place);
    const scene = new Scene(discord, place);
    await scene.ready();
    return scene;
  }

  /** @param last the event of the last line that the start logs */
  async ready(last = 'expired'): Promise<void> {
    const { bot } = this;
    await this.discord.until(
      () => bot.out().includes('Ready.') && this.logged(last).length > 0,
      () => `the start:\n${bot.out()}${bot.err()}`,
      80_000,
    );
  }

  async restart(last?: string): Promise<void> {
    this.bot = startScript('start.ts', this.place.environment);
    await this.ready(last);
  }

  async close(): Promise<void> {
    await this.bot.stop();
    await this.discord.close();
    this.place.remove();
  }

  /** Log lines of the process that runs now. */
  logged(event: string): Record<string, unknown>[] {
    return this.bot.log().filter((line) => line['event'] === event);
  }

  someone(): User {
    return this.discord.addUser(`person${this.#people++}`);
  }

  ask(question: string, options: { user?: User; channel?: Message['channel']; source?: string } = {}) {
    const { user = this.someone(), channel = this.discord.general, source } = options;
    const given = source === undefined ? { question } : { question, source };
    return this.discord.slash({ user, channel, command: 'ask', options: given }).reply();
  }

  /** A command of the moderator. */
  command(command: string, options: Record<string, string | boolean> = {}, channel = this.discord.general) {
    const { moderator: user } = this.discord;
    return this.discord.slash({ user, channel, command, options });
  }

  press(message: Message, label: string | RegExp, user = this.discord.moderator): Interaction {
    return this.discord.button({ user, message, label });
  }

  /** Fills in the form that a press or a menu entry opened. */
  async submit(opener: Interaction, values: Record<string, string>): Promise<Interaction> {
    await opener.responded();
    return this.discord.modalSubmit({ user: opener.user, interaction: opener, values });
  }

  /** Repeats a command until its reply reads as it should: what is recorded in the background takes a moment. */
  async until(command: string, pattern: RegExp): Promise<Message> {
    for (let attempt = 0; ; attempt++) {
      const reply = await this.command(command).reply();
      if (pattern.test(reply.text) || attempt === 50) return reply;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Pins an answer by its button, and returns what the moderator reads then. */
  async pin(answer: Message, line = ''): Promise<Message> {
    const submitted = await this.submit(this.press(answer, 'Pin'), { line });
    return submitted.reply();
  }

  /** Rebuilds the index as a moderator does, and returns the final word. */
  async reindex(): Promise<Message> {
    const interaction = this.command('reindex');
    const reply = await interaction.reply(30_000);
    await this.discord.until(() => /answers now|Nothing changed/.test(reply.content), 'the rebuild', 30_000);
    return reply;
  }
}
