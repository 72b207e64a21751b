/**
 * A strict Discord on the loopback address, for tests that drive the real bot over HTTP and WebSocket.
 *
 *     const discord = await startDiscord({ token: 'test-token' });
 *     // start the bot with DISCORD_API_URL=discord.apiUrl, DISCORD_TOKEN=test-token, DISCORD_GUILD_ID=discord.guild.id
 *     await discord.ready({ commands: ['ask'] });
 *
 *     const { member, moderator, general } = discord;          // a plain member, one who may pin, #general
 *     const ask = discord.slash({ user: member, channel: general, command: 'ask', options: { question: '…' } });
 *     const answer = await ask.reply();                        // the final visible message, live
 *     answer.text; answer.buttons; answer.ephemeral; ask.callback?.latencyMs; ask.lastMs; ask.edits; ask.followUps;
 *
 *     const more = discord.button({ user: member, message: answer, label: 'More' });   // or customId, or a RegExp
 *     await more.settled();
 *     await discord.autocomplete({ user, channel, command: 'ask', option: 'source', value: 'tr' }).choices();
 *     discord.select({ user, message, placeholder: 'Choose a passage', values: ['…'] });
 *     discord.messageMenu({ user, message, command: 'Check sources' });
 *     const form = discord.messageMenu({ user: moderator, message: answer, command: 'Pin sourced answer' });
 *     await form.responded();                                  // form.modal is the modal
 *     discord.modalSubmit({ user: moderator, interaction: form, values: { line: '…' } });
 *     const question = discord.say({ user: member, channel: general, content: '…?', mention: true });
 *     await discord.replyTo(question);
 *
 *     discord.messages(general, { visibleTo: member }); discord.pins(general); discord.requests; discord.pings;
 *     await discord.until(() => discord.pins(general).length === 1, 'the pin');
 *
 *     // a bot that is started again: discord.gateway.counts.identifies tells the second start from the first
 *     await discord.until(() => discord.gateway.counts.identifies === 2 && discord.gateway.ready, 'the restart');
 *
 *     discord.failNext({ path: '/callback', status: 503 });    // or 429 with retryAfter, drop, delayMs, hold
 *     discord.gateway.disconnect(); discord.gateway.invalidSession(); discord.gateway.requestReconnect();
 *     discord.gateway.muteHeartbeats(); discord.gateway.counts.resumes;
 *     discord.permit(discord.bot, ['PinMessages']); discord.forbid(discord.bot, ['SendMessages'], general);
 *
 *     discord.expectViolation('late-response');                // one that the test provoked
 *     discord.assertClean();                                   // nothing else wrong, nobody pinged
 *     await discord.close();
 *
 * Actions return at once, with the interaction on its way; what a person could not do in the Discord client (no
 * permission, a disabled button, an option that does not fit) throws, unless `forged: true`. Every request is held
 * against Discord's specification and the limits that it lacks; what fails gets Discord's own error, and a line in
 * `violations` with the request, the place in the body, and the rule. Errors that are no fault of the bot (a
 * deleted message, a missing permission, 250 pins) are no violations. Deadlines, ids and
 * times of messages come from `now`: a test may move that clock past the 3 seconds and the 15 minutes, or let it
 * stand so that a busy machine makes nothing late. Waits, latencies, rate limits and heartbeats are real.
 */
import type { PermissionName } from './constants.ts';
import type { Core } from './core.ts';
import { Discord } from './discord.ts';
import { Gateway } from './gateway.ts';
import { HttpSide } from './http.ts';
import { Interactions } from './interaction.ts';
import { Ledger } from './ledger.ts';
import { applicationRoutes } from './routes/application.ts';
import { channelRoutes } from './routes/channels.ts';
import { gatewayRoutes } from './routes/gateway.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { loadValidator, type Validator } from './validation/validator.ts';
import { Waiters } from './waiters.ts';
import { World } from './world.ts';

export interface DiscordOptions {
  readonly token: string;
  readonly applicationId?: string;
  readonly guildId?: string;
  readonly guildName?: string;
  /** What the bot's role allows beyond @everyone; by default what its invitation asks for. */
  readonly botPermissions?: readonly PermissionName[];
  /** Milliseconds since 1970, for ids, times of messages and every deadline. */
  readonly now?: () => number;
  /** Privileged intents that are switched on; none, unless said. */
  readonly grantedIntents?: number;
  /** 41,250 as Discord has it, unless said. */
  readonly heartbeatMs?: number;
  /** Forces a source of the specification; see validation/validator.ts. */
  readonly validator?: Validator['source'];
  /** Hold this server's own answers against the specification as well. */
  readonly checkResponses?: boolean;
}

let announced = false;

/** Starts the server on a free port of the loopback address. Close it when done. */
export async function startDiscord(options: DiscordOptions): Promise<Discord> {
  const validator = await loadValidator(options.validator);
  if (!announced) process.stderr.write(`${validator.description}\n`);
  announced = true;
  const { token, now = Date.now, applicationId, guildId, guildName, botPermissions } = options;
  const world = new World({
    now,
    ...(applicationId === undefined ? {} : { applicationId }),
    ...(guildId === undefined ? {} : { guildId }),
    ...(guildName === undefined ? {} : { guildName }),
    ...(botPermissions === undefined ? {} : { botPermissions }),
  });
  const core: Core = {
    world,
    ledger: new Ledger(),
    waiters: new Waiters(),
    interactions: new Interactions(),
  };
  let gatewayUrl = '';
  const http = new HttpSide({
    core,
    validator,
    token,
    checkResponses: options.checkResponses ?? false,
    routes: [
      ...applicationRoutes,
      ...channelRoutes,
      ...gatewayRoutes(() => gatewayUrl),
      ...interactionRoutes,
      ...webhookRoutes,
    ],
  });
  const gateway = new Gateway(http.server, {
    core,
    token,
    grantedIntents: options.grantedIntents ?? 0,
    heartbeatMs: options.heartbeatMs ?? 41_250,
  });
  const port = await http.listen();
  gatewayUrl = `ws://127.0.0.1:${port}/gateway`;
  gateway.open(gatewayUrl);
  return new Discord({ core, http, gateway, validator, port });
}

export type { PermissionName } from './constants.ts';
export { Discord } from './discord.ts';
export type { Fault, FaultOptions } from './faults.ts';
export type { Callback, Choice, Interaction } from './interaction.ts';
export type { RequestRecord, Violation } from './ledger.ts';
export type { Button, Message, Select } from './message.ts';
export { hasSpecification } from './validation/validator.ts';
export type { Channel, Guild, User } from './world.ts';
