import type { ErrorCode } from '../lib/index.ts';
import { LEDGER_STATES, refusal } from './errors.ts';
import type { Resolved } from './post.ts';
import type { Journal, Posted } from './types.ts';

export const POST_BATCH = {
  name: 'ledger.post_batch',
  text: 'SELECT statuses, details FROM ledger.post_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)',
};

/** A journal of a batch. Journals with the same `group` are next to each other and are posted together or not at all. */
interface BatchEntry {
  readonly journal: Journal;
  readonly resolved: Resolved;
  readonly group: number;
}

/** The parameters of `ledger.post_batch`, in order. */
export function batchValues(entries: readonly BatchEntry[]): unknown[] {
  const texts = (read: (journal: Journal) => string | undefined): string | null => {
    const values = entries.map(({ journal }) => read(journal));
    return values.every((value) => value === undefined) ? null : `{${values.map(element).join(',')}}`;
  };
  const accounts = [...new Set(entries.flatMap(({ resolved }) => [...resolved.debits, ...resolved.credits]))];
  accounts.sort((a, b) => (a < b ? -1 : 1));
  const places = new Map(accounts.map((id, i) => [id, i + 1]));
  const at = (read: (resolved: Resolved) => readonly bigint[]): string =>
    `{${entries.flatMap(({ resolved }) => read(resolved).map((id) => places.get(id))).join(',')}}`;
  return [
    `{${entries.map(({ resolved }) => resolved.id).join(',')}}`,
    texts((j) => j.kind),
    texts((j) => j.reason),
    texts((j) => j.actor),
    `{${entries.map(({ group }) => group).join(',')}}`,
    `{${entries.flatMap(({ resolved }, i) => resolved.amounts.map(() => i + 1)).join(',')}}`,
    `{${accounts.join(',')}}`,
    at((r) => r.debits),
    at((r) => r.credits),
    `{${entries.flatMap(({ resolved }) => resolved.amounts).join(',')}}`,
    texts((j) => j.effectiveAt?.toISOString()),
    texts((j) => j.links?.orderId),
    texts((j) => j.links?.invoiceId),
    texts((j) => j.links?.refundId),
    texts((j) => j.links?.ticketId),
    texts((j) => j.correlationId),
    texts((j) => j.originalId),
  ];
}

/** One element of an array in PostgreSQL's own notation. */
function element(value: string | undefined): string {
  if (value === undefined) return 'NULL';
  return `"${/["\\]/.test(value) ? value.replaceAll(/["\\]/g, '\\$&') : value}"`;
}

/** The result of the group of journals that starts at `at` in a batch. */
export function batchResult(
  resolved: readonly Resolved[],
  at: number,
  answer: { statuses: readonly string[]; details: Record<string, object> },
): { posted: Posted[] } | { error: Error } {
  const statuses = answer.statuses.slice(at, at + resolved.length);
  const refused = statuses.findIndex((status) => status in LEDGER_STATES);
  if (refused >= 0) {
    const code = LEDGER_STATES[statuses[refused] ?? ''] as ErrorCode;
    const data = (answer.details[String(at + refused + 1)] ?? {}) as Record<string, string | number>;
    return { error: refusal(code, data) };
  }
  return {
    posted: resolved.map(({ id }, i) => ({ journalId: id, replayed: statuses[i] === 'replayed' })),
  };
}
