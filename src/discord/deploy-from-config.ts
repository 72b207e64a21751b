import { REST, type RESTGetCurrentApplicationResult, Routes } from 'discord.js';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import { deployCommands, describeChanges, isUpToDate, removeCommands } from './deploy.ts';
import { commandsError, loginError } from './login.ts';
import { commands } from './registry.ts';

/**
 * Registers the commands where the configuration says, without starting the bot.
 *
 * @param how `remove` takes them away from there instead
 * @returns what changed, one line for each kind of change
 * @throws UserError when there is no token or Discord refuses something
 */
export async function deployFromConfig(
  config: Pick<Config, 'discordToken' | 'discordApiUrl' | 'discordGuildId'>,
  how: { readonly remove?: boolean } = {},
): Promise<string[]> {
  const { discordToken, discordApiUrl: apiUrl, discordGuildId: guildId } = config;
  if (discordToken === null) {
    throw new UserError(
      'no-token',
      'DISCORD_TOKEN is not set. Put the bot’s token into .env; README.md says where to get it.',
    );
  }
  const rest = restOf(discordToken, apiUrl);
  const applicationId = await ownApplication(rest, apiUrl);
  const remove = how.remove === true;
  try {
    const changes = await (remove ? removeCommands : deployCommands)(
      rest,
      { applicationId, guildId },
      commands,
    );
    const where = guildId === null ? 'every guild' : `guild ${guildId}`;
    const lines = describeChanges(changes);
    if (isUpToDate(changes)) return [...lines, `Nothing to do for ${where}.`];
    return [...lines, remove ? `Removed from ${where}.` : `Deployed to ${where}.`];
  } catch (error) {
    throw commandsError(error, { applicationId, guildId, apiUrl });
  }
}

/**
 * Asks Discord whether it takes the token, before a start spends minutes on an index that it would not serve.
 *
 * @throws UserError `discord-token` or `discord-unreachable`
 */
export async function checkToken(
  config: Pick<Config, 'discordApiUrl'> & { readonly discordToken: string },
): Promise<void> {
  await ownApplication(restOf(config.discordToken, config.discordApiUrl), config.discordApiUrl);
}

function restOf(token: string, apiUrl: string): REST {
  return new REST({ api: apiUrl, version: '10' }).setToken(token);
}

async function ownApplication(rest: REST, apiUrl: string): Promise<string> {
  try {
    const application = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
    return application.id;
  } catch (error) {
    throw loginError(error, apiUrl);
  }
}
