import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** A real PostgreSQL in this process, reached over a socket on loopback by the ordinary driver. */
export async function startPostgres() {
  const database = await PGlite.create();
  const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: 0, maxConnections: 20 });
  await server.start();
  let stopped: Promise<void> | null = null;
  const port = server.getServerConn().split(':').at(-1);
  return {
    url: `postgres://postgres:secret@127.0.0.1:${port}/postgres`,
    /** Empties every table but those that record the migrations, which is much faster than migrating anew. */
    wipe: async () => {
      const { rows } = await database.query<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'",
      );
      if (rows.length === 0) return;
      await database.exec(`truncate ${rows.map(({ name }) => `"${name}"`).join(', ')} cascade`);
    },
    /** May be called more than once. */
    stop: () => {
      stopped ??= server.stop().then(() => database.close());
      return stopped;
    },
  };
}
