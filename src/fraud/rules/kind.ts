import type { z } from 'zod';
import type { Queryable, Row } from '../../platform/index.ts';
import type { SignalKind, Signal } from '../../security/index.ts';

/** No query of a rule reads more rows than this, however many a user has. */
export const MOST_ROWS = 1000;

/**
 * The measurement of a rule: it is a hit if `value` is above `limit`. `inputs` explain it to the reviewer and contain
 * no personal data.
 */
export interface Measured {
  readonly value: bigint;
  readonly limit: bigint;
  readonly inputs: Readonly<Record<string, string | number | null>>;
}

/**
 * One kind of rule: its signals, its parameters, the one query that measures, and the pure decision. Queries see only
 * the time before the signal, so that a signal gives the same result whenever it is judged.
 */
interface KindSpec<S extends z.ZodType> {
  readonly signals: readonly SignalKind[];
  readonly parameters: S;
  /** Undefined: the rule does not apply to this signal. */
  query(signal: Signal, parameters: z.output<S>): { text: string; values: unknown[] } | undefined;
  /** Undefined: there is not enough to compare with. */
  read(row: Row, parameters: z.output<S>, signal: Signal): Measured | undefined;
}

/** A kind of rule whose parameters come from the database. */
export interface RuleKind {
  readonly signals: readonly SignalKind[];
  readonly parameters: z.ZodType;
  /** Errors: a ZodError if the parameters do not fit the schema. */
  measure(q: Queryable, signal: Signal, parameters: unknown): Promise<Measured | undefined>;
}

export function ruleKind<S extends z.ZodType>(spec: KindSpec<S>): RuleKind {
  return {
    signals: spec.signals,
    parameters: spec.parameters,
    measure: async (q, signal, raw) => {
      const parameters = spec.parameters.parse(raw);
      const query = spec.query(signal, parameters);
      if (!query) return undefined;
      const { rows } = await q.query(query.text, query.values);
      return rows[0] && spec.read(rows[0], parameters, signal);
    },
  };
}

/** Whether this is a hit. */
export function isHit(measured: Measured | undefined): measured is Measured {
  return measured !== undefined && measured.value > measured.limit;
}

/** A column of a measurement: `count` and sums cast to bigint arrive as BigInt, an absent sum as null. */
export function big(row: Row, column: string): bigint {
  const value = row[column];
  return typeof value === 'bigint' ? value : 0n;
}
