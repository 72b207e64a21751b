import type { Interactions } from './interaction.ts';
import type { Json, JsonObject } from './json.ts';
import type { Ledger, RequestRecord } from './ledger.ts';
import type { Waiters } from './waiters.ts';
import type { World } from './world.ts';

/** What every part of the server works on. */
export interface Core {
  readonly world: World;
  readonly ledger: Ledger;
  readonly waiters: Waiters;
  readonly interactions: Interactions;
}

/** A request that passed authorisation and the schema, on its way to its route. */
export interface Incoming {
  readonly record: RequestRecord;
  readonly params: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** The body when it is a list. */
  readonly list: readonly JsonObject[];
}

export interface Reply {
  readonly status: number;
  /** Left out for a 204, which then carries no content type either. */
  readonly body?: Json;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly template: string;
  /** Routes with a token in the path need no Authorization header. */
  readonly open?: true;
  /** @throws ApiError for every refusal. */
  readonly handle: (core: Core, incoming: Incoming) => Reply;
}

export const noContent: Reply = { status: 204 };
export const ok = (body: Json): Reply => ({ status: 200, body });
