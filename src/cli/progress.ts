import type { BuildProgress, BuildReport, BuildStage } from '../index/build.ts';

/** Where progress goes: standard error, or a list in a test. */
export interface ProgressOutput {
  /** Whether a line can be written over. */
  readonly isTerminal: boolean;
  /** Width in columns. */
  readonly columns: number;
  readonly write: (text: string) => void;
}

export interface ProgressDisplay {
  readonly update: (progress: BuildProgress) => void;
  /** A line of its own, above the bar where there is one. */
  readonly note: (line: string) => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

const LABELS: Record<BuildStage, string> = {
  read: 'Reading the corpus',
  split: 'Splitting documents',
  embed: 'Embedding passages',
  write: 'Writing the index',
  check: 'Checking the index',
  publish: 'Publishing the index',
};

const CLEAR_LINE = '\r\x1b[2K';
/** Milliseconds between two drawings of the bar, and between two plain lines of one stage. */
const REDRAW_INTERVAL = 80;
const LINE_INTERVAL = 5_000;

/**
 * Shows a build's progress: one bar that is drawn over on a terminal, and elsewhere a plain line when a stage
 * begins and every few seconds while it lasts.
 *
 * @param now milliseconds of a clock that never goes back.
 */
export function showProgress(output: ProgressOutput, now: () => number): ProgressDisplay {
  return output.isTerminal ? bar(output, now) : lines(output, now);
}

function bar(output: ProgressOutput, now: () => number): ProgressDisplay {
  let drawn = '';
  let drawnAt = Number.NEGATIVE_INFINITY;
  let stage: BuildStage | null = null;
  const draw = (text: string) => {
    output.write(CLEAR_LINE + text);
    drawn = text;
  };
  return {
    update: (progress) => {
      const urgent = progress.stage !== stage || progress.done === progress.total;
      if (!urgent && now() - drawnAt < REDRAW_INTERVAL) return;
      stage = progress.stage;
      drawnAt = now();
      draw(renderBar(progress, output.columns));
    },
    note: (line) => {
      const below = drawn;
      draw('');
      output.write(`${line}\n`);
      if (below !== '') draw(below);
    },
    end: () => {
      if (drawn !== '') draw('');
    },
  };
}

function lines(output: ProgressOutput, now: () => number): ProgressDisplay {
  let stage: BuildStage | null = null;
  let shownAt = 0;
  return {
    update: (progress) => {
      if (progress.total === 0) return;
      const isNew = progress.stage !== stage;
      if (!isNew && now() - shownAt < LINE_INTERVAL) return;
      stage = progress.stage;
      shownAt = now();
      const { done, total } = progress;
      const counts = total > 1 ? ` ${done}/${total}` : '';
      output.write(`${LABELS[progress.stage]}${counts}\n`);
    },
    note: (line) => output.write(`${line}\n`),
    end: () => {},
  };
}

/** One line that fits the terminal: `Embedding passages  ███████░░░░░  58% 28/48`; a stage of one step has no bar. */
export function renderBar({ stage, done, total }: BuildProgress, columns: number): string {
  if (total <= 1) return `${LABELS[stage]} …`.slice(0, Math.max(0, columns - 1));
  const share = done / total;
  const label = LABELS[stage].padEnd(Math.max(...Object.values(LABELS).map((text) => text.length)));
  const counts = `${String(Math.floor(share * 100)).padStart(3)}% ${done}/${total}`;
  // One column stays free: a full line makes some terminals wrap.
  const width = Math.min(30, columns - label.length - counts.length - 5);
  if (width < 5) return `${LABELS[stage]} ${counts}`.slice(0, Math.max(0, columns - 1));
  const filled = Math.round(share * width);
  return `${label}  ${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${counts}`;
}

/** What a build did, in one sentence. */
export function summarize(report: BuildReport): string {
  const { documents, passages, embedded, reused, removed, generation, seconds } = report;
  const content = `${count(documents, 'document')}, ${count(passages, 'passage')}`;
  if (!report.changed) return `The index is up to date: ${content} (generation ${generation}).`;
  const gone = removed > 0 ? `, ${count(removed, 'document')} removed` : '';
  return `Indexed ${content} (${embedded} embedded, ${reused} reused${gone}) in ${seconds.toFixed(1)} s (generation ${generation}).`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
