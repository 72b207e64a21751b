/** What exists in this Discord: people, one guild, channels, messages, pins, commands. No HTTP, no gateway. */
import { Permission, type PermissionName, permissionBits } from './constants.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

export interface Member {
  readonly user: User;
  readonly joinedAt: number;
  /** A role of the member's own, which carries what exceeds @everyone. */
  readonly roleId: string;
  permissions: bigint;
}

export interface Overwrite {
  allow: bigint;
  deny: bigint;
}

export interface Pin {
  readonly message: Message;
  readonly at: number;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** The other person of a direct message channel; null in the guild. */
  readonly recipient: User | null;
  /** By the id of a user, or of the guild for @everyone. */
  readonly overwrites: Map<string, Overwrite>;
  readonly messages: Map<string, Message>;
  /** What the bot posted with an enforced nonce, deleted messages too. */
  readonly nonces: Map<string, Message>;
  /** Oldest pin first. */
  readonly pins: Pin[];
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: User;
  readonly joinedAt: number;
  everyone: bigint;
  readonly members: Map<string, Member>;
  readonly channels: Map<string, Channel>;
}

/** A command as the application registered it, in the shape in which Discord returns it. */
export interface RegisteredCommand {
  readonly id: string;
  readonly guildId: string | null;
  readonly type: number;
  readonly name: string;
  readonly body: JsonObject;
}

/** An event for the bot. Without an intent it reaches every session. */
export interface GatewayEvent {
  readonly name: string;
  readonly data: JsonObject;
  readonly intent?: number;
  /** Left out of sessions while the bot cannot view it. */
  readonly channel?: Channel;
  /** Called when it goes over a connection, at once or in a replay. */
  readonly sent?: () => void;
}

export interface WorldOptions {
  readonly now: () => number;
  readonly applicationId?: string;
  readonly guildId?: string;
  readonly guildName?: string;
  /** What the bot's own role allows beyond @everyone. */
  readonly botPermissions?: readonly PermissionName[];
}

const discordEpoch = 1_420_070_400_000;
const memberDefaults: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
  'UseApplicationCommands',
];
const botDefaults: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
  'PinMessages',
];
const all = permissionBits(
  Object.keys(Permission).filter((name): name is PermissionName => name in Permission),
);

export class World {
  readonly now: () => number;
  readonly bot: User;
  readonly guild: Guild;
  readonly users = new Map<string, User>();
  readonly directChannels = new Map<string, Channel>();
  commands: RegisteredCommand[] = [];
  /** False refuses guild commands with 50001, as for a bot invited without the scope. */
  commandsScope = true;
  /** Where events go; the gateway replaces it. */
  emit: (event: GatewayEvent) => void = () => {};
  #count = 0;
  #lastPin = 0;

  constructor(options: WorldOptions) {
    this.now = options.now;
    this.bot = { id: options.applicationId ?? this.nextId(), name: 'verbatim', bot: true };
    const owner: User = { id: this.nextId(), name: 'owner', bot: false };
    this.guild = {
      id: options.guildId ?? this.nextId(),
      name: options.guildName ?? 'Test guild',
      owner,
      joinedAt: this.now(),
      everyone: permissionBits(memberDefaults),
      members: new Map(),
      channels: new Map(),
    };
    for (const user of [this.bot, owner]) this.#join(user);
    this.memberOf(this.bot).permissions = permissionBits(options.botPermissions ?? botDefaults);
  }

  /** A snowflake: the clock's millisecond, then a counter, so ids only ever grow. */
  nextId(): string {
    this.#count += 1;
    return ((BigInt(Math.trunc(this.now()) - discordEpoch) << 22n) + BigInt(this.#count)).toString();
  }

  addUser(name: string, permissions: readonly PermissionName[] = []): User {
    const user: User = { id: this.nextId(), name, bot: false };
    this.#join(user);
    this.memberOf(user).permissions = permissionBits(permissions);
    return user;
  }

  addChannel(name: string): Channel {
    const channel = this.#channel(this.nextId(), name, null);
    this.guild.channels.set(channel.id, channel);
    return channel;
  }

  /** The direct message channel between the bot and a person. */
  directChannel(user: User): Channel {
    const known = this.directChannels.get(user.id);
    if (known !== undefined) return known;
    const channel = this.#channel(this.nextId(), `direct messages with ${user.name}`, user);
    this.directChannels.set(user.id, channel);
    return channel;
  }

  channelById(id: string): Channel | undefined {
    const inGuild = this.guild.channels.get(id);
    return inGuild ?? [...this.directChannels.values()].find((channel) => channel.id === id);
  }

  messageById(id: string): Message | undefined {
    for (const channel of [...this.guild.channels.values(), ...this.directChannels.values()]) {
      const message = channel.messages.get(id);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  memberOf(user: User): Member {
    const member = this.guild.members.get(user.id);
    if (member === undefined) throw new Error(`${user.name} is not in the guild`);
    return member;
  }

  /**
   * What a user may do in a channel, by Discord's order: owner and administrators everything, else roles, then
   * the overwrite of @everyone, then the user's own. Without ViewChannel nothing is left.
   */
  permissionsIn(user: User, channel: Channel | null): bigint {
    if (channel?.recipient) return permissionBits([...memberDefaults, 'PinMessages']);
    const base = this.guild.everyone | this.memberOf(user).permissions;
    if (user.id === this.guild.owner.id || (base & Permission.Administrator) !== 0n) return all;
    if (channel === null) return base;
    let bits = base;
    for (const id of [this.guild.id, user.id]) {
      const overwrite = channel.overwrites.get(id);
      if (overwrite !== undefined) bits = (bits & ~overwrite.deny) | overwrite.allow;
    }
    return (bits & Permission.ViewChannel) === 0n ? 0n : bits;
  }

  can(user: User, permission: PermissionName, channel: Channel): boolean {
    return (this.permissionsIn(user, channel) & Permission[permission]) !== 0n;
  }

  /** A time for a new pin; pins are paged by it, so no two are alike. */
  pinTime(): number {
    this.#lastPin = Math.max(this.now(), this.#lastPin + 1);
    return this.#lastPin;
  }

  #join(user: User): void {
    this.users.set(user.id, user);
    const member: Member = { user, joinedAt: this.now(), roleId: this.nextId(), permissions: 0n };
    this.guild.members.set(user.id, member);
  }

  #channel(id: string, name: string, recipient: User | null): Channel {
    return { id, name, recipient, overwrites: new Map(), messages: new Map(), nonces: new Map(), pins: [] };
  }
}
