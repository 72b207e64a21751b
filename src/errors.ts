/**
 * An expected failure. It names the thing that is wrong and the next step, in one sentence that can be shown
 * to a person as it is; the technical reason travels in `cause` and goes to the log.
 */
export class UserError extends Error {
  /** Stable, kebab-case: what programs and tests look at, and what the log groups by. */
  readonly identifier: string;
  /** The sentence for people in Discord, where it must not name what is the operator's own, such as a path. */
  readonly inPublic: string;

  constructor(identifier: string, message: string, options: { cause?: unknown; inPublic?: string } = {}) {
    super(message, options);
    this.name = 'UserError';
    this.identifier = identifier;
    this.inPublic = options.inPublic ?? message;
  }
}

/** The text of anything that was thrown, on one line. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

/** The `code` of a Node.js system error (`ENOENT`, `ENOSPC`, …), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
