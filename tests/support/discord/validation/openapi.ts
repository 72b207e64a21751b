/** Validation by Discord's own OpenAPI file. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Problem } from '../errors.ts';
import { isObject, type Json, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { Endpoints } from './endpoints.ts';
import type { Validator } from './validator.ts';
import { permissionsAsNumbers } from './wire-form.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const busy = [
  ['POST', '/interactions/{interaction_id}/{interaction_token}/callback'],
  ['PATCH', '/webhooks/{webhook_id}/{webhook_token}/messages/@original'],
  ['POST', '/webhooks/{webhook_id}/{webhook_token}'],
  ['POST', '/channels/{channel_id}/messages'],
] as const;
const inRange = (bits: bigint) => (value: number) =>
  Number.isInteger(value) && BigInt(value) >= -(1n << (bits - 1n)) && BigInt(value) < 1n << (bits - 1n);

export function openApiValidator(file: string): Validator {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const document = objectOf(discriminate(isObject(parsed) ? parsed : {}));
  const paths = objectOf(document['paths']);
  const endpoints = new Endpoints(
    methods.map((method) => [
      method.toUpperCase(),
      Object.keys(paths).filter((path) => method in objectOf(paths[path])),
    ]),
  );
  const ajv = createAjv();
  ajv.addSchema({ $id: 'discord', ...document }, 'discord');

  const validate = (pointer: readonly string[]): ValidateFunction | undefined =>
    ajv.getSchema(`discord#/${pointer.map(escapePointer).join('/')}`);
  const operation = (method: string, template: string) =>
    objectOf(objectOf(paths[template])[method.toLowerCase()]);

  const checkOf = (method: string, template: string) =>
    validate([
      'paths',
      template,
      method.toLowerCase(),
      'requestBody',
      'content',
      'application/json',
      'schema',
    ]);
  // Compiled before the first request, whose latency a test may measure.
  for (const [method, template] of busy) checkOf(method, template);

  return {
    source: 'openapi',
    description: `Requests are validated against Discord's own specification (${file}).`,
    find: (method, path) => endpoints.find(method, path),
    check(method, template, query, body) {
      const problems = checkQuery(ajv, operation(method, template), query);
      const request = operation(method, template)['requestBody'];
      if (!isObject(request)) return problems;
      if (body === undefined) {
        if (request['required'] === true)
          problems.push({ path: '', rule: 'schema', message: 'a body is required' });
        return problems;
      }
      const check = checkOf(method, template);
      if (check !== undefined && !check(permissionsAsNumbers(body))) problems.push(...describe(check.errors));
      return problems;
    },
    checkResponse(method, template, status, body) {
      const at = ['paths', template, method.toLowerCase(), 'responses', String(status)];
      const response = objectOf(operation(method, template)['responses'])[String(status)];
      if (response === undefined) {
        return status < 400
          ? [{ path: '', rule: 'response', message: `status ${status} is not specified` }]
          : [];
      }
      if (objectOf(response)['content'] === undefined) {
        return body === undefined ? [] : [{ path: '', rule: 'response', message: 'has a body' }];
      }
      const check = validate([...at, 'content', 'application/json', 'schema']);
      return check === undefined || check(body) ? [] : describe(check.errors);
    },
  };
}

function createAjv(): Ajv2020 {
  // The file is Discord's, so its schemas are not checked themselves; the other two halve the time to compile.
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
  });
  addFormats.default(ajv, ['date-time', 'uri']);
  ajv.addFormat('snowflake', (value: string) => /^\d{1,20}$/.test(value) && BigInt(value) < 1n << 64n);
  ajv.addFormat('nonce', (value: string) => value.length <= 25);
  ajv.addFormat('int32', { type: 'number', validate: inRange(32n) });
  ajv.addFormat('int64', { type: 'number', validate: inRange(64n) });
  ajv.addFormat('double', { type: 'number', validate: Number.isFinite });
  return ajv;
}

/** Parameters that are no part of the endpoint, or whose value has the wrong form. */
function checkQuery(ajv: Ajv2020, operation: JsonObject, query: Record<string, string>): Problem[] {
  const known = objectsOf(operation['parameters']).filter((parameter) => parameter['in'] === 'query');
  return Object.entries(query).flatMap(([name, value]) => {
    const parameter = known.find((candidate) => candidate['name'] === name);
    const path = `query.${name}`;
    if (parameter === undefined)
      return [{ path, rule: 'query', message: 'is not a parameter of this endpoint' }];
    const schema = objectOf(parameter['schema']);
    const resolved = typeof schema['$ref'] === 'string' ? { $ref: `discord${schema['$ref']}` } : schema;
    if (ajv.validate(resolved, coerce(textOf(schema['type']), value))) return [];
    return [{ path, rule: 'query', message: `${value}: ${ajv.errorsText()}` }];
  });
}

function coerce(type: string, value: string): Json {
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if (type === 'integer' && /^-?\d+$/.test(value)) return Number(value);
  return value;
}

/**
 * Rewrites unions whose branches are told apart by `type` into "if the type is this, then that", so that a fault
 * in a button is reported as one of the button and not of the fifteen things it might have been.
 */
function discriminate(document: JsonObject): Json {
  const schemas = objectOf(objectOf(document['components'])['schemas']);
  const typesOf = (branch: JsonObject): Json[] | null => {
    const name = textOf(branch['$ref']).split('/').at(-1) ?? '';
    const values = objectOf(objectOf(objectOf(schemas[name])['properties'])['type'])['enum'];
    return Array.isArray(values) ? values : null;
  };
  const rewrite = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObject(value)) return value;
    const union = objectsOf(value['oneOf'] ?? value['anyOf']);
    const branches = union.filter((branch) => branch['type'] !== 'null');
    const types = branches.map(typesOf);
    if (branches.length < 2 || types.includes(null)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewrite(inner)]));
    }
    return {
      type: branches.length < union.length ? ['object', 'null'] : 'object',
      required: ['type'],
      properties: { type: { enum: types.flatMap((values) => values ?? []) } },
      allOf: branches.map((branch, index) =>
        Object.fromEntries([
          ['if', { type: 'object', required: ['type'], properties: { type: { enum: types[index] ?? [] } } }],
          ['then', branch],
        ]),
      ),
    };
  };
  return rewrite(document);
}

function describe(errors: readonly ErrorObject[] | null | undefined): Problem[] {
  // "must match then" and "must be null" only repeat that a branch failed; the branch says why.
  const wrappers = new Set(['if', 'oneOf', 'anyOf', 'allOf']);
  const all = errors ?? [];
  const telling = all.filter(
    (error) => !wrappers.has(error.keyword) && !(error.keyword === 'type' && error.params['type'] === 'null'),
  );
  return (telling.length > 0 ? telling : all).slice(0, 8).map((error) => {
    const allowed = error.keyword === 'enum' ? ` (${String(error.params['allowedValues'])})` : '';
    const path = error.instancePath.split('/').slice(1).join('.');
    return { path, rule: 'schema', message: `${error.message ?? error.keyword}${allowed}` };
  });
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
