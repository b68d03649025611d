import { csvLine, formatAmount, type Asset } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

const PAGE = 500;

const DETAIL = [
  'ourStatus',
  'ourAmount',
  'ourBooked',
  'theirStatus',
  'theirAmount',
  'theirCurrency',
  'theirPayment',
  'theirName',
] as const;
const COLUMNS = [
  'id',
  'class',
  'status',
  'age',
  'subject',
  'order_id',
  'invoice_id',
  'provider_uuid',
  'user_id',
  'asset',
  'amount',
  ...DETAIL,
  'owner',
  'remark',
  'opened_at',
  'seen_at',
  'resolution',
  'resolved_by',
  'resolved_at',
  'journal_id',
  'refund_id',
] as const;
type Column = (typeof COLUMNS)[number];

const iso = (column: string): string =>
  `to_char(b.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
/** The source of a column that is not from the break itself. */
const SOURCES: Partial<Record<Column, string>> = {
  ...Object.fromEntries(DETAIL.map((name) => [name, `b.detail ->> '${name}'`])),
  owner: 'b.owner_name',
  opened_at: iso('opened_at'),
  seen_at: iso('seen_at'),
  resolved_at: iso('resolved_at'),
};
const SELECTED = COLUMNS.map((name) => `(${SOURCES[name] ?? `b.${name}`})::text AS "${name}"`).join(', ');
/** Columns in minor units that are shown as decimals of the break's asset. */
const MINOR: ReadonlySet<string> = new Set<Column>(['amount', 'ourAmount', 'ourBooked']);

/**
 * The breaks of invoices of a period as CSV, one line at a time, oldest first, so memory does not grow with their
 * number.
 */
export async function* exportBreaks(
  { db }: Context,
  period: { from: Date; to: Date },
): AsyncGenerator<string> {
  const { rows: known } = await db.query<Asset>('SELECT code, exponent FROM ledger.assets');
  const assets = new Map(known.map((asset) => [asset.code, asset]));
  yield csvLine(COLUMNS);
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await db.query<Record<Column, string | null>>(
      `SELECT ${SELECTED} FROM break_list b WHERE b.id > $3 AND coalesce(b.subject_at, b.opened_at) >= $1
         AND coalesce(b.subject_at, b.opened_at) < $2 ORDER BY b.id LIMIT ${PAGE}`,
      [period.from, period.to, last],
    );
    for (const row of rows) {
      const asset = assets.get(row.asset ?? '');
      const shown = (name: Column): string => {
        const text = row[name] ?? '';
        return asset && text !== '' && MINOR.has(name) ? formatAmount(BigInt(text), asset) : text;
      };
      yield csvLine(COLUMNS.map(shown));
    }
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.id ?? last;
  }
}
