/** What a figure is to reach: its value, or its ratio to the floor. */
export interface Goal {
  readonly of: 'ratio' | 'value';
  readonly bound: 'at-most' | 'at-least';
  readonly limit: number;
}

export type Unit = 'ms' | 'passages/s' | 'MB';

/** One measurement beside the least (or most) that the machine could do in its place, measured in the same run. */
export interface Figure {
  /** Stable, for programs: group, then what is measured. */
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly value: number;
  /** What the floor is, and its value in the same unit. */
  readonly floor: { readonly label: string; readonly value: number };
  readonly ratio: number;
  /** Null for a figure that is for information only. */
  readonly goal: Goal | null;
  /** Further numbers behind this one, each with its unit in its name. */
  readonly details: Readonly<Record<string, number>>;
}

/** A figure whose ratio is its value divided by the floor's, unless a ratio of paired rounds is given. */
export function figure(parts: Omit<Figure, 'ratio' | 'details'> & Partial<Figure>): Figure {
  return { ratio: parts.value / parts.floor.value, details: {}, ...parts };
}

export function ratioAtMost(limit: number): Goal {
  return { of: 'ratio', bound: 'at-most', limit };
}

export function ratioAtLeast(limit: number): Goal {
  return { of: 'ratio', bound: 'at-least', limit };
}

export function valueAtMost(limit: number): Goal {
  return { of: 'value', bound: 'at-most', limit };
}

/** Whether the goal is reached; null without one. A number that could not be measured (NaN) reaches none. */
export function reachesGoal({ goal, value, ratio }: Figure): boolean | null {
  if (goal === null) return null;
  const measured = goal.of === 'ratio' ? ratio : value;
  return goal.bound === 'at-most' ? measured <= goal.limit : measured >= goal.limit;
}
