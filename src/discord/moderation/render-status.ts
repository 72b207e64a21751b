import type { Latency } from '../../community/activity.ts';
import type { ActivityCounts } from '../../community/types.ts';
import type { Payload } from '../payload.ts';
import { countOf } from '../render-not-found.ts';
import { escapeText, plainText, shorten } from '../text.ts';

const FIELD_LENGTH = 300;

export interface Status {
  readonly generation: string;
  readonly documents: number;
  readonly passages: number;
  readonly model: string;
  /** Where the database is, or what is wrong with it. */
  readonly database: { readonly location: string } | { readonly problem: string };
  readonly uptimeMs: number;
  /** Of so many days; null without a database, when only the counts since the start are known. */
  readonly days: number | null;
  readonly counts: ActivityCounts;
  readonly latency: Latency;
  /** Null without a database. */
  readonly pins: { readonly pinned: number; readonly stale: number; readonly open: number } | null;
}

/** The bot's state on one screen. */
export function renderStatus(status: Status): Payload {
  const { counts, latency, pins } = status;
  const since =
    status.days === null ? 'since the last count was written' : `in the last ${countOf(status.days, 'day')}`;
  const database =
    'location' in status.database ? status.database.location : `out of order. ${status.database.problem}`;
  const lines = [
    `Index: generation ${safe(status.generation)}, ${countOf(status.documents, 'document')}, ${countOf(status.passages, 'passage')}`,
    `Model: ${safe(status.model)}`,
    `Database: ${safe(database)}`,
    ...(pins === null
      ? []
      : [`Pinned answers: ${pins.pinned}, stale: ${pins.stale}, open questions: ${pins.open}`]),
    `Questions ${since}: ${counts.answered} answered, ${counts['reused-pin']} by a pin, ${counts['not-found']} not found, ${counts.rejected} rejected, ${counts.failed} failed`,
    `Time of an answer since the start: ${timeOf(latency)}`,
    `Running for ${describeDuration(status.uptimeMs)}`,
  ];
  return { embeds: [{ title: 'Status', description: lines.join('\n') }] };
}

function safe(text: string): string {
  return escapeText(shorten(plainText(text), FIELD_LENGTH));
}

function timeOf({ answers, medianMs, p95Ms }: Latency): string {
  if (medianMs === null || p95Ms === null) return 'no answer yet';
  return `median ${Math.round(medianMs)} ms, 95 of 100 within ${Math.round(p95Ms)} ms (${countOf(answers, 'answer')})`;
}

/** The two largest parts of a duration: `3 days 4 hours`. */
export function describeDuration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const parts = [
    { count: Math.floor(minutes / 1_440), noun: 'day' },
    { count: Math.floor(minutes / 60) % 24, noun: 'hour' },
    { count: minutes % 60, noun: 'minute' },
  ];
  const first = parts.findIndex(({ count }) => count > 0);
  if (first === -1) return 'less than a minute';
  return parts
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ count, noun }) => countOf(count, noun))
    .join(' ');
}
