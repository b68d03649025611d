import { Counter, Histogram, Registry } from 'prom-client';

/** The values that a label may have: a list, or a form of texts of which there are few. */
type Values = readonly string[] | RegExp;

/**
 * A metric as data. Each label says which values it may have, and any other value counts as `other`. So a metric stays
 * small, and nothing that a person typed can get into it.
 */
export interface Family<L extends string = string> {
  readonly name: string;
  readonly help: string;
  readonly labels?: Readonly<Record<L, Values>>;
}

const OTHER = 'other';
/** A counter with at most this many series begins with all of them at zero. Else Prometheus would miss the first one. */
const ZEROED = 64;

/** What this process counted. A process is one target of Prometheus, so it has one registry. */
const counted = new Registry();
/** All families that are counted as things happen, for the page of the documents. */
export const COUNTED: (Family & { readonly type: 'counter' | 'histogram' })[] = [];

export function readCounted(): Promise<string> {
  return counted.metrics();
}

export const METRICS_TYPE = counted.contentType;

/** Replaces the values that a label may not have. */
export function bounded(family: Family, given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(family.labels ?? {}).map(([label, values]) => {
      const value = given[label] ?? '';
      const isKnown = values instanceof RegExp ? values.test(value) : values.includes(value);
      return [label, isKnown ? value : OTHER];
    }),
  );
}

/** Declares something that is counted, and returns the function that counts it. It never throws. */
export function counter<L extends string>(family: Family<L>): (labels: Record<L, string>) => void {
  COUNTED.push({ ...family, type: 'counter' });
  const made = new Counter({ ...head(family), registers: [counted] });
  for (const labels of combinations(family)) made.inc(labels, 0);
  return (labels) => made.inc(bounded(family, labels));
}

/** Declares something that takes time, and returns the function that notes one of them. `bounds` are seconds. */
export function timer<L extends string>(
  family: Family<L>,
  bounds: readonly number[],
): (labels: Record<L, string>, ms: number) => void {
  COUNTED.push({ ...family, type: 'histogram' });
  const made = new Histogram({ ...head(family), buckets: [...bounds], registers: [counted] });
  return (labels, ms) => made.observe(bounded(family, labels), ms / 1000);
}

export function head({ name, help, labels = {} }: Family): {
  name: string;
  help: string;
  labelNames: string[];
} {
  return { name, help, labelNames: Object.keys(labels) };
}

/** All combinations of labels, or none if there are too many. */
function combinations({ labels = {} }: Family): Record<string, string>[] {
  const lists = Object.entries(labels);
  const size = lists.reduce((n, [, values]) => n * (values instanceof RegExp ? Infinity : values.length), 1);
  if (size > ZEROED) return [];
  return lists.reduce<Record<string, string>[]>(
    (all, [label, values]) =>
      all.flatMap((before) => (values as readonly string[]).map((value) => ({ ...before, [label]: value }))),
    [{}],
  );
}
