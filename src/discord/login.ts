import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  RESTJSONErrorCodes,
} from 'discord.js';
import { describeError, errorCode, UserError } from '../errors.ts';
import { isConnectionFault } from './failure.ts';
import { inviteLink } from './invite.ts';

/** How long a login may take before it counts as failed; discord.js itself waits 15 s for guilds that are down. */
const READY_WITHIN_MS = 40_000;

/**
 * Logs in and waits until the guilds are known.
 *
 * @throws UserError `discord-token`, `discord-intents`, `discord-unreachable`, `discord-login`
 */
export async function logIn(client: Client, token: string, apiUrl: string): Promise<Client<true>> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Client<true>>((resolve, reject) => {
      client.once(Events.ClientReady, resolve);
      client.once(Events.ShardDisconnect, ({ code }) => reject(closeError(code)));
      timer = setTimeout(() => reject(new Error('Discord did not get ready in time.')), READY_WITHIN_MS);
      client.login(token).catch(reject);
    });
  } catch (cause) {
    throw loginError(cause, apiUrl);
  } finally {
    clearTimeout(timer);
  }
}

/** What a failed login or first request means for the operator. */
export function loginError(cause: unknown, apiUrl: string): UserError {
  if (cause instanceof UserError) return cause;
  if (
    (cause instanceof DiscordjsError && cause.code === DiscordjsErrorCodes.TokenInvalid) ||
    // A token with a line break in it never reaches Discord.
    errorCode(cause) === 'UND_ERR_INVALID_ARG' ||
    (cause instanceof DiscordAPIError && cause.status === 401)
  ) {
    return tokenError(cause);
  }
  if (isConnectionFault(cause)) {
    return new UserError(
      'discord-unreachable',
      `Discord could not be reached at ${apiUrl} (${describeError(cause)}). Check the network and DISCORD_API_URL, then start again.`,
      { cause },
    );
  }
  const message = describeError(cause);
  if (/disallowed intents/i.test(message)) return intentsError(cause);
  if (/authentication failed/i.test(message)) return tokenError(cause);
  return new UserError(
    'discord-login',
    `The login to Discord failed (${message}). Start again; if it stays so, check the application in the Developer Portal.`,
    { cause },
  );
}

/** Why the gateway ended a connection for good. */
export function closeError(code: number): UserError {
  if (code === GatewayCloseCodes.AuthenticationFailed) return tokenError(undefined);
  if (code === GatewayCloseCodes.DisallowedIntents) return intentsError(undefined);
  return new UserError(
    'discord-closed',
    `Discord closed the connection for good (code ${code}: ${GatewayCloseCodes[code] ?? 'unknown'}). Update the bot and start it again.`,
  );
}

/** What a refusal to list or register commands means for the operator. */
export function commandsError(
  cause: unknown,
  { applicationId, guildId, apiUrl }: { applicationId: string; guildId: string | null; apiUrl: string },
): UserError {
  if (cause instanceof DiscordAPIError && guildId !== null) {
    if (cause.code === RESTJSONErrorCodes.UnknownGuild) return unknownGuild(applicationId, guildId, cause);
    if (cause.code === RESTJSONErrorCodes.MissingAccess) {
      return new UserError(
        'missing-scope',
        `Discord does not let the bot register commands in guild ${guildId}: it is not there, or was added without the scope applications.commands. Add it again with ${inviteLink(applicationId, guildId)}`,
        { cause },
      );
    }
  }
  if (cause instanceof DiscordAPIError && cause.status !== 401) {
    return new UserError(
      'commands-refused',
      `Discord refused the commands (${describeError(cause)}). Correct the command that it names and deploy again.`,
      { cause },
    );
  }
  return loginError(cause, apiUrl);
}

export function unknownGuild(applicationId: string, guildId: string, cause?: unknown): UserError {
  return new UserError(
    'unknown-guild',
    `The bot is not in the guild ${guildId} of DISCORD_GUILD_ID. Correct the id, or add the bot with ${inviteLink(applicationId, guildId)}`,
    cause === undefined ? {} : { cause },
  );
}

function tokenError(cause: unknown): UserError {
  return new UserError(
    'discord-token',
    'Discord refused the token. Copy a new one (Developer Portal, your application, Bot, Reset Token) into DISCORD_TOKEN in .env.',
    { cause },
  );
}

function intentsError(cause: unknown): UserError {
  return new UserError(
    'discord-intents',
    'Discord refused the intents that the bot asks for (Guilds and Guild Messages). Check in the Developer Portal that the application is not restricted, then start again.',
    { cause },
  );
}
