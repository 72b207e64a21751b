import { ApplicationCommandType, type Interaction, type RepliableInteraction } from 'discord.js';
import { UserError } from '../errors.ts';
import { byKey } from './by-key.ts';
import type { BotContext, Button, ChatCommand, Command, Form, Menu, MessageCommand } from './command.ts';
import { requireModerator, requirePermissions } from './moderation/permissions.ts';

/** Carries out one interaction. */
export type Dispatch = (interaction: Interaction, bot: BotContext) => Promise<void>;

/** The registry's lists. */
export interface Registry {
  readonly commands: readonly Command[];
  readonly buttons: readonly Button[];
  readonly menus: readonly Menu[];
  readonly forms: readonly Form[];
}

/**
 * Finds what an interaction is meant for in the registry's lists. Whatever is for moderators is refused here to
 * everybody else, so that no handler can forget it: Discord hides such commands, but what arrives may be forged.
 *
 * @throws Error when two of a list have the same name: one of them would never be called
 */
export function createDispatch(registry: Registry): Dispatch {
  const chat = byKey(registry.commands.filter(isChatCommand), ({ data }) => data.name);
  const menuEntries = byKey(registry.commands.filter(isMessageCommand), ({ data }) => data.name);
  const buttons = byKey(registry.buttons, ({ action }) => action);
  const menus = byKey(registry.menus, ({ action }) => action);
  const forms = byKey(registry.forms, ({ action }) => action);

  return async (interaction, bot) => {
    if (interaction.isChatInputCommand()) {
      const command = chat.get(interaction.commandName);
      await runCommand(command, interaction, bot, () => command?.execute(interaction, bot));
    } else if (interaction.isMessageContextMenuCommand()) {
      const command = menuEntries.get(interaction.commandName);
      await runCommand(command, interaction, bot, () => command?.execute(interaction, bot));
    } else if (interaction.isAutocomplete()) {
      const command = chat.get(interaction.commandName);
      await (command?.autocomplete?.(interaction, bot) ?? bot.responder.choices(interaction, async () => []));
    } else if (interaction.isButton()) {
      await runHandler(buttons, interaction, bot);
    } else if (interaction.isStringSelectMenu()) {
      await runHandler(menus, interaction, bot);
    } else if (interaction.isModalSubmit()) {
      await runHandler(forms, interaction, bot);
    } else if (interaction.isRepliable()) {
      await refuse(interaction, bot, unknownCommand());
    }
  };
}

async function runCommand(
  command: Command | undefined,
  interaction: RepliableInteraction,
  bot: BotContext,
  execute: () => Promise<void> | undefined,
): Promise<void> {
  const refusal =
    command === undefined
      ? unknownCommand()
      : refusalOf(() =>
          requirePermissions(interaction, command.data.default_member_permissions, command.data.name, bot),
        );
  await (refusal === null ? execute() : refuse(interaction, bot, refusal));
}

interface AnyHandler<Used> {
  readonly action: string;
  readonly moderators?: true | 'where-pinned';
  execute(interaction: Used, args: readonly string[], bot: BotContext): Promise<void>;
}

async function runHandler<Used extends RepliableInteraction & { readonly customId: string }>(
  handlers: ReadonlyMap<string, AnyHandler<Used>>,
  interaction: Used,
  bot: BotContext,
): Promise<void> {
  const id = bot.customIds.decode(interaction.customId);
  if (id === null) {
    const { guildId, channelId, user } = interaction;
    bot.log.warn(
      { event: 'custom-id-refused', guildId, channelId, userId: user.id },
      'a custom id that this bot did not make',
    );
  }
  const handler = id === null ? undefined : handlers.get(id.action);
  if (id === null || handler === undefined) {
    await refuse(interaction, bot, unknownButton());
    return;
  }
  const refusal =
    handler.moderators === true ? refusalOf(() => requireModerator(interaction, id.action, bot)) : null;
  await (refusal === null ? handler.execute(interaction, id.args, bot) : refuse(interaction, bot, refusal));
}

function isChatCommand(command: Command): command is ChatCommand {
  return !isMessageCommand(command);
}

function isMessageCommand(command: Command): command is MessageCommand {
  return command.data.type === ApplicationCommandType.Message;
}

function refusalOf(check: () => void): UserError | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

async function refuse(interaction: RepliableInteraction, bot: BotContext, reason: UserError): Promise<void> {
  await bot.responder.reply(interaction, true, async () => {
    throw reason;
  });
}

function unknownCommand(): UserError {
  return new UserError(
    'unknown-command',
    'I do not know that command any more. Reload Discord to see the current ones, or use /help.',
  );
}

function unknownButton(): UserError {
  return new UserError(
    'unknown-button',
    'I cannot tell what that button was for: it is not mine, or from before my token was changed. Ask the question again.',
  );
}
