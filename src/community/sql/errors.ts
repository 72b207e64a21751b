import { describeError, errorCode, UserError } from '../../errors.ts';

type Kind = 'locked' | 'read-only' | 'full' | 'damaged' | 'unreachable' | 'failed';

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html); extended ones have these in the low byte. */
const SQLITE_KINDS: Readonly<Record<number, Kind>> = {
  3: 'read-only', // PERM
  5: 'locked', // BUSY
  6: 'locked', // LOCKED
  8: 'read-only', // READONLY
  11: 'damaged', // CORRUPT
  13: 'full', // FULL
  14: 'unreachable', // CANTOPEN
  26: 'damaged', // NOTADB
};

/** Extended codes that say more than their primary one: the file ends early, the file system is corrupt. */
const SQLITE_EXTENDED_KINDS: Readonly<Record<number, Kind>> = {
  522: 'damaged', // IOERR_SHORT_READ
  8458: 'damaged', // IOERR_CORRUPTFS
};

/** Codes of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html), by the longest prefix. */
const POSTGRES_KINDS: Readonly<Record<string, Kind>> = {
  '08': 'unreachable',
  '25006': 'read-only',
  '28': 'unreachable',
  '3D000': 'unreachable',
  '40001': 'locked',
  '40P01': 'locked',
  '42501': 'read-only',
  '53100': 'full',
  '53300': 'unreachable',
  '55P03': 'locked',
  '57P': 'unreachable',
  XX001: 'damaged',
  XX002: 'damaged',
};

const SYSTEM_KINDS: Readonly<Record<string, Kind>> = {
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** An error of a driver as a UserError that names the database and the next step; a UserError stays as it is. */
export function databaseError(error: unknown, location: string): UserError {
  if (error instanceof UserError) return error;
  const kind = kindOf(error);
  const message = sentence(kind, `The database ${location}`, ` (${describeError(error)})`, location);
  const inPublic = sentence(kind, 'My database', '', location);
  return new UserError(`database-${kind}`, message, { cause: error, inPublic });
}

function kindOf(error: unknown): Kind {
  const code = errorCode(error);
  const raw = rawCode(error);
  if (raw !== undefined) return SQLITE_EXTENDED_KINDS[raw] ?? SQLITE_KINDS[raw & 0xff] ?? 'failed';
  if (code !== undefined && code in SYSTEM_KINDS) return SYSTEM_KINDS[code] ?? 'failed';
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) {
    for (let length = 5; length >= 2; length -= 1) {
      const kind = POSTGRES_KINDS[code.slice(0, length)];
      if (kind !== undefined) return kind;
    }
  }
  // Node.js's socket errors, and what pg says without a code when a connection ends or takes too long.
  if (code !== undefined && /^E(CONN|HOST|NET|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN)/.test(code))
    return 'unreachable';
  if (/connection|timeout/i.test(describeError(error))) return 'unreachable';
  return error instanceof Error && error.cause !== undefined ? kindOf(error.cause) : 'failed';
}

/** libsql's `rawCode`; when opening fails there is none, and the code stands at the end of the message. */
function rawCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('rawCode' in error && typeof error.rawCode === 'number') return error.rawCode;
  const opening = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(describeError(error));
  return opening?.[1] === undefined ? undefined : Number(opening[1]);
}

function sentence(kind: Kind, database: string, reason: string, location: string): string {
  switch (kind) {
    case 'locked':
      return `${database} is locked by another program. Close what has it open (a backup, a database browser, another bot) and try again.`;
    case 'read-only':
      return `${database} cannot be written. Give the bot's user write permission on the file and its folder, or set DATABASE_URL to another place.`;
    case 'full':
      return `${database} has no room left: its disk is full. Free some space and try again; nothing was half-written.`;
    case 'damaged':
      return `${database} is damaged or not a database. Stop the bot and put a backup in its place, or move the file away to start with an empty one.`;
    case 'unreachable':
      return location.includes('://')
        ? `${database} cannot be reached${reason}. Check DATABASE_URL, and that the server runs.`
        : `${database} cannot be opened${reason}. Check DATABASE_URL, and that the bot's user may read and write the file and its folder.`;
    case 'failed':
      return `${database} failed${reason}. Run \`npm run doctor\` to look into it.`;
  }
}
