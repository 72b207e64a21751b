import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  StringSelectMenuInteraction,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Verbatim } from '../verbatim.ts';
import type { Community } from './community.ts';
import type { CustomIds } from './custom-id.ts';
import type { FeedbackSink } from './feedback.ts';
import type { RateLimits } from './rate-limit.ts';
import type { Responder } from './respond.ts';

/** What every command and button may use. */
export interface BotContext {
  readonly verbatim: Verbatim;
  readonly responder: Responder;
  readonly customIds: CustomIds;
  readonly limits: RateLimits;
  readonly feedback: FeedbackSink;
  readonly community: Community;
  readonly commands: readonly Command[];
  readonly log: Logger;
  /** Whether questions may be written to the log. */
  readonly logQuestions: boolean;
}

/** A slash command. */
export interface ChatCommand {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  execute(interaction: ChatInputCommandInteraction, bot: BotContext): Promise<void>;
  autocomplete?(interaction: AutocompleteInteraction, bot: BotContext): Promise<void>;
}

/** An entry of the menu that a right click on a message opens. */
export interface MessageCommand {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  /** What `/help` says of it; Discord keeps no description for menu entries. */
  readonly help: string;
  execute(interaction: MessageContextMenuCommandInteraction, bot: BotContext): Promise<void>;
}

export type Command = ChatCommand | MessageCommand;

/** What a component or a form of that action does; the arguments come from an authenticated custom id. */
interface Handler<Interaction> {
  readonly action: string;
  /**
   * `true`: whoever may not pin in the channel is refused before `execute` is called, and the refusal is logged.
   * `where-pinned`: `execute` holds them to the channel of the pin that they act on, by `findPin`, `findSeenPin`, `requireFor` or `passagesFor`.
   */
  readonly moderators?: true | 'where-pinned';
  execute(interaction: Interaction, args: readonly string[], bot: BotContext): Promise<void>;
}

export type Button = Handler<ButtonInteraction>;
/** A menu of fixed options. */
export type Menu = Handler<StringSelectMenuInteraction>;
/** What is filled in. */
export type Form = Handler<ModalSubmitInteraction>;
