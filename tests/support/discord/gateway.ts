/** The gateway: sessions over WebSockets, with everything that may go wrong with them. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Intent } from './constants.ts';
import type { Core } from './core.ts';
import {
  Close,
  checkConnection,
  checkIdentify,
  GatewayRefusal,
  Op,
  parseMessage,
  sendLimit,
} from './gateway-protocol.ts';
import { isObject, type Json, type JsonObject, numberOf, objectOf, textOf } from './json.ts';
import { guildCreateJson, selfJson } from './wire.ts';
import type { GatewayEvent } from './world.ts';

/** What a heartbeat may be late beyond half an interval, so that a busy machine is not taken for a dead bot. */
const heartbeatGraceMs = 1_000;

interface Buffered {
  readonly seq: number;
  readonly text: string;
  readonly sent: (() => void) | undefined;
}

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly log: Buffered[];
  connection: Connection | null;
  seq: number;
  ready: boolean;
}

interface Connection {
  readonly socket: WebSocket;
  session: Session | null;
  timer: NodeJS.Timeout | null;
  received: number[];
}

export interface GatewayOptions {
  readonly core: Core;
  readonly token: string;
  /** Privileged intents that are switched on for the application. */
  readonly grantedIntents: number;
  readonly heartbeatMs: number;
}

export interface DisconnectOptions {
  /** The close code; without one the connection breaks off without a word. */
  readonly code?: number;
  /** False forgets the session, so that a RESUME is answered with an invalid session. */
  readonly resumable?: boolean;
}

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, Session>();
  #url = '';
  #muted = false;
  #refusals = 0;
  /** How often the bot identified, resumed, and got missed events in resuming. */
  readonly counts = { connections: 0, identifies: 0, resumes: 0, replayed: 0, heartbeats: 0 };
  /** The status that the bot shows, as it last sent it. */
  presence: JsonObject | null = null;

  constructor(server: Server, options: GatewayOptions) {
    this.#options = options;
    options.core.world.emit = (event) => this.#emit(event);
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** @param url where it is reached, without a query. */
  open(url: string): void {
    this.#url = url;
  }

  /** Whether a session is connected, identified, and has its guild. */
  get ready(): boolean {
    return [...this.#sessions.values()].some((session) => session.ready && session.connection !== null);
  }

  /** Where it is reached, without a query. */
  get url(): string {
    return this.#url;
  }

  /** What the bot asked for in its last IDENTIFY. */
  get intents(): number {
    return [...this.#sessions.values()].at(-1)?.intents ?? 0;
  }

  /** Breaks every connection; the bot may RESUME unless `resumable` is false. */
  disconnect({ code, resumable = true }: DisconnectOptions = {}): void {
    if (!resumable) this.#sessions.clear();
    for (const connection of this.#connections) {
      if (code === undefined) connection.socket.terminate();
      else connection.socket.close(code);
      this.#leave(connection);
    }
  }

  /** Asks the bot to reconnect and resume (op 7). */
  requestReconnect(): void {
    for (const { socket } of this.#connections) send(socket, { op: Op.Reconnect, d: null });
  }

  /** Says that the session is invalid (op 9); by default it cannot be resumed. */
  invalidSession({ resumable = false } = {}): void {
    if (!resumable) this.#sessions.clear();
    for (const { socket } of this.#connections) send(socket, { op: Op.InvalidSession, d: resumable });
  }

  /** Leaves heartbeats without an answer until called with false; the bot must take that for a dead connection. */
  muteHeartbeats(muted = true): void {
    this.#muted = muted;
  }

  /** Refuses the next connections with 503, as during an outage. */
  refuseConnections(times: number): void {
    this.#refusals = times;
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) this.#leave(connection);
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sessions.clear();
    await new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname !== '/gateway' || this.#refusals > 0) {
      const status = url.pathname === '/gateway' ? '503 Service Unavailable' : '404 Not Found';
      this.#refusals = Math.max(0, this.#refusals - 1);
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (accepted) =>
      this.#accept(accepted, url.searchParams),
    );
  }

  #accept(socket: WebSocket, query: URLSearchParams): void {
    const connection: Connection = { socket, session: null, timer: null, received: [] };
    this.#connections.add(connection);
    this.counts.connections += 1;
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => this.#closed(connection, code));
    socket.on('message', (data) => {
      this.#guard(connection, () => this.#receive(connection, String(data)));
      this.#options.core.waiters.changed();
    });
    this.#guard(connection, () => {
      checkConnection(query);
      send(socket, { op: Op.Hello, d: { heartbeat_interval: this.#options.heartbeatMs } });
      this.#expectHeartbeat(connection);
    });
  }

  /** Closes the connection of a client that is at fault, and notes the violation. */
  #guard(connection: Connection, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof GatewayRefusal)) throw error;
      this.#options.core.ledger.violate(`gateway-${error.code}`, error.message, null);
      connection.socket.close(error.code, error.message.slice(0, 120));
      this.#leave(connection);
    }
  }

  #closed(connection: Connection, code: number): void {
    const { session } = connection;
    this.#leave(connection);
    // A client that closes with 1000 or 1001 gives its session up.
    if (session !== null && (code === 1000 || code === 1001)) this.#sessions.delete(session.id);
    this.#options.core.waiters.changed();
  }

  #leave(connection: Connection): void {
    this.#connections.delete(connection);
    if (connection.timer !== null) clearTimeout(connection.timer);
    if (connection.session?.connection === connection) connection.session.connection = null;
  }

  #expectHeartbeat(connection: Connection): void {
    if (connection.timer !== null) clearTimeout(connection.timer);
    connection.timer = setTimeout(
      () => {
        this.#guard(connection, () => {
          throw new GatewayRefusal(Close.SessionTimedOut, 'no heartbeat came in its time');
        });
      },
      this.#options.heartbeatMs * 1.5 + heartbeatGraceMs,
    );
  }

  #receive(connection: Connection, text: string): void {
    if (!this.#connections.has(connection)) return;
    const now = Date.now();
    connection.received = [...connection.received.filter((at) => now - at < sendLimit.perMs), now];
    if (connection.received.length > sendLimit.count) {
      throw new GatewayRefusal(Close.RateLimited, 'more than 120 messages in a minute');
    }
    const { op, d: data } = parseMessage(text);
    if (op === Op.Heartbeat) this.#heartbeat(connection, data);
    else if (op === Op.Identify) this.#identify(connection, objectOf(data));
    else if (op === Op.Resume) this.#resume(connection, objectOf(data));
    else if (connection.session === null) {
      throw new GatewayRefusal(Close.NotAuthenticated, `op ${String(op)} before IDENTIFY`);
    } else if (op === Op.Presence) this.presence = objectOf(data);
    else throw new GatewayRefusal(Close.UnknownOpcode, `op ${String(op)} is not known to this server`);
  }

  #heartbeat(connection: Connection, data: Json | undefined): void {
    this.counts.heartbeats += 1;
    const latest = connection.session?.seq ?? 0;
    if (data !== null && (typeof data !== 'number' || data > latest)) {
      const what = `a heartbeat with the sequence ${String(data)}, the last one sent is ${latest}`;
      this.#options.core.ledger.violate('gateway-heartbeat', what, null);
    }
    this.#expectHeartbeat(connection);
    if (!this.#muted) send(connection.socket, { op: Op.HeartbeatAck });
  }

  #identify(connection: Connection, data: JsonObject): void {
    const { core, token, grantedIntents } = this.#options;
    if (connection.session !== null) {
      throw new GatewayRefusal(Close.AlreadyAuthenticated, 'IDENTIFY came twice');
    }
    const intents = checkIdentify(data, token, grantedIntents);
    this.counts.identifies += 1;
    for (const [id, known] of this.#sessions) if (known.connection === null) this.#sessions.delete(id);
    const id = core.world.nextId();
    const session: Session = { id, intents, log: [], connection, seq: 0, ready: false };
    connection.session = session;
    this.#sessions.set(id, session);
    if (isObject(data['presence'])) this.presence = data['presence'];
    this.#dispatch(session, 'READY', {
      v: 10,
      user: selfJson(core.world.bot),
      guilds: [{ id: core.world.guild.id, unavailable: true }],
      session_id: id,
      session_type: 'normal',
      resume_gateway_url: this.#url,
      application: { id: core.world.bot.id, flags: 0 },
      shard: [0, 1],
      private_channels: [],
      relationships: [],
    });
    if ((intents & Intent.Guilds) !== 0) this.#dispatch(session, 'GUILD_CREATE', guildCreateJson(core.world));
    session.ready = true;
  }

  #resume(connection: Connection, data: JsonObject): void {
    if (data['token'] !== this.#options.token) {
      throw new GatewayRefusal(Close.AuthenticationFailed, 'RESUME with a wrong token');
    }
    const session = this.#sessions.get(textOf(data['session_id']));
    if (session === undefined) {
      send(connection.socket, { op: Op.InvalidSession, d: false });
      return;
    }
    const seq = numberOf(data['seq'], -1);
    if (seq < 0 || seq > session.seq) {
      throw new GatewayRefusal(Close.InvalidSeq, `RESUME from ${seq}, the last event is ${session.seq}`);
    }
    this.counts.resumes += 1;
    session.connection = connection;
    connection.session = session;
    for (const event of session.log.filter((candidate) => candidate.seq > seq)) {
      this.counts.replayed += 1;
      connection.socket.send(event.text);
      event.sent?.();
    }
    this.#dispatch(session, 'RESUMED', {});
  }

  #emit(event: GatewayEvent): void {
    const { world } = this.#options.core;
    if (event.channel !== undefined && !world.can(world.bot, 'ViewChannel', event.channel)) return;
    for (const session of this.#sessions.values()) {
      if (event.intent !== undefined && (session.intents & event.intent) === 0) continue;
      this.#dispatch(session, event.name, event.data, event.sent);
    }
    this.#options.core.waiters.changed();
  }

  #dispatch(session: Session, name: string, data: JsonObject, sent?: () => void): void {
    session.seq += 1;
    const text = JSON.stringify({ op: Op.Dispatch, t: name, s: session.seq, d: data });
    session.log.push({ seq: session.seq, text, sent });
    if (session.connection === null) return;
    sent?.();
    session.connection.socket.send(text);
  }
}

function send(socket: WebSocket, payload: JsonObject): void {
  socket.send(JSON.stringify(payload));
}
