import {
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import Libsql from 'libsql';

/**
 * SQLite by libsql for Kysely. libsql follows better-sqlite3's API, but not in all of it; what differs and
 * matters here is handled in this file: a boolean parameter aborts the whole process, text is cut off at a NUL,
 * blobs come back as ArrayBuffer, and a prepared statement that failed stays in progress until it is collected as
 * garbage, so that a `begin` that met a lock would keep every later transaction from committing.
 */
export class LibsqlDialect extends SqliteDialect {
  readonly #connection: LibsqlConnection;

  constructor(connection: LibsqlConnection) {
    super({ database: connection });
    this.#connection = connection;
  }

  override createDriver(): Driver {
    return new LibsqlDriver(this.#connection);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

/** SQLite undoes changes of the schema with the transaction, so a migration that is killed leaves no trace. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class LibsqlDriver extends SqliteDriver {
  readonly #connection: LibsqlConnection;

  constructor(connection: LibsqlConnection) {
    super({ database: connection });
    this.#connection = connection;
  }

  /** `immediate`: every transaction here writes, and one that reads first could not always go on to write. */
  override async beginTransaction(): Promise<void> {
    this.#connection.execute('begin immediate');
  }

  override async commitTransaction(): Promise<void> {
    this.#connection.execute('commit');
  }

  /** A full disk makes SQLite roll back by itself; a second rollback would hide the reason. */
  override async rollbackTransaction(): Promise<void> {
    if (this.#connection.inTransaction) this.#connection.execute('rollback');
  }
}

/** One connection to a file, as Kysely wants it. */
export class LibsqlConnection implements SqliteDatabase {
  readonly #database: Libsql.Database;

  /** @throws whatever libsql throws; nothing is written before the first statement. */
  constructor(file: string) {
    this.#database = new Libsql(file);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.#database.prepare(sql);
    return {
      reader: statement.reader,
      all: (parameters) => statement.all(...checked(parameters)),
      run: (parameters) => statement.run(...checked(parameters)),
      iterate: (parameters) => statement.iterate(...checked(parameters)),
    };
  }

  /** Runs a statement that returns no rows, and leaves nothing in progress when it fails. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  /** The rows of a pragma (libsql's own `simple` option returns the row and leaves the statement open). */
  pragma(source: string): Record<string, unknown>[] {
    return this.#database.prepare(`PRAGMA ${source}`).all() as Record<string, unknown>[];
  }

  close(): void {
    this.#database.close();
  }
}

function checked(parameters: ReadonlyArray<unknown>): [unknown[]] {
  for (const parameter of parameters) {
    if (typeof parameter === 'boolean') throw new TypeError('a boolean cannot be stored; store 0 or 1');
    if (typeof parameter === 'string' && parameter.includes('\0')) {
      throw new TypeError('text with a NUL character cannot be stored');
    }
  }
  return [[...parameters]];
}
