import { Gauge, type Registry } from 'prom-client';
import type { App } from '../app.ts';
import { inTime } from '../lib/index.ts';
import { bounded, head, type Family } from '../platform/index.ts';
import type { Queues } from '../queue/index.ts';

/** Prometheus waits ten seconds for the whole page. */
export const LIMIT_MS = 3000;

export type Value = readonly [labels: Readonly<Record<string, string>>, value: number];

/** What readings ask. */
export interface Source {
  readonly app: App;
  readonly queues: Queues;
}

/** Figures that one question answers: their families, and the question. The answer has values by name of the family. */
export interface Reading {
  readonly families: readonly Family[];
  readonly read: (source: Source) => Promise<Readonly<Record<string, readonly Value[]>>>;
}

/** One figure without labels. */
export const figure = (value: number): readonly Value[] => [[{}, value]];

/** One figure for each value of a label; a value without a row is zero. */
export function byLabel<R extends { readonly n: number }>(
  label: string,
  values: readonly string[],
  { rows, of }: { rows: readonly R[]; of: (row: R) => string },
): readonly Value[] {
  return values.map((value) => [{ [label]: value }, rows.find((row) => of(row) === value)?.n ?? 0]);
}

/**
 * Makes gauges of the readings, and returns the function that reads all of them anew. A reading that gives no answer in
 * time is left out, so that the others still come.
 */
export function gauges(readings: readonly Reading[], registry: Registry): (source: Source) => Promise<void> {
  const made = readings.map(({ families, read }) => ({
    read,
    gauges: families.map((family) => ({
      family,
      gauge: new Gauge({ ...head(family), registers: [registry] }),
    })),
  }));
  return async (source) => {
    await Promise.all(
      made.map(async ({ read, gauges: own }) => {
        const found: Readonly<Record<string, readonly Value[]>> = await inTime(
          () => read(source),
          LIMIT_MS,
          {},
        );
        for (const { family, gauge } of own) {
          // The earlier value is out of date. A figure without labels would go back to zero, which would look like a
          // real value.
          gauge.reset();
          if (!family.labels) gauge.remove();
          for (const [labels, value] of found[family.name] ?? []) gauge.set(bounded(family, labels), value);
        }
      }),
    );
  };
}
