/** Errors as Discord's HTTP API gives them: a status, a numeric code, and for a bad form the path of each fault. */
import type { JsonObject } from './json.ts';

/** One fault in a request: where in the body (dotted path, empty for the whole), which rule, in words. */
export interface Problem {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const known = {
  0: [401, '401: Unauthorized'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30003: [400, 'Maximum number of pins reached for the channel (250)'],
  30032: [400, 'Maximum number of application commands reached'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50013: [403, 'Missing Permissions'],
  50021: [403, 'Cannot execute action on a system message'],
  50027: [401, 'Invalid Webhook Token'],
  50035: [400, 'Invalid Form Body'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [400, 'Cannot reply without permission to read message history'],
} as const satisfies Record<number, readonly [number, string]>;

export type ErrorCode = keyof typeof known;

/**
 * A refusal. `rule` is set when the bot is at fault and not the state of the world: it then counts as a
 * violation that the tests see. `detail` says more than Discord itself would.
 */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly problems: readonly Problem[];
  readonly rule: string | null;
  readonly detail: string;

  constructor(code: ErrorCode, options: { rule?: string; detail?: string; problems?: Problem[] } = {}) {
    const [status, message] = known[code];
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.problems = options.problems ?? [];
    this.rule = options.rule ?? null;
    this.detail = options.detail ?? message;
  }

  toJson(): JsonObject {
    const body: JsonObject = { message: this.message, code: this.code };
    if (this.problems.length > 0) body['errors'] = nest(this.problems);
    return body;
  }
}

/** A bad form, refused with 50035 and counted as a violation. */
export function badForm(problems: Problem[]): ApiError {
  const rule = problems[0]?.rule ?? 'schema';
  const detail = problems.map(describeProblem).join('; ');
  return new ApiError(50035, { rule, detail, problems });
}

export function describeProblem(problem: Problem): string {
  return `${problem.path === '' ? 'body' : problem.path}: ${problem.message} (${problem.rule})`;
}

/** Discord's shape: `{embeds: {0: {title: {_errors: [{code, message}]}}}}`. */
function nest(problems: readonly Problem[]): JsonObject {
  const root: JsonObject = {};
  for (const problem of problems) {
    let node = root;
    for (const key of problem.path.split('.').filter((part) => part !== '')) {
      const next = node[key];
      const child: JsonObject = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
      node[key] = child;
      node = child;
    }
    const listed = Array.isArray(node['_errors']) ? node['_errors'] : [];
    node['_errors'] = [...listed, { code: problem.rule, message: problem.message }];
  }
  return root;
}
