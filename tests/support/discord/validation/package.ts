/** Validation by the npm package discord-api-spec: the same specification as zod schemas and a list of paths. */
import { z } from 'zod';
import type { Problem } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import { Endpoints } from './endpoints.ts';
import type { Validator } from './validator.ts';
import { permissionsAsNumbers } from './wire-form.ts';

/** The package names the schemas but not which endpoint takes which; these are the ones that this server plays. */
const bodies: Readonly<Record<string, string>> = {
  'POST /channels/{channel_id}/messages': 'MessageCreateRequest',
  'PATCH /channels/{channel_id}/messages/{message_id}': 'MessageEditRequestPartial',
  'POST /webhooks/{webhook_id}/{webhook_token}': 'IncomingWebhookRequestPartial',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original': 'IncomingWebhookUpdateRequestPartial',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': 'IncomingWebhookUpdateRequestPartial',
  'POST /applications/{application_id}/commands': 'ApplicationCommandCreateRequest',
  'PUT /applications/{application_id}/commands': 'ApplicationCommandUpdateRequest[]',
  'PATCH /applications/{application_id}/commands/{command_id}': 'ApplicationCommandPatchRequestPartial',
  'POST /applications/{application_id}/guilds/{guild_id}/commands': 'ApplicationCommandCreateRequest',
  'PUT /applications/{application_id}/guilds/{guild_id}/commands': 'ApplicationCommandUpdateRequest[]',
  'PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}':
    'ApplicationCommandPatchRequestPartial',
  'POST /users/@me/channels': 'CreatePrivateChannelRequest',
};

const callbackEndpoint = 'POST /interactions/{interaction_id}/{interaction_token}/callback';
const callbacks: Readonly<Record<number, string>> = {
  1: 'PongInteractionCallbackRequest',
  4: 'CreateMessageInteractionCallbackRequest',
  5: 'CreateMessageInteractionCallbackRequest',
  6: 'UpdateMessageInteractionCallbackRequest',
  7: 'UpdateMessageInteractionCallbackRequest',
  8: 'ApplicationCommandAutocompleteCallbackRequest',
  9: 'ModalInteractionCallbackRequest',
};

/** The part of a zod schema that is used here; the package's own types are those of another file. */
interface Schema {
  safeParse(value: unknown): { success: boolean; error?: { issues: readonly z.core.$ZodIssue[] } };
}

export async function packageValidator(): Promise<Validator> {
  // Named by variables: the package's type declarations do not resolve under NodeNext.
  const [listModule, schemaModule] = ['discord-api-spec', 'discord-api-spec/zod'];
  const { pathsList }: { pathsList?: unknown } = await import(listModule);
  const schemas: Readonly<Record<string, unknown>> = await import(schemaModule);
  const listed = z.record(z.string(), z.array(z.string())).parse(pathsList);
  const endpoints = new Endpoints(
    Object.entries(listed).map(([method, templates]) => [method.toUpperCase(), templates]),
  );
  const schemaNamed = (name: string): Schema => {
    const schema = schemas[`${name}Schema`];
    if (!isSchema(schema)) throw new Error(`discord-api-spec has no schema ${name}`);
    return schema;
  };

  return {
    source: 'discord-api-spec',
    description: 'Requests are validated against the npm package discord-api-spec.',
    find: (method, path) => endpoints.find(method, path),
    check(method, template, _query, body) {
      const endpoint = `${method} ${template}`;
      if (endpoint === callbackEndpoint) {
        const type = isObject(body) && typeof body['type'] === 'number' ? body['type'] : -1;
        const name = callbacks[type];
        if (name !== undefined) return run(schemaNamed(name), body, '');
        return [
          { path: 'type', rule: 'schema', message: `must be one of ${Object.keys(callbacks).join(', ')}` },
        ];
      }
      const name = bodies[endpoint];
      if (name === undefined) return [];
      if (!name.endsWith('[]')) return run(schemaNamed(name), body, '');
      if (!Array.isArray(body)) return [{ path: '', rule: 'schema', message: 'must be a list' }];
      const item = schemaNamed(name.slice(0, -2));
      return body.flatMap((value, index) => run(item, value, String(index)));
    },
    checkResponse: () => [],
  };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && 'safeParse' in value;
}

function run(schema: Schema, body: Json | undefined, prefix: string): Problem[] {
  const parsed = schema.safeParse(body === undefined ? undefined : permissionsAsNumbers(body));
  if (parsed.success) return [];
  return (parsed.error?.issues ?? []).flatMap((issue) => describe(issue, prefix)).slice(0, 8);
}

function describe(issue: z.core.$ZodIssue, prefix: string): Problem[] {
  const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.');
  if (issue.code === 'invalid_union') {
    // The branch that was meant is the one whose `type` fits; then the one that fits best.
    const unlike = (branch: readonly z.core.$ZodIssue[]) =>
      branch.filter((inner) => inner.path.length === 0 || inner.path[0] === 'type').length * 100 +
      branch.length;
    const [meant] = [...issue.errors].sort((a, b) => unlike(a) - unlike(b));
    if (meant !== undefined && meant.length > 0) return meant.flatMap((inner) => describe(inner, path));
  }
  return [{ path, rule: 'schema', message: issue.message || issue.code }];
}
