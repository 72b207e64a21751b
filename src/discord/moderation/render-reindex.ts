import type { Pin } from '../../community/types.ts';
import type { RefreshedPins } from '../../community/upkeep.ts';
import { describeIgnored } from '../../corpus/ignored.ts';
import type { BuildProgress, BuildReport, BuildStage } from '../../index/build.ts';
import type { Payload } from '../payload.ts';
import { countOf } from '../render-not-found.ts';
import { escapeText, plainText, shorten } from '../text.ts';

/** Bad files that are named; the log has them all. */
const PROBLEMS = 5;
const PROBLEM_LENGTH = 150;

const STAGES: Record<BuildStage, string> = {
  read: 'Reading the documents',
  split: 'Splitting documents into passages',
  embed: 'Embedding passages',
  write: 'Writing the index',
  check: 'Checking the index',
  publish: 'Publishing the index',
};

/** How far a rebuild is. */
export function renderProgress({ stage, done, total }: BuildProgress): Payload {
  const share = total > 1 ? `: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}` : '';
  return { content: `${STAGES[stage]}${share}…` };
}

/** What a rebuild came to, and what it did to the pins of one guild. */
export function renderReport(
  report: BuildReport,
  refreshed: RefreshedPins | null,
  guildId: string | null,
): Payload {
  const size = `${countOf(report.documents, 'document')}, ${countOf(report.passages, 'passage')}`;
  const inGuild = (pins: readonly Pin[] = []) => pins.filter((pin) => pin.guildId === guildId).length;
  const stale = inGuild(refreshed?.turnedStale);
  const restored = inGuild(refreshed?.restored);
  const problems = report.problems
    .slice(0, PROBLEMS)
    .map(({ message }) => `- ${escapeText(shorten(plainText(message), PROBLEM_LENGTH))}`);
  const more = report.problems.length - problems.length;
  const ignored = describeIgnored(report.ignored);
  const lines = [
    report.changed
      ? `The new index answers now: ${size}; ${countOf(report.embedded, 'passage')} embedded, ${report.reused.toLocaleString('en-US')} taken over, in ${report.seconds.toFixed(1)} s.`
      : `Nothing changed in the corpus: ${size}.`,
    ...(stale > 0
      ? [
          `${countOf(stale, 'pinned answer')} turned stale, because the sources changed. \`/pins stale:True everywhere:True\` shows what is stale.`,
        ]
      : []),
    ...(restored > 0 ? [`${countOf(restored, 'stale pin')} is supported by the sources again.`] : []),
    ...(problems.length > 0 ? ['Could not be read:', ...problems] : []),
    ...(more > 0 ? [`- and ${more} more, see the log`] : []),
    ...(ignored === null ? [] : [escapeText(shorten(plainText(ignored), PROBLEM_LENGTH * 2))]),
  ];
  return { content: lines.join('\n') };
}
