/** One observation: features in a fixed order, what happened, and how much it counts. */
export interface Observation {
  readonly features: readonly number[];
  readonly happened: boolean;
  readonly weight: number;
}

export interface LogisticFit {
  readonly bias: number;
  readonly weights: readonly number[];
}

const MAX_STEPS = 100;
const CONVERGED = 1e-8;

/**
 * Logistic regression by iteratively reweighted least squares (Newton's method; Hastie, Tibshirani and Friedman,
 * "The Elements of Statistical Learning", 4.4.1) with a ridge penalty on all weights but the bias.
 *
 * @param ridge Strength of the penalty, in the unit of one observation's weight; more than 0.
 */
export function fitLogistic(observations: readonly Observation[], ridge: number): LogisticFit {
  const size = (observations[0]?.features.length ?? 0) + 1;
  let beta = new Array<number>(size).fill(0);
  for (let step = 0; step < MAX_STEPS; step++) {
    const gradient = beta.map((value, at) => (at === 0 ? 0 : -ridge * value));
    const hessian = beta.map((_, row) => beta.map((__, column) => (row === column && row > 0 ? ridge : 0)));
    // A trace of ridge on the bias keeps the system solvable when all observations agree.
    const corner = hessian[0];
    if (corner !== undefined) corner[0] = 1e-9;
    for (const { features, happened, weight } of observations) {
      const x = [1, ...features];
      const p = sigmoid(dot(beta, x));
      const residual = weight * ((happened ? 1 : 0) - p);
      const curvature = weight * p * (1 - p);
      for (const [row, xr] of x.entries()) {
        gradient[row] = (gradient[row] ?? 0) + residual * xr;
        const line = hessian[row];
        if (line === undefined) continue;
        for (const [column, xc] of x.entries()) line[column] = (line[column] ?? 0) + curvature * xr * xc;
      }
    }
    const delta = solve(hessian, gradient);
    beta = beta.map((value, at) => value + (delta[at] ?? 0));
    if (Math.max(...delta.map(Math.abs)) < CONVERGED) break;
  }
  return { bias: beta[0] ?? 0, weights: beta.slice(1) };
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const [at, value] of a.entries()) sum += value * (b[at] ?? 0);
  return sum;
}

/** Gaussian elimination with partial pivoting; a direction that nothing determines stays 0. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    const pivot = rows.slice(column).reduce((best, row, at, all) => {
      return Math.abs(row[column] ?? 0) > Math.abs(all[best]?.[column] ?? 0) ? at : best;
    }, 0);
    const chosen = rows[column + pivot];
    const displaced = rows[column];
    if (chosen === undefined || displaced === undefined) continue;
    rows[column + pivot] = displaced;
    rows[column] = chosen;
    const head = chosen[column] ?? 0;
    if (Math.abs(head) < 1e-12) continue;
    for (const row of rows) {
      if (row === chosen) continue;
      const factor = (row[column] ?? 0) / head;
      for (let at = column; at <= n; at++) row[at] = (row[at] ?? 0) - factor * (chosen[at] ?? 0);
    }
  }
  return rows.map((row, at) => (Math.abs(row[at] ?? 0) < 1e-12 ? 0 : (row[n] ?? 0) / (row[at] ?? 1)));
}
