import { Client, type ClientOptions, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Logger } from 'pino';
import { describeError, UserError } from '../errors.ts';
import type { Verbatim } from '../verbatim.ts';
import { type Clock, systemClock } from './clock.ts';
import type { BotContext } from './command.ts';
import { type Community, type CommunityParts, createCommunity } from './community.ts';
import { createCustomIds } from './custom-id.ts';
import { createDispatch } from './dispatch.ts';
import { describeFailure, incidentId } from './failure.ts';
import { type FeedbackSink, feedbackToLog, feedbackToStore } from './feedback.ts';
import { logGateway } from './gateway-log.ts';
import { closeError, logIn } from './login.ts';
import { answerMention } from './mentions.ts';
import { embedOrLater } from './moderation/embed-later.ts';
import { watchPins } from './moderation/watch-pins.ts';
import { createRateLimits, type RateLimits } from './rate-limit.ts';
import { buttons, commands, forms, menus } from './registry.ts';
import { createResponder } from './respond.ts';

/** How soon a rebuilt index is noticed; a look costs one small file read. */
const REFRESH_EVERY_MS = 3_000;
/**
 * Questions under way get this long when the bot stops. The work in the background, the database and the models
 * need a moment after that, and all of it ends within ten seconds.
 */
const DRAIN_WITHIN_MS = 7_000;
/** An interaction is lost after three seconds, so waiting much longer for one request helps nobody. */
const REQUEST_TIMEOUT_MS = 10_000;

export interface BotOptions {
  readonly token: string;
  /** Base of Discord's HTTP API without a version. */
  readonly apiUrl: string;
  readonly verbatim: Verbatim;
  readonly log: Logger;
  readonly logQuestions: boolean;
  /** What people add, and for how long it is kept; without it the commands for it say that there is none. */
  readonly community?: Pick<CommunityParts, 'opened' | 'reopen' | 'retentionDays'>;
  readonly feedback?: FeedbackSink;
  readonly limits?: RateLimits;
  readonly clock?: Clock;
  /** Random numbers in [0, 1), for incident ids. */
  readonly random?: () => number;
}

export interface Bot {
  readonly client: Client<true>;
  /** Resolves when Discord ended the connection for good, with the reason. */
  readonly ended: Promise<UserError>;
  /** Takes no more questions, lets those under way be answered, and logs out. */
  stop(): Promise<void>;
}

/**
 * Logs in and serves until stopped.
 *
 * @throws UserError when the login fails, see `logIn`
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { verbatim, log, clock = systemClock, random = Math.random } = options;
  const newIncident = () => incidentId(random);
  const client = new Client(clientOptions(options.apiUrl));
  const customIds = createCustomIds(options.token);
  const community = createCommunity({
    ...(options.community ?? NO_COMMUNITY),
    client,
    verbatim,
    customIds,
    log,
    clock,
  });
  const bot: BotContext = {
    verbatim,
    log,
    commands,
    logQuestions: options.logQuestions,
    customIds,
    community,
    limits: options.limits ?? createRateLimits(),
    feedback: options.feedback ?? feedbackOf(community, verbatim, log, options.logQuestions),
    responder: createResponder({ log, clock, newIncident }),
  };
  const dispatch = createDispatch({ commands, buttons, menus, forms });
  const underWay = new Set<Promise<void>>();
  let stopping = false;

  /** Every piece of work goes through here: it is waited for at the end, and no failure of it is lost. */
  const track = (work: Promise<void>) => {
    const tracked = work
      .catch((error: unknown) => {
        const { incident } = describeFailure(error, newIncident);
        log.error({ event: 'failure', incident, err: error }, 'a handler failed');
      })
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };
  client.on(Events.InteractionCreate, (interaction) => {
    track(dispatch(interaction, stopping ? stoppingContext(bot) : bot));
  });
  client.on(Events.MessageCreate, (message) => {
    track(answerMention(message, stopping ? stoppingContext(bot) : bot));
  });
  watchPins(client, community);
  logGateway(client, log, () => stopping);
  const ended = new Promise<UserError>((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }) => resolve(closeError(code)));
  });

  const ready = await logIn(client, options.token, options.apiUrl);
  community.begin();
  const stopRefreshing = keepFresh(verbatim, log, () => void community.indexChanged());
  return {
    client: ready,
    ended,
    async stop() {
      stopping = true;
      stopRefreshing();
      community.interrupt(stoppingError());
      await drained(underWay, clock, log);
      await community.end();
      await client.destroy();
    },
  };
}

export function clientOptions(apiUrl: string): ClientOptions {
  return {
    // Not the privileged message content: a message that mentions the bot carries its text without it.
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: apiUrl, version: '10', timeout: REQUEST_TIMEOUT_MS },
    // Other people's messages are never looked at again, so they are not kept.
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
  };
}

/** While the bot stops, whoever still asks is told so, by the same way as any other failure. */
function stoppingContext(bot: BotContext): BotContext {
  return {
    ...bot,
    responder: {
      reply: (interaction) => bot.responder.reply(interaction, true, refuse),
      update: (interaction) => bot.responder.update(interaction, refuse),
      form: (interaction) => bot.responder.form(interaction, refuse),
      progress: (interaction) => bot.responder.progress(interaction, refuse),
      choices: (interaction) => bot.responder.choices(interaction, async () => []),
      message: (message, asReply) => bot.responder.message(message, asReply, refuse),
    },
  };
}

async function refuse(): Promise<never> {
  throw stoppingError();
}

function stoppingError(): UserError {
  return new UserError('stopping', 'I am being restarted. Ask again in a minute.');
}

const NO_COMMUNITY = {
  opened: {
    store: null,
    problem: new UserError(
      'no-database',
      'I was started without a database, so there are no pins and no open questions. Start me with `npm start`.',
    ),
  },
  retentionDays: 0,
} as const;

function feedbackOf(
  community: Pick<Community, 'storeOrNull'>,
  verbatim: Verbatim,
  log: Logger,
  logQuestions: boolean,
): FeedbackSink {
  const toLog = feedbackToLog(log, logQuestions);
  const embed = (question: string) => embedOrLater(question, { verbatim, log });
  return {
    record(feedback) {
      const store = community.storeOrNull();
      return (store === null ? toLog : feedbackToStore(store, embed, toLog)).record(feedback);
    },
  };
}

/**
 * Moves over to a newer index whenever one was published, and tells of every change of the index, until the returned
 * function is called.
 */
function keepFresh(verbatim: Verbatim, log: Logger, onChange: () => void): () => void {
  let lastProblem = '';
  let { generation } = verbatim.index();
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      await verbatim.refresh();
      // Compared here, since a rebuild by this very process moves over without any refresh.
      if (verbatim.index().generation !== generation) {
        ({ generation } = verbatim.index());
        log.info({ event: 'index', generation }, 'moved to a new index');
        onChange();
      }
      lastProblem = '';
    } catch (error) {
      // The old index goes on answering; the same problem is worth one line, not one every three seconds.
      const problem = describeError(error);
      if (problem !== lastProblem) log.warn({ event: 'index', err: error }, 'the new index cannot be used');
      lastProblem = problem;
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), REFRESH_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Waits for everything under way, those refused meanwhile included, but not for ever. */
async function drained(underWay: ReadonlySet<Promise<void>>, clock: Clock, log: Logger): Promise<void> {
  let expired = false;
  let cancel = () => {};
  const deadline = new Promise<void>((resolve) => {
    cancel = clock.after(DRAIN_WITHIN_MS, () => {
      expired = true;
      resolve();
    });
  });
  while (underWay.size > 0 && !expired) await Promise.race([Promise.all(underWay), deadline]);
  cancel();
  if (expired) log.error({ event: 'stop', unanswered: underWay.size }, 'stopped with questions unanswered');
}
