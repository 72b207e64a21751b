import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Problem } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Endpoint } from './endpoints.ts';
import { openApiValidator } from './openapi.ts';
import { packageValidator } from './package.ts';

/** A source of Discord's specification. */
export interface Validator {
  readonly source: 'openapi' | 'discord-api-spec';
  /** One line for a person: which specification is used and where it comes from. */
  readonly description: string;
  /** The endpoint of a request, or null when Discord has none such. */
  find(method: string, path: string): Endpoint | null;
  /** What is wrong with the query string or the body of a request to a known endpoint. */
  check(method: string, template: string, query: Record<string, string>, body: Json | undefined): Problem[];
  /** What is wrong with this server's own answer; nothing where the source has no responses. */
  checkResponse(method: string, template: string, status: number, body: Json | undefined): Problem[];
}

/** Beside the checkout, where a developer may have put Discord's own file; it is not part of the project. */
const specification = fileURLToPath(new URL('../../../../../shared/discord/openapi.json', import.meta.url));

/** Whether Discord's own specification is there, for tests that need it. */
export const hasSpecification = existsSync(specification);

const loaded = new Map<Validator['source'], Promise<Validator>>();

/**
 * Discord's own specification where it lies beside the checkout, else the npm package made from it. Each is read
 * once in a process.
 *
 * @param source forces one of them.
 */
export function loadValidator(source?: Validator['source']): Promise<Validator> {
  const chosen = source ?? (hasSpecification ? 'openapi' : 'discord-api-spec');
  const known = loaded.get(chosen);
  if (known !== undefined) return known;
  const loading =
    chosen === 'openapi' ? Promise.resolve(openApiValidator(specification)) : packageValidator();
  loaded.set(chosen, loading);
  return loading;
}
