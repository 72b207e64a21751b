import { type Figure, type Goal, reachesGoal } from './figure.ts';

/** The machine and the moment that the figures belong to. */
export interface Circumstances {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly processors: number;
  /** One-minute load average before and after, without which a figure in milliseconds says little. */
  readonly load: readonly [number, number];
  readonly rounds: number;
  readonly seconds: number;
}

const HEAD = ['figure', 'value', 'floor', 'ratio', 'goal', ''];

/** The figures as a table for a person, with what each floor is and the numbers behind it. */
export function renderFigures(figures: readonly Figure[], circumstances: Circumstances): string {
  const rows = figures.map((figure) => [
    figure.label,
    `${number(figure.value)} ${figure.unit}`,
    `${number(figure.floor.value)} ${figure.unit}`,
    number(figure.ratio),
    figure.goal === null ? '' : goalText(figure.goal, figure.unit),
    verdict(figure),
  ]);
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = figures.flatMap((figure, at) => {
    const details = Object.entries(figure.details).map(([name, value]) => `${name} ${number(value)}`);
    return [
      line(rows[at] ?? []),
      `    floor: ${figure.floor.label}`,
      ...(details.length === 0 ? [] : [`    ${details.join(', ')}`]),
    ];
  });
  const { node, platform, processor, processors, load, seconds } = circumstances;
  return [
    line(HEAD),
    ...lines,
    `Node ${node} on ${platform}, ${processors} x ${processor}; load ${number(load[0])} before, ${number(load[1])} after; ${seconds.toFixed(0)} s`,
    '',
  ].join('\n');
}

/** One JSON object on one line, numbers to four decimals. */
export function figuresJson(figures: readonly Figure[], circumstances: Circumstances): string {
  const report = {
    schema: 1,
    ...circumstances,
    figures: figures.map((figure) => ({ ...figure, holds: reachesGoal(figure) })),
  };
  return JSON.stringify(report, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value,
  );
}

function goalText({ of, bound, limit }: Goal, unit: string): string {
  const sign = bound === 'at-most' ? '<=' : '>=';
  return of === 'ratio' ? `ratio ${sign} ${limit}` : `${sign} ${limit} ${unit}`;
}

function verdict(figure: Figure): string {
  switch (reachesGoal(figure)) {
    case null:
      return '';
    case true:
      return 'within';
    case false:
      return figure.goal?.bound === 'at-least' ? 'under' : 'over';
  }
}

/** Three figures that count; a hundred and more without decimals. */
function number(value: number): string {
  if (!Number.isFinite(value)) return 'unknown';
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
