/** Numbers of Discord's documentation that the server needs, by their documented names. */

export const MessageFlag = {
  SuppressEmbeds: 1 << 2,
  Ephemeral: 1 << 6,
  Loading: 1 << 7,
  SuppressNotifications: 1 << 12,
  IsComponentsV2: 1 << 15,
} as const;

export const InteractionType = { Command: 2, Component: 3, Autocomplete: 4, Modal: 5 } as const;

export const CallbackType = {
  Reply: 4,
  DeferReply: 5,
  DeferUpdate: 6,
  Update: 7,
  Autocomplete: 8,
  Modal: 9,
} as const;

export const callbackNames: Record<number, string> = {
  4: 'reply',
  5: 'deferred reply',
  6: 'deferred update',
  7: 'message update',
  8: 'autocomplete choices',
  9: 'modal',
};

export const CommandType = { ChatInput: 1, User: 2, Message: 3 } as const;

export const OptionType = { Subcommand: 1, Group: 2, String: 3, Integer: 4, Boolean: 5, Number: 10 } as const;

export const Component = {
  Row: 1,
  Button: 2,
  StringSelect: 3,
  TextInput: 4,
  UserSelect: 5,
  ChannelSelect: 8,
  Section: 9,
  TextDisplay: 10,
  Container: 17,
  Label: 18,
} as const;

export const ButtonStyle = { Link: 5, Premium: 6 } as const;

export const MessageType = {
  Default: 0,
  PinnedNotice: 6,
  Reply: 19,
  ChatInput: 20,
  ContextMenu: 23,
} as const;

export const Intent = {
  Guilds: 1 << 0,
  GuildMembers: 1 << 1,
  GuildPresences: 1 << 8,
  GuildMessages: 1 << 9,
  DirectMessages: 1 << 12,
  MessageContent: 1 << 15,
} as const;

export const privilegedIntents = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent;
/** All bits that name an intent today; others close the gateway with 4013. */
export const knownIntents = 0b11_0011_0001_1111_1111_1111_1111;

/** https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags */
export const Permission = {
  Administrator: 1n << 3n,
  ManageGuild: 1n << 5n,
  AddReactions: 1n << 6n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseApplicationCommands: 1n << 31n,
  PinMessages: 1n << 51n,
} as const;
export type PermissionName = keyof typeof Permission;

export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | Permission[name], 0n);
}

export const Limit = {
  /** A first response must come within 3 s, and the token lives 15 min. */
  responseMs: 3_000,
  tokenMs: 15 * 60_000,
  content: 2_000,
  embedsTotal: 6_000,
  v2Components: 40,
  v2Text: 4_000,
  rows: 5,
  choiceValue: 100,
  pins: 250,
  commands: { 1: 100, 2: 15, 3: 15 } as Record<number, number>,
  commandText: 8_000,
} as const;
