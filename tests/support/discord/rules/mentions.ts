import { Component } from '../constants.ts';
import type { Problem } from '../errors.ts';
import { isObject, type Json, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { flatten } from '../message.ts';

/** What a message would notify: `@everyone`, `@here`, `user:ID`, `role:ID`. */
export type Ping = string;

/** Who a message would ping, by its text and its `allowed_mentions`; embeds never ping. */
export function pingsOf(body: JsonObject, repliedTo: string | null): Ping[] {
  const allowed = body['allowed_mentions'];
  const displays = flatten(objectsOf(body['components'])).filter((c) => c['type'] === Component.TextDisplay);
  const text = [textOf(body['content']), ...displays.map((display) => textOf(display['content']))].join('\n');
  const pings = new Set<Ping>();
  for (const [, word] of text.matchAll(/@(everyone|here)\b/g)) {
    if (allows(allowed, 'everyone', null)) pings.add(`@${word}`);
  }
  for (const [, id] of text.matchAll(/<@!?(\d+)>/g)) {
    if (id !== undefined && allows(allowed, 'users', id)) pings.add(`user:${id}`);
  }
  for (const [, id] of text.matchAll(/<@&(\d+)>/g)) {
    if (id !== undefined && allows(allowed, 'roles', id)) pings.add(`role:${id}`);
  }
  // A reply pings the author of the message unless allowed_mentions is given without replied_user.
  const pingsAuthor = isObject(allowed) ? allowed['replied_user'] === true : true;
  if (repliedTo !== null && pingsAuthor) pings.add(`user:${repliedTo}`);
  return [...pings];
}

/** The house rule: everything sent says `allowed_mentions: { parse: [] }` and names nobody. */
export function allowedMentionsProblem(body: JsonObject): Problem | null {
  const allowed = body['allowed_mentions'];
  const rule = 'allowed-mentions';
  const path = 'allowed_mentions';
  if (!isObject(allowed)) return { path, rule, message: 'must be { parse: [] } and is missing' };
  const { parse, users, roles } = allowed;
  if (!Array.isArray(parse) || parse.length > 0)
    return { path: `${path}.parse`, rule, message: 'must be []' };
  const named = [users, roles].some((list) => Array.isArray(list) && list.length > 0);
  if (named) return { path, rule, message: 'must name no users and no roles' };
  if (allowed['replied_user'] === true) {
    return { path: `${path}.replied_user`, rule, message: 'must not be true' };
  }
  return null;
}

function allows(allowed: Json | undefined, kind: 'everyone' | 'users' | 'roles', id: string | null): boolean {
  if (!isObject(allowed)) return true;
  const { parse } = allowed;
  if (Array.isArray(parse) && parse.includes(kind)) return true;
  const listed = kind === 'everyone' ? undefined : objectOf(allowed)[kind];
  return id !== null && Array.isArray(listed) && listed.includes(id);
}
