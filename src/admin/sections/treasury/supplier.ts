import { DAY_MS } from '../../../lib/index.ts';
import { assetOf, placeOf, type ApiSupplier } from '../../../treasury/index.ts';
import type { Access, Panel } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';
import { rowsOf } from '../../access/rows.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import type { CircuitView } from '../control/circuits.ts';
import { SUPPLIER_QUOTES } from './source.ts';
import { readShownStatement, supplierOf, type ShownStatement } from './statementView.ts';

/** A supplier of stars: how it is now, what went wrong, and the statement of a period. */
export interface SupplierView {
  supplier: ApiSupplier;
  /** It sends the stars now. */
  isInUse: boolean;
  /** It has a key, so it can be asked. */
  isConfigured: boolean;
  /** What was read last where money for it lies. */
  float: { amount: string; readAt: string } | null;
  circuit: CircuitView;
  quotes: { stars: number; cost: string; perStar: string; at: string }[];
  failures: { id: string; at: string; call: string; outcome: string; deliveryId: string }[];
  /** Each change of a price, the newest first. */
  history: ShownRow[];
  mayProbe: boolean;
  statement: ShownStatement;
}

export async function readSupplierPage(
  access: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<SupplierView> {
  const { panel, ability } = access;
  const { config, suppliers, breakers } = panel.app;
  const supplier = supplierOf(query, panel);
  const [float, state, quotes, failures, history, statement] = await Promise.all([
    floatOf(panel, supplier),
    breakers[supplier].state(),
    quotesOf(panel, supplier),
    failuresOf(panel, supplier),
    rowsOf(access, SUPPLIER_QUOTES, { filters: { supplier }, limit: 10 }),
    readShownStatement(access, query),
  ]);
  return {
    supplier,
    isInUse: config.DELIVERY === 'supplier' && config.DELIVERY_SUPPLIER === supplier,
    isConfigured: suppliers[supplier] !== undefined,
    float,
    circuit: { ...state, retryAt: state.retryAt?.toISOString() ?? null },
    quotes,
    failures,
    history,
    mayProbe: ability.can('verify', 'treasury'),
    statement,
  };
}

async function floatOf({ reads, style, app }: Panel, supplier: ApiSupplier): Promise<SupplierView['float']> {
  const place = placeOf(supplier);
  const asset = assetOf(place, app.config);
  const row = await reads.one<{ amount: bigint; at: Date }>(
    `SELECT amount, seen_at AS at FROM float_readings WHERE place = $1 AND asset = $2 ORDER BY at DESC, id DESC LIMIT 1`,
    [place, asset],
  );
  return row ? { amount: moneyText(style, row.amount, asset), readAt: row.at.toISOString() } : null;
}

/** The newest price of each size that is still asked for. */
async function quotesOf({ reads, style }: Panel, supplier: ApiSupplier): Promise<SupplierView['quotes']> {
  const { rows } = await reads.query<{
    stars: number;
    asset: string;
    amount: bigint;
    perStar: bigint;
    at: Date;
  }>(
    `SELECT DISTINCT ON (stars) stars, asset, amount, ceil(amount::numeric / stars)::bigint AS "perStar", at
     FROM supplier_quotes WHERE supplier = $1 AND at > (SELECT max(at) FROM supplier_quotes WHERE supplier = $1) - interval '2 days'
     ORDER BY stars, at DESC, id DESC`,
    [supplier],
  );
  return rows.map(({ stars, asset, amount, perStar, at }) => ({
    stars,
    cost: moneyText(style, amount, asset),
    perStar: moneyText(style, perStar, asset),
    at: at.toISOString(),
  }));
}

/** Answers that were no success, of the last days. Only the newest answers are looked through. */
async function failuresOf({ reads, app }: Panel, supplier: ApiSupplier): Promise<SupplierView['failures']> {
  const { rows } = await reads.query<{
    id: bigint;
    at: Date;
    call: string;
    outcome: string;
    deliveryId: string;
  }>(
    `SELECT id, at, call, outcome, delivery_id AS "deliveryId" FROM
       (SELECT * FROM delivery_answers ORDER BY id DESC LIMIT 5000) a
     WHERE supplier = $1 AND at > $2 AND outcome ~ '^(later|unknown|refused|absent|several|tooLate)' ORDER BY id DESC LIMIT 10`,
    [supplier, new Date(app.clock.now().getTime() - 7 * DAY_MS)],
  );
  return rows.map(({ id, at, ...rest }) => ({ id: String(id), at: at.toISOString(), ...rest }));
}
