import * as commands from './actions/commands.ts';
import * as components from './actions/components.ts';
import { Intent, Permission, type PermissionName, permissionBits } from './constants.ts';
import type { Core } from './core.ts';
import type { Fault, FaultOptions } from './faults.ts';
import type { Gateway } from './gateway.ts';
import type { HttpSide } from './http.ts';
import type { Interaction } from './interaction.ts';
import type { PingRecord, RequestRecord, Violation } from './ledger.ts';
import type { Message } from './message.ts';
import { announceChannel, edit, pin, post, remove, unpin } from './messages.ts';
import type { Validator } from './validation/validator.ts';
import { memberRoleJson } from './wire.ts';
import type { Channel, Guild, RegisteredCommand, User } from './world.ts';

export interface DiscordParts {
  readonly core: Core;
  readonly http: HttpSide;
  readonly gateway: Gateway;
  readonly validator: Validator;
  readonly port: number;
}

/** What people, moderators and mishaps do to the bot. The header of index.ts shows its use. */
export class Discord {
  /** For DISCORD_API_URL, and `rest.api` of discord.js. */
  readonly apiUrl: string;
  readonly gateway: Gateway;
  readonly validator: Validator;
  /** A member without special permissions, one who may pin, and the channel #general. */
  readonly member: User;
  readonly moderator: User;
  readonly general: Channel;
  readonly #core: Core;
  readonly #http: HttpSide;

  constructor({ core, http, gateway, validator, port }: DiscordParts) {
    this.#core = core;
    this.#http = http;
    this.gateway = gateway;
    this.validator = validator;
    this.apiUrl = `http://127.0.0.1:${port}/api`;
    this.member = core.world.addUser('ada');
    this.moderator = core.world.addUser('grace', ['PinMessages', 'ManageMessages']);
    this.general = core.world.addChannel('general');
  }

  // What there is

  get bot(): User {
    return this.#core.world.bot;
  }

  get guild(): Guild {
    return this.#core.world.guild;
  }

  /** Every request so far, in order of arrival. */
  get requests(): readonly RequestRecord[] {
    return this.#core.ledger.requests;
  }

  /** Everything that the bot did wrong and that was not taken out by `expectViolation`. */
  get violations(): readonly Violation[] {
    return this.#core.ledger.violations;
  }

  /** Everybody whom a message of the bot notified. */
  get pings(): readonly PingRecord[] {
    return this.#core.ledger.pings;
  }

  get interactions(): readonly Interaction[] {
    return this.#core.interactions.all;
  }

  /** The application's commands, global ones and those of the guild. */
  get commands(): readonly RegisteredCommand[] {
    return this.#core.world.commands;
  }

  /** The messages of a channel, oldest first: the public ones, and with `visibleTo` what that person sees. */
  messages(channel: Channel, options: { visibleTo?: User } = {}): Message[] {
    const { world } = this.#core;
    const viewer = options.visibleTo;
    if (viewer !== undefined && !world.can(viewer, 'ViewChannel', channel)) return [];
    return [...channel.messages.values()].filter(
      ({ ephemeralFor }) => ephemeralFor === null || ephemeralFor.id === viewer?.id,
    );
  }

  /** The pinned messages, newest pin first. */
  pins(channel: Channel): Message[] {
    return channel.pins.map(({ message }) => message).reverse();
  }

  // Waiting

  /**
   * Until the bot identified and got READY and its guild, and registered the commands that are named.
   *
   * @throws Error with the violations so far when it does not come.
   */
  async ready({
    commands: names = [],
    timeoutMs = 30_000,
  }: {
    commands?: string[];
    timeoutMs?: number;
  } = {}) {
    const missing = () => names.filter((name) => this.commands.every((command) => command.name !== name));
    const describe = () =>
      `the bot (connected: ${this.gateway.ready}; commands missing: ${missing().join(', ') || 'none'}${this.#faults()})`;
    await this.until(() => this.gateway.ready && missing().length === 0, describe, timeoutMs);
  }

  /** Until a condition holds; it is looked at whenever anything happened. */
  until<T>(
    check: () => T | false | null | undefined,
    what: string | (() => string),
    timeoutMs = 10_000,
  ): Promise<T> {
    return this.#core.waiters.until(check, what, timeoutMs);
  }

  /** The bot's reply to a message of the channel. */
  replyTo(message: Message, timeoutMs?: number): Promise<Message> {
    const found = () => this.messages(message.channel).find((each) => isReply(each, message, this.bot));
    return this.until(
      found,
      () => `a reply to ${JSON.stringify(message.content)}${this.#faults()}`,
      timeoutMs,
    );
  }

  // What people do

  slash(request: commands.Slash): Interaction {
    return commands.slash(this.#core, request);
  }

  autocomplete(request: commands.AutocompleteRequest): Interaction {
    return commands.autocomplete(this.#core, request);
  }

  messageMenu(request: commands.MenuUse & { message: Message }): Interaction {
    return commands.messageMenu(this.#core, request);
  }

  userMenu(request: commands.MenuUse & { channel: Channel; target: User }): Interaction {
    return commands.userMenu(this.#core, request);
  }

  button(press: components.ButtonPress): Interaction {
    return components.button(this.#core, press);
  }

  select(use: components.SelectUse): Interaction {
    return components.select(this.#core, use);
  }

  modalSubmit(use: components.ModalUse): Interaction {
    return components.modalSubmit(this.#core, use);
  }

  /** A message of a person. `mention` puts the bot's mention in front; a reply mentions the author it answers. */
  say(said: {
    user: User;
    channel: Channel;
    content: string;
    mention?: boolean;
    replyTo?: Message;
  }): Message {
    const { user, channel, replyTo } = said;
    const content = said.mention === true ? `<@${this.bot.id}> ${said.content}` : said.content;
    this.#mustSpeak(user, channel);
    return post(this.#core.world, {
      channel,
      author: user,
      content: { content, embeds: [], components: [], attachments: [], flags: 0 },
      reference: replyTo ?? null,
      mentions: replyTo === undefined ? [] : [replyTo.author],
    });
  }

  /** Changes what a person wrote. */
  editMessage(message: Message, content: string): void {
    edit(this.#core.world, message, { ...message.snapshot(), content });
  }

  /** Deletes a message by hand, its author's or a moderator's. */
  deleteMessage(message: Message): void {
    remove(this.#core.world, message);
  }

  pinByHand(user: User, message: Message): void {
    pin(this.#core.world, message, user);
  }

  unpinByHand(message: Message): void {
    unpin(this.#core.world, message);
  }

  // The guild

  addUser(name: string, permissions: readonly PermissionName[] = []): User {
    const user = this.#core.world.addUser(name, permissions);
    this.#announceRole(user, 'GUILD_ROLE_CREATE');
    return user;
  }

  addChannel(name: string): Channel {
    const channel = this.#core.world.addChannel(name);
    announceChannel(this.#core.world, channel, 'CHANNEL_CREATE');
    return channel;
  }

  /** The direct message channel of a person with the bot. */
  directChannel(user: User): Channel {
    return this.#core.world.directChannel(user);
  }

  /** Gives somebody (the bot, too) permissions, in one channel or by their role everywhere. */
  permit(user: User, permissions: readonly PermissionName[], channel?: Channel): void {
    const bits = permissionBits(permissions);
    if (channel === undefined) {
      this.#core.world.memberOf(user).permissions |= bits;
      this.#announceRole(user, 'GUILD_ROLE_UPDATE');
    } else this.#overwrite(user, channel, bits, 0n);
  }

  /** Takes permissions from somebody, in one channel or in all there are. */
  forbid(user: User, permissions: readonly PermissionName[], channel?: Channel): void {
    const bits = permissionBits(permissions);
    if (channel !== undefined) {
      this.#overwrite(user, channel, 0n, bits);
      return;
    }
    this.#core.world.memberOf(user).permissions &= ~bits;
    this.#announceRole(user, 'GUILD_ROLE_UPDATE');
    for (const each of this.guild.channels.values()) this.#overwrite(user, each, 0n, bits);
  }

  /** The names of what somebody may do in a channel. */
  permissionsOf(user: User, channel: Channel): string[] {
    const held = this.#core.world.permissionsIn(user, channel);
    return Object.entries(Permission).flatMap(([name, bit]) => ((held & bit) === 0n ? [] : [name]));
  }

  /** False: guild commands are refused with 50001, as for an invitation without applications.commands. */
  allowCommands(allowed: boolean): void {
    this.#core.world.commandsScope = allowed;
  }

  // Mishaps and accounts

  /** Makes the next requests that fit fail, hang or be late. */
  failNext(options: FaultOptions): Fault {
    return this.#http.faults.add(options);
  }

  removeFault(fault: Fault): void {
    this.#http.faults.remove(fault);
  }

  /** Takes out the violations of a rule that the test provoked. @throws Error when there is none. */
  expectViolation(rule: string): Violation[] {
    const { ledger } = this.#core;
    const found = ledger.violations.filter((violation) => violation.rule === rule);
    if (found.length === 0) throw new Error(`no violation of "${rule}"${this.#faults()}`);
    ledger.violations = ledger.violations.filter((violation) => violation.rule !== rule);
    return found;
  }

  /** @throws Error that lists every violation and every ping, if there is one. */
  assertClean(): void {
    const pings = this.pings.map(({ who, request }) => `  pinged ${who}: ${request.method} ${request.path}`);
    const lines = [...this.violations.map(({ rule, message }) => `  ${rule}: ${message}`), ...pings];
    if (lines.length > 0) throw new Error(`The bot did wrong:\n${lines.join('\n')}`);
  }

  /** Ends every connection, timer and wait. */
  async close(): Promise<void> {
    this.#core.waiters.close();
    await this.gateway.close();
    await this.#http.close();
  }

  #mustSpeak(user: User, channel: Channel): void {
    if (this.#core.world.can(user, 'SendMessages', channel)) return;
    throw new Error(`${user.name} may not write in #${channel.name}`);
  }

  #overwrite(user: User, channel: Channel, allow: bigint, deny: bigint): void {
    const known = channel.overwrites.get(user.id) ?? { allow: 0n, deny: 0n };
    channel.overwrites.set(user.id, {
      allow: (known.allow & ~deny) | allow,
      deny: (known.deny & ~allow) | deny,
    });
    announceChannel(this.#core.world, channel);
  }

  #announceRole(user: User, name: string): void {
    const { world } = this.#core;
    const role = memberRoleJson(world, world.memberOf(user));
    world.emit({ name, data: { guild_id: this.guild.id, role }, intent: Intent.Guilds });
  }

  #faults(): string {
    const list = this.violations.map(({ rule, message }) => `${rule}: ${message}`);
    return list.length === 0 ? '' : `; violations: ${list.join(' | ')}`;
  }
}

function isReply(candidate: Message, to: Message, bot: User): boolean {
  return candidate.reference === to && candidate.author.id === bot.id && !candidate.system;
}
