/** The gateway's words: opcodes, close codes, and what a message of a client must be. */
import { knownIntents, privilegedIntents } from './constants.ts';
import { isObject, type JsonObject, objectOf, textOf } from './json.ts';

export const Op = {
  Dispatch: 0,
  Heartbeat: 1,
  Identify: 2,
  Presence: 3,
  Resume: 6,
  Reconnect: 7,
  InvalidSession: 9,
  Hello: 10,
  HeartbeatAck: 11,
} as const;

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
export const Close = {
  UnknownOpcode: 4001,
  DecodeError: 4002,
  NotAuthenticated: 4003,
  AuthenticationFailed: 4004,
  AlreadyAuthenticated: 4005,
  InvalidSeq: 4007,
  RateLimited: 4008,
  SessionTimedOut: 4009,
  InvalidVersion: 4012,
  InvalidIntents: 4013,
  DisallowedIntents: 4014,
} as const;

/** A connection may send 120 messages a minute. */
export const sendLimit = { count: 120, perMs: 60_000 } as const;

/** The client is at fault, and its connection is closed with this code. */
export class GatewayRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'GatewayRefusal';
    this.code = code;
  }
}

/** @throws GatewayRefusal 4002 when it is not a JSON object. */
export function parseMessage(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (isObject(value)) return value;
  throw new GatewayRefusal(Close.DecodeError, 'a message is not a JSON object');
}

/** @throws GatewayRefusal for a connection that asks for what this server does not speak. */
export function checkConnection(query: URLSearchParams): void {
  if (query.get('v') !== '10') throw new GatewayRefusal(Close.InvalidVersion, 'the version must be v=10');
  if (query.get('encoding') !== 'json' || query.has('compress')) {
    throw new GatewayRefusal(Close.DecodeError, 'this server speaks encoding=json without compression');
  }
}

/**
 * @param grantedIntents privileged intents that are switched on for the application.
 * @returns the intents of an IDENTIFY.
 * @throws GatewayRefusal for a wrong token, intents that do not exist or are not granted, missing properties.
 */
export function checkIdentify(data: JsonObject, token: string, grantedIntents: number): number {
  if (data['token'] !== token) {
    throw new GatewayRefusal(Close.AuthenticationFailed, 'IDENTIFY with a wrong token');
  }
  const { intents } = data;
  if (typeof intents !== 'number' || (intents & ~knownIntents) !== 0) {
    throw new GatewayRefusal(Close.InvalidIntents, `the intents ${String(intents)} are not valid`);
  }
  if ((intents & privilegedIntents & ~grantedIntents) !== 0) {
    throw new GatewayRefusal(Close.DisallowedIntents, 'a privileged intent that is not switched on');
  }
  const properties = objectOf(data['properties']);
  if (
    ['os', 'browser', 'device'].some((key) => textOf(properties[key]) === '') ||
    data['compress'] === true
  ) {
    throw new GatewayRefusal(Close.DecodeError, 'IDENTIFY needs properties, and no compression here');
  }
  return intents;
}
