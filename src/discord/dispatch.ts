import { ApplicationCommandType, type Interaction } from 'discord.js';
import { UserError } from '../errors.ts';
import type { BotContext, Button, ChatCommand, Command, MessageCommand } from './command.ts';

/** Carries out one interaction. */
export type Dispatch = (interaction: Interaction, bot: BotContext) => Promise<void>;

/** Finds what an interaction is meant for in the registry's lists. */
export function createDispatch(commands: readonly Command[], buttons: readonly Button[]): Dispatch {
  const chat = new Map<string, ChatCommand>();
  const menu = new Map<string, MessageCommand>();
  for (const command of commands) {
    if (isMessageCommand(command)) menu.set(command.data.name, command);
    else chat.set(command.data.name, command);
  }
  const actions = new Map(buttons.map((button) => [button.action, button]));

  return async (interaction, bot) => {
    if (interaction.isChatInputCommand()) {
      const command = chat.get(interaction.commandName);
      await (command?.execute(interaction, bot) ?? refuse(interaction, bot, unknownCommand()));
    } else if (interaction.isMessageContextMenuCommand()) {
      const command = menu.get(interaction.commandName);
      await (command?.execute(interaction, bot) ?? refuse(interaction, bot, unknownCommand()));
    } else if (interaction.isAutocomplete()) {
      const command = chat.get(interaction.commandName);
      await (command?.autocomplete?.(interaction, bot) ?? bot.responder.choices(interaction, async () => []));
    } else if (interaction.isButton()) {
      const id = bot.customIds.decode(interaction.customId);
      if (id === null) {
        bot.log.warn(
          { event: 'custom-id-refused', guildId: interaction.guildId, channelId: interaction.channelId },
          'a custom id that this bot did not make',
        );
      }
      const button = id === null ? undefined : actions.get(id.action);
      await (button?.execute(interaction, id?.args ?? [], bot) ?? refuse(interaction, bot, unknownButton()));
    } else if (interaction.isRepliable()) {
      await refuse(interaction, bot, unknownCommand());
    }
  };
}

function isMessageCommand(command: Command): command is MessageCommand {
  return command.data.type === ApplicationCommandType.Message;
}

async function refuse(
  interaction: Parameters<BotContext['responder']['reply']>[0],
  bot: BotContext,
  reason: UserError,
): Promise<void> {
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
