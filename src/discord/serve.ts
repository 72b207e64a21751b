import { Events, type Guild } from 'discord.js';
import type { Logger } from 'pino';
import { openCommunityOrProblem } from '../community/open.ts';
import type { Config } from '../config.ts';
import type { Verbatim } from '../verbatim.ts';
import { type Bot, type BotOptions, startBot } from './bot.ts';
import {
  deployCommands,
  describeChanges,
  isUpToDate,
  planDeployment,
  registeredForEveryGuild,
} from './deploy.ts';
import { inviteLink } from './invite.ts';
import { commandsError, unknownGuild } from './login.ts';
import { commands } from './registry.ts';
import { plainText } from './text.ts';

/** Lines for the operator. */
export type Say = (line: string) => void;

/**
 * Starts the bot of a configuration, brings the commands of its test guild up to date and says where it is.
 *
 * A database that is out of order keeps nobody from asking; one that another bot holds does, since two bots would
 * answer everything twice.
 *
 * @throws UserError when the login fails, the test guild is unknown, its commands cannot be registered, or another
 *   bot runs on the same database
 */
export async function serveDiscord(
  config: Config & { readonly discordToken: string },
  verbatim: Verbatim,
  log: Logger,
  say: Say,
  extras: Pick<BotOptions, 'feedback' | 'limits' | 'clock'> = {},
): Promise<Bot> {
  const opened = await openCommunityOrProblem(config, { as: 'bot' });
  if (opened.problem?.identifier === 'database-in-use') throw opened.problem;
  let { store } = opened;
  const reopen = async () => {
    // A lock that still holds is to be met without waiting for it, since that would hold up every question.
    const look = await openCommunityOrProblem(config, { as: 'tool', busyTimeoutMs: 100 });
    if (look.store === null) return look;
    await look.store.close();
    const again = await openCommunityOrProblem(config, { as: 'bot' });
    ({ store } = again);
    return again;
  };
  const closeStore = async () => store?.close();
  let started: Bot;
  try {
    started = await startBot({
      token: config.discordToken,
      apiUrl: config.discordApiUrl,
      logQuestions: config.logQuestions,
      community: { opened, reopen, retentionDays: config.retentionDays },
      verbatim,
      log,
      ...extras,
    });
  } catch (error) {
    await closeStore();
    throw error;
  }
  const bot: Bot = {
    ...started,
    async stop() {
      await started.stop();
      await closeStore();
    },
  };
  try {
    if (opened.problem !== null) say(`Without the database: ${opened.problem.message}`);
    for (const line of introduction(bot)) say(line);
    for (const line of await checkCommands(bot, config)) say(line);
    tellOfOtherGuilds(bot, config, say);
  } catch (error) {
    await bot.stop();
    throw error;
  }
  return bot;
}

/**
 * Whoever knows the id of a public application can add it to a server of their own and ask these documents there. A bot
 * with a test guild is hardly meant for others, so it tells of them: now and whenever one adds it.
 */
function tellOfOtherGuilds({ client }: Bot, { discordGuildId }: Config, say: Say): void {
  if (discordGuildId === null) return;
  const tell = ({ id, name }: Guild) => {
    if (id === discordGuildId) return;
    say(
      `I am in the server ${plainText(name)} (${id}) too, where people can ask your documents as well. If that is not meant: let me leave it, and turn Public Bot off in the Developer Portal.`,
    );
  };
  client.guilds.cache.forEach(tell);
  client.on(Events.GuildCreate, tell);
}

/** Who the bot is, where it is, and how it gets to other places. */
function introduction({ client }: Bot): string[] {
  const guilds = [...client.guilds.cache.values()].map(({ name, id }) => `${name} (${id})`);
  return [
    `Logged in as ${client.user.tag}, in ${guilds.length === 0 ? 'no guild yet' : guilds.join(', ')}.`,
    `Invite link: ${inviteLink(client.application.id)}`,
  ];
}

async function checkCommands({ client }: Bot, config: Config): Promise<string[]> {
  const guildId = config.discordGuildId;
  const applicationId = client.application.id;
  const target = { applicationId, guildId };
  try {
    if (guildId === null) {
      const plan = await planDeployment(client.rest, target, commands);
      return isUpToDate(plan)
        ? ['The commands are up to date in every guild.']
        : [
            `The commands are out of date in every guild (${describeChanges(plan).join('; ')}). Run \`npm run deploy:commands\`.`,
          ];
    }
    const guild = client.guilds.cache.get(guildId);
    if (guild === undefined) throw unknownGuild(applicationId, guildId);
    const changes = await deployCommands(client.rest, target, commands);
    const lines = isUpToDate(changes)
      ? [`The commands in ${guild.name} are up to date.`]
      : [
          `The commands in ${guild.name} were out of date and are registered now (${describeChanges(changes).join('; ')}).`,
        ];
    const twice = await registeredForEveryGuild(client.rest, applicationId, commands);
    if (twice.length === 0) return lines;
    return [
      ...lines,
      `People in ${guild.name} see ${twice.join(', ')} twice, since they are registered for every guild too. To take those away, run \`npm run deploy:commands -- --remove\` with DISCORD_GUILD_ID unset.`,
    ];
  } catch (error) {
    throw commandsError(error, { ...target, apiUrl: config.discordApiUrl });
  }
}
