import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { UserError } from '../errors.ts';

/** More than anybody reads; below what one person could use to keep the models busy for everyone. */
export const USER_QUESTIONS = 20;
/** An answer takes about a tenth of a second, so this is the most that a busy minute of one guild may take. */
export const GUILD_QUESTIONS = 400;
export const WINDOW_SECONDS = 60;

export interface RateLimits {
  /** Counts one question; null when it may be asked. */
  take(userId: string, guildId: string | null): Promise<Refusal | null>;
}

export interface Refusal {
  readonly who: 'user' | 'guild';
  /** Until the next question is accepted. */
  readonly seconds: number;
  /** Whether this is the first refusal of the window, the one worth a public word. */
  readonly first: boolean;
}

/** Counts in memory: a restart forgives everyone, and nothing about anyone is stored. */
export function createRateLimits(
  limits: { user?: number; guild?: number; windowSeconds?: number } = {},
): RateLimits {
  const { user = USER_QUESTIONS, guild = GUILD_QUESTIONS, windowSeconds = WINDOW_SECONDS } = limits;
  const users = new RateLimiterMemory({ keyPrefix: 'user', points: user, duration: windowSeconds });
  const guilds = new RateLimiterMemory({ keyPrefix: 'guild', points: guild, duration: windowSeconds });
  return {
    async take(userId, guildId) {
      const refused = await consume(users, userId, user, 'user');
      if (refused !== null || guildId === null) return refused;
      return consume(guilds, guildId, guild, 'guild');
    },
  };
}

/** The refusal as people are told it. */
export function slowDown({ who, seconds }: Refusal): UserError {
  const wait = seconds === 1 ? '1 second' : `${seconds} seconds`;
  return new UserError(
    'slow-down',
    who === 'user'
      ? `You asked many questions in a short time. Ask again in ${wait}.`
      : `Many questions came from this server in a short time. Ask again in ${wait}.`,
  );
}

async function consume(
  limiter: RateLimiterMemory,
  key: string,
  points: number,
  who: Refusal['who'],
): Promise<Refusal | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return {
      who,
      seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1_000)),
      first: refused.consumedPoints === points + 1,
    };
  }
}
