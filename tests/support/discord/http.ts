/** The HTTP side: every request is logged, authorised, validated and then handed to its route. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseBody, readBytes } from './body.ts';
import type { Core, Reply, Route } from './core.ts';
import { ApiError, badForm, type Problem } from './errors.ts';
import { type Fault, Faults } from './faults.ts';
import { isObject, type Json, objectOf, objectsOf } from './json.ts';
import type { RequestRecord } from './ledger.ts';
import { RateLimits } from './rate-limits.ts';
import type { Validator } from './validation/validator.ts';

const prefix = '/api/v10';

/** No answer: the connection is closed, or reset. */
type Broken = 'drop' | 'reset';

export interface HttpOptions {
  readonly core: Core;
  readonly routes: readonly Route[];
  readonly validator: Validator;
  readonly token: string;
  /** Hold this server's own answers against the specification too. */
  readonly checkResponses: boolean;
}

export class HttpSide {
  readonly faults = new Faults();
  readonly server: Server;
  readonly #options: HttpOptions;
  readonly #routes: Map<string, Route>;
  readonly #limits = new RateLimits();
  readonly #closing = new AbortController();

  constructor(options: HttpOptions) {
    this.#options = options;
    this.#routes = new Map(options.routes.map((route) => [`${route.method} ${route.template}`, route]));
    this.server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        // A client that goes away in the middle is no news; everything else is a fault of this server.
        if (!request.destroyed || request.complete) {
          options.core.ledger.violate('server-fault', String(error), null);
        }
        response.destroy();
      });
    });
  }

  /** @returns the port, on the loopback address only. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return address.port;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.faults.clear();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { core } = this.#options;
    const record = this.#record(request);
    core.ledger.requests.push(record);
    const bytes = await readBytes(request);
    const reply = await this.#reply(request, record, bytes);
    if (reply === 'drop' || reply === 'reset') {
      if (reply === 'reset') request.socket.resetAndDestroy();
      else response.destroy();
    } else {
      record.status = reply.status;
      record.response = reply.body;
      write(response, reply, record.faulted ? this.#limits.headers(record) : {});
    }
    core.waiters.changed();
  }

  async #reply(request: IncomingMessage, record: RequestRecord, bytes: Buffer): Promise<Reply | Broken> {
    const limited = this.#limits.check(record, this.#options.core.ledger);
    if (limited !== null) {
      record.faulted = true;
      return limited;
    }
    const fault = this.faults.take(record.method, record.path);
    const cut = fault === null ? null : await this.#suffer(fault, record);
    if (cut !== null) return cut;
    const reply = await this.#answer(request, record, bytes);
    return fault?.options.drop === 'after' ? breakOf(fault) : reply;
  }

  /** What a fault does before the request is looked at; null lets the request go on. */
  async #suffer(fault: Fault, record: RequestRecord): Promise<Reply | Broken | null> {
    const { options } = fault;
    record.faulted = true;
    this.#options.core.waiters.changed();
    await fault.released();
    if (options.delayMs !== undefined) {
      await sleep(options.delayMs, undefined, { signal: this.#closing.signal }).catch(() => {});
    }
    if (this.#closing.signal.aborted || options.drop === 'before') return breakOf(fault);
    if (options.status === 429)
      return this.#limits.impose(record, options.retryAfter ?? 0.05, options.global === true);
    if (options.status !== undefined) {
      return { status: options.status, body: { message: `${options.status}: on demand`, code: 0 } };
    }
    return null;
  }

  async #answer(request: IncomingMessage, record: RequestRecord, bytes: Buffer): Promise<Reply> {
    try {
      const { json, files } = await parseBody(bytes, request.headers['content-type'] ?? '');
      record.body = json;
      record.files = files;
      const reply = this.#dispatch(request, record, json);
      if (this.#options.checkResponses) this.#checkOwn(record, reply);
      return reply;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      record.problems = error.problems;
      if (error.rule !== null) this.#options.core.ledger.violate(error.rule, error.detail, record);
      return { status: error.status, body: error.toJson() };
    }
  }

  #dispatch(request: IncomingMessage, record: RequestRecord, json: Json | undefined): Reply {
    const { core, validator } = this.#options;
    if (!(request.url ?? '').startsWith(`${prefix}/`)) {
      throw new ApiError(0, { rule: 'unknown-endpoint', detail: `the path does not start with ${prefix}/` });
    }
    const endpoint = validator.find(record.method, record.path);
    if (endpoint === null) {
      const detail = 'Discord has no such endpoint';
      return this.#refuse(record, 404, 'unknown-endpoint', detail);
    }
    record.template = endpoint.template;
    const route = this.#routes.get(`${record.method} ${endpoint.template}`);
    this.#authorise(record, route?.open === true);
    if (route === undefined) {
      return this.#refuse(record, 501, 'not-simulated', 'Discord has this endpoint, this server does not');
    }
    const body = json === undefined && route.method === 'POST' ? {} : json;
    const problems = [
      ...pathProblems(endpoint.params),
      ...validator.check(record.method, endpoint.template, { ...record.query }, body),
    ];
    if (problems.length > 0) throw badForm(problems);
    return route.handle(core, {
      record,
      params: endpoint.params,
      body: objectOf(json),
      list: Array.isArray(json) ? objectsOf(json) : [],
    });
  }

  #authorise(record: RequestRecord, open: boolean): void {
    if (record.authorization === 'bot' || (open && record.authorization === 'none')) return;
    const missing = record.authorization === 'none';
    const detail = missing ? 'no Authorization header' : 'Authorization is not "Bot <token>"';
    throw new ApiError(0, { rule: missing ? 'missing-token' : 'wrong-token', detail });
  }

  #refuse(record: RequestRecord, status: number, rule: string, detail: string): Reply {
    this.#options.core.ledger.violate(rule, detail, record);
    return { status, body: { message: `${status}: ${detail}`, code: 0 } };
  }

  #checkOwn(record: RequestRecord, reply: Reply): void {
    const template = record.template ?? '';
    const { validator } = this.#options;
    for (const problem of validator.checkResponse(record.method, template, reply.status, reply.body)) {
      throw new Error(
        `this server's answer to ${record.method} ${record.path}: ${problem.path} ${problem.message}`,
      );
    }
  }

  #record(request: IncomingMessage): RequestRecord {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = decode(url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname);
    const header = request.headers.authorization;
    const right = header === `Bot ${this.#options.token}`;
    const reason = request.headers['x-audit-log-reason'];
    return {
      method: request.method ?? 'GET',
      path,
      template: null,
      query: Object.fromEntries(url.searchParams),
      authorization: header === undefined ? 'none' : right ? 'bot' : 'wrong',
      reason: typeof reason === 'string' ? decode(reason) : null,
      body: undefined,
      files: [],
      at: this.#options.core.world.now(),
      arrived: performance.now(),
      status: null,
      response: undefined,
      problems: [],
      faulted: false,
    };
  }
}

function breakOf(fault: Fault): Broken {
  return fault.options.reset === true ? 'reset' : 'drop';
}

function pathProblems(params: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(params)
    .filter(([name, value]) => name.endsWith('_id') && !/^\d{1,20}$/.test(value))
    .map(([name, value]) => ({ path: name, rule: 'snowflake', message: `${value} is not a snowflake` }));
}

function write(response: ServerResponse, reply: Reply, headers: Record<string, string>): void {
  if (reply.body === undefined) {
    response.writeHead(reply.status, headers).end();
    return;
  }
  const text = isObject(reply.body) || Array.isArray(reply.body) ? JSON.stringify(reply.body) : 'null';
  response.writeHead(reply.status, { 'content-type': 'application/json', ...headers }).end(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
