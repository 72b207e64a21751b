import { type Client, Events, RESTEvents } from 'discord.js';
import type { Logger } from 'pino';

/**
 * Writes to the log what happens to the connection; discord.js reconnects and resumes by itself.
 *
 * @param isStopping whether the bot itself is about to end the connection, which discord.js also calls a loss
 */
export function logGateway(client: Client, log: Logger, isStopping: () => boolean): void {
  const line = (shard: number) => ({ event: 'gateway', shard });
  client.on(Events.ShardReady, (shard) => log.info(line(shard), 'connected'));
  client.on(Events.ShardReconnecting, (shard) => {
    if (!isStopping()) log.warn(line(shard), 'connection lost, reconnecting');
  });
  client.on(Events.ShardResume, (shard, replayed) => log.info({ ...line(shard), replayed }, 'resumed'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => log.error({ ...line(shard), code }, 'disconnected'));
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ ...line(shard), err: error }, 'connection error'),
  );
  client.on(Events.Error, (error) => log.error({ event: 'client', err: error }, 'client error'));
  client.on(Events.Warn, (message) => log.warn({ event: 'client', message }, 'client warning'));
  client.rest.on(RESTEvents.RateLimited, ({ method, route, retryAfter, global, scope }) =>
    log.warn({ event: 'rate-limited', method, route, retryAfter, global, scope }, 'Discord asks to wait'),
  );
}
