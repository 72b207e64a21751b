import { type Kysely, type Migration, type MigrationProvider, Migrator } from 'kysely';
import { describeError, UserError } from '../../errors.ts';
import { firstTables } from './0001-first-tables.ts';

/** The one thing in which the schemas of the two databases differ. */
export interface ColumnTypes {
  readonly blob: 'blob' | 'bytea';
}

/** In order; names are never changed or reused. A new migration is one file and its line here. */
function migrations(types: ColumnTypes): Record<string, Migration> {
  return { '0001-first-tables': firstTables(types) };
}

/**
 * Brings the database to this version's schema, each migration wholly or not at all.
 *
 * @param writable waits until the database can be written, which the migrations do not
 * @throws UserError `database-newer` when a later version of the bot has changed the schema.
 */
export async function migrate(
  db: Kysely<never>,
  types: ColumnTypes,
  location: string,
  writable: () => Promise<void>,
): Promise<void> {
  const known = migrations(types);
  const provider: MigrationProvider = { getMigrations: async () => known };
  const migrator = new Migrator({ db, provider });
  // Kysely would call this a corrupted migration; to a person it is an old bot on a new database.
  const applied = await appliedNames(db);
  const foreign = applied.filter((name) => !(name in known));
  if (foreign.length > 0) {
    throw new UserError(
      'database-newer',
      `The database ${location} was written by a newer version of the bot (${foreign.join(', ')}). Update the bot, or set DATABASE_URL to another database.`,
      { inPublic: 'My database was written by a newer version of me. Tell whoever runs me to update me.' },
    );
  }
  // The migrator takes the database's lock even where there is nothing to do.
  if (applied.length === Object.keys(known).length) return;
  await writable();
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error');
  const what = failed === undefined ? 'migrating' : `migration ${failed.migrationName}`;
  throw new Error(`${what} failed: ${describeError(error)}`, { cause: error });
}

/** Names of the migrations that this database has had; none for a fresh one. */
async function appliedNames(db: Kysely<never>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
