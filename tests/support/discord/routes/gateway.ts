import { ok, type Route } from '../core.ts';

/** @param url of the gateway, known once the server listens. */
export function gatewayRoutes(url: () => string): Route[] {
  return [
    { method: 'GET', template: '/gateway', handle: () => ok({ url: url() }) },
    {
      method: 'GET',
      template: '/gateway/bot',
      handle: () =>
        ok({
          url: url(),
          shards: 1,
          session_start_limit: { total: 1_000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
        }),
    },
  ];
}
