import type { Measured } from './load.ts';

/** The reported ratios, and the bound of each. */
export interface Bound {
  readonly key: string;
  readonly about: string;
  readonly value: number;
  /** At least, or at most. */
  readonly min?: number;
  readonly max?: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function workloadTable(runs: ReadonlyMap<string, readonly Measured[]>): string {
  const rows = [...runs].map(([name, measured]) => [
    name,
    ...measured.map(({ perSecond }) => perSecond.toFixed(0)),
    median(measured.map(({ perSecond }) => perSecond)).toFixed(0),
    median(measured.map(({ p50Ms }) => p50Ms)).toFixed(2),
    median(measured.map(({ p99Ms }) => p99Ms)).toFixed(2),
  ]);
  const repetitions = [...runs.values()][0]?.length ?? 0;
  const head = Array.from({ length: repetitions }, (_, i) => `run ${i + 1}/s`);
  return table([['workload', ...head, 'median/s', 'p50 ms', 'p99 ms'], ...rows]);
}

export function boundTable(bounds: readonly Bound[]): string {
  return table([
    ['ratio', 'value', 'bound', 'holds', 'what'],
    ...bounds.map(({ key, value, min, max, about }) => [
      key,
      value.toFixed(2),
      min !== undefined ? `>= ${min}` : max !== undefined ? `<= ${max}` : '',
      min === undefined && max === undefined
        ? ''
        : holds({ key, value, about, ...(min !== undefined && { min }), ...(max !== undefined && { max }) })
          ? 'yes'
          : 'NO',
      about,
    ]),
  ]);
}

function holds({ value, min, max }: Bound): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
