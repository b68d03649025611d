import { isUuid } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { JOURNAL_IN_HISTORY, type TransactionKind } from './historyKinds.ts';
import type { OrderStatus } from './states.ts';
import type { OrderKind } from './types.ts';

/** One line of a user's history: an order, or a journal with a line of its own (refund, adjustment). */
export interface Transaction {
  /** Id of the order, or of the journal. */
  readonly id: string;
  readonly source: 'order' | 'journal';
  readonly kind: TransactionKind;
  /** Null for a journal. */
  readonly orderKind: OrderKind | null;
  /** The order's status; a journal is always `paid`. */
  readonly status: OrderStatus;
  readonly asset: string;
  /**
   * Order: its price; 0 for a line of kind bonus. Journal: the signed change of wallet and hold together. Minor units.
   */
  readonly amount: bigint;
  /** Order: without bonus. Journal: signed. Line of kind bonus: the bonus. */
  readonly stars: bigint;
  readonly bonusStars: number;
  /** The signed change of the user's coins and stars so far, bonus included, according to the ledger. */
  readonly coins: bigint;
  readonly movedStars: bigint;
  /** The order that it is about. */
  readonly orderId: string | null;
  readonly at: Date;
  /** The invoice of an order; null if there is none. */
  readonly invoice: HistoryInvoice | null;
}

export interface HistoryInvoice {
  readonly status: string;
  readonly url: string | null;
  readonly expiresAt: Date | null;
  readonly checkedAt: Date | null;
  readonly received: bigint;
  readonly booked: bigint;
  readonly credited: bigint;
}

export const HISTORY_DAYS = 30;

/** Journal kinds and the history kinds that they are shown under, for SQL. */
const SHOWN_JOURNALS = Object.entries(JOURNAL_IN_HISTORY).flatMap(([kind, shown]) =>
  shown === null ? [] : [`('${kind}', '${shown}')`],
);

/** How many movements per account one page looks through: far more than a person makes in 30 days. */
const ENTRIES_READ = 5000;

/** The ids of the accounts of user $1, computed once; $2 is the coin. */
const STARS_ACCOUNT = `(SELECT ledger.user_account($1, 'stars', 'STAR'))`;
const ACCOUNTS = `SELECT ledger.user_account($1, 'wallet', $2) AS id UNION ALL SELECT ledger.user_account($1, 'hold', $2)
  UNION ALL SELECT ledger.user_account($1, 'stars', 'STAR')`;

/**
 * Shows journals as lines of a history. The SQL of `entries` returns the user's movements that they are made of. A
 * journal that carried out an order is shown as the order. Money that it brought to the balance besides the goods is a
 * line of its own.
 */
function journalRows(entries: string): string {
  return `
SELECT j.journal_id AS id, 'journal' AS source, shown.kind, NULL::text AS order_kind, 'paid' AS status, $2::text AS asset,
  coalesce(sum(e.amount) FILTER (WHERE e.account_id <> ${STARS_ACCOUNT}), 0)::bigint AS amount,
  coalesce(sum(e.amount) FILTER (WHERE e.account_id = ${STARS_ACCOUNT} AND own.id IS NULL), 0)::bigint AS stars,
  0 AS bonus_stars, NULL::uuid AS journal_id, j.order_id, j.recorded_at AS at
FROM (${entries}) e
JOIN ledger.journals j ON j.journal_id = e.journal_id
JOIN (VALUES ${SHOWN_JOURNALS.join(', ')}) s (kind, shown) ON s.kind = j.kind
LEFT JOIN orders own ON own.id = j.order_id AND own.kind = j.kind
CROSS JOIN LATERAL (SELECT CASE WHEN own.id IS NULL THEN s.shown ELSE 'topup' END AS kind) shown
WHERE (own.id IS NULL OR own.kind = 'purchase' AND e.account_id <> ${STARS_ACCOUNT})
  AND ($3::text IS NULL OR shown.kind = $3)
GROUP BY j.journal_id, shown.kind, j.order_id, j.recorded_at`;
}

/** A bonus shown alone is part of its order's line, so it does not count as a second movement. */
const TRANSACTION_COLUMNS = `SELECT t.id, source, t.kind, order_kind AS "orderKind", t.status, t.asset, t.amount, stars,
  bonus_stars AS "bonusStars", t.order_id AS "orderId", at, i.id AS "invoiceId", i.status AS "invoiceStatus", i.url, i.expires_at AS "expiresAt",
  i.checked_at AS "checkedAt", i.received, i.booked, i.credited,
  CASE WHEN source = 'journal' THEN t.amount WHEN t.kind = 'bonus' THEN 0 WHEN order_kind = 'topup' THEN coalesce(i.credited, 0)
    WHEN order_kind = 'balance_purchase' AND t.journal_id IS NOT NULL THEN -t.amount ELSE 0 END AS coins,
  CASE WHEN source = 'journal' OR t.kind = 'bonus' THEN stars WHEN t.journal_id IS NULL THEN 0 ELSE stars + bonus_stars END AS "movedStars"`;

const WITH_INVOICE = `LEFT JOIN invoices i ON i.order_id = t.id AND source = 'order'`;

const PAGE = `
WITH start AS (
  SELECT created_at AS at FROM orders WHERE id = $4 AND user_id = $1
  UNION ALL SELECT recorded_at FROM ledger.journals WHERE journal_id = $4
), bounds AS (
  SELECT CASE WHEN $4::uuid IS NULL THEN 'infinity' ELSE (SELECT at FROM start LIMIT 1) END AS before_at
), from_orders AS (
  SELECT o.id, 'order' AS source,
    CASE WHEN $3 = 'bonus' THEN 'bonus' WHEN o.kind = 'topup' THEN 'topup' ELSE 'purchase' END AS kind,
    o.kind AS order_kind, o.status, o.asset, CASE WHEN $3 = 'bonus' THEN 0 ELSE o.amount END AS amount,
    CASE WHEN $3 = 'bonus' THEN o.bonus_stars ELSE o.stars END::bigint AS stars, o.bonus_stars, o.journal_id, o.id AS order_id, o.created_at AS at
  FROM orders o, bounds b
  WHERE o.user_id = $1 AND o.created_at > now() - interval '${HISTORY_DAYS} days' AND (o.created_at, o.id) < (b.before_at, coalesce($4, o.id))
    AND o.status <> 'replaced'
    AND CASE $3 WHEN 'topup' THEN o.kind = 'topup' WHEN 'purchase' THEN o.kind <> 'topup'
      WHEN 'bonus' THEN o.bonus_stars > 0 AND o.paid_at IS NOT NULL WHEN 'delivery' THEN false WHEN 'refund' THEN false WHEN 'adjustment' THEN false ELSE true END
  ORDER BY o.created_at DESC, o.id DESC LIMIT $5
), from_journals AS (
  ${journalRows(`
    SELECT e.account_id, e.journal_id, e.amount FROM (${ACCOUNTS}) a CROSS JOIN LATERAL (
      SELECT x.account_id, x.journal_id, x.amount FROM ledger.entries x
      WHERE x.account_id = a.id AND x.recorded_at > now() - interval '${HISTORY_DAYS} days'
        AND (x.recorded_at, x.journal_id) < ((SELECT before_at FROM bounds), coalesce($4, x.journal_id))
      ORDER BY x.seq DESC LIMIT ${ENTRIES_READ}) e`)}
  ORDER BY j.recorded_at DESC, j.journal_id DESC LIMIT $5
)
${TRANSACTION_COLUMNS}
FROM (SELECT * FROM from_orders UNION ALL SELECT * FROM from_journals ORDER BY at DESC, id DESC LIMIT $5) t
${WITH_INVOICE} ORDER BY t.at DESC, t.id DESC`;

/** One journal $4 as a line of the history of user $1; no row if it does not touch that user or is never shown. */
export const ONE_JOURNAL = `${TRANSACTION_COLUMNS} FROM (${journalRows(
  `SELECT x.account_id, x.journal_id, x.amount FROM ledger.entries x JOIN (${ACCOUNTS}) a ON a.id = x.account_id WHERE x.journal_id = $4`,
)}) t ${WITH_INVOICE}`;

/** One order $4 as a line of the history of user $1. */
export const ONE_ORDER = `${TRANSACTION_COLUMNS} FROM (
  SELECT o.id, 'order' AS source, CASE WHEN o.kind = 'topup' THEN 'topup' ELSE 'purchase' END AS kind, o.kind AS order_kind, o.status,
    o.asset, o.amount, o.stars::bigint AS stars, o.bonus_stars, o.journal_id, o.id AS order_id, o.created_at AS at
  FROM orders o WHERE o.id = $4 AND o.user_id = $1 AND $2::text IS NOT NULL AND $3::text IS NULL) t ${WITH_INVOICE}`;

type Row = Omit<Transaction, 'invoice'> &
  Omit<HistoryInvoice, 'status'> & { invoiceId: string | null; invoiceStatus: string };

function readTransaction(row: Row): Transaction {
  const { invoiceId, invoiceStatus, url, expiresAt, checkedAt, received, booked, credited, ...line } = row;
  return {
    ...line,
    invoice:
      invoiceId === null
        ? null
        : { status: invoiceStatus, url, expiresAt, checkedAt, received, booked, credited },
  };
}

/** One line by the SQL of {@link ONE_JOURNAL} or {@link ONE_ORDER}. */
export async function readOne(
  context: Context,
  sql: string,
  { userId, id }: { userId: bigint; id: string },
): Promise<Transaction | undefined> {
  const row = await context.db.one<Row>(sql, [userId, context.config.PAYMENT_ASSET, null, id]);
  return row && readTransaction(row);
}

/**
 * The last 30 days, newest first. `before` is the id of the last line of the page before; an id that is not in this
 * user's history returns nothing. The filter `bonus` shows the paid orders that brought bonus stars.
 */
export async function history(
  context: Context,
  input: { userId: bigint; kind?: TransactionKind | undefined; before?: string | undefined; limit: number },
): Promise<Transaction[]> {
  if (input.before !== undefined && !isUuid(input.before)) return [];
  const { rows } = await context.db.query<Row>(PAGE, [
    input.userId,
    context.config.PAYMENT_ASSET,
    input.kind ?? null,
    input.before ?? null,
    input.limit,
  ]);
  return rows.map(readTransaction);
}
