import { csvFormOf, csvLine, formatAmount, type CsvForm } from '../../../lib/index.ts';
import {
  API_SUPPLIERS,
  DUE_MOVES,
  MOVES,
  readTheirList,
  supplierStatement,
  type ApiSupplier,
  type Listed,
  type Move,
  type SupplierStatement,
} from '../../../treasury/index.ts';
import type { Access, Panel } from '../../access/panel.ts';
import { readPeriod, type Period } from '../../access/period.ts';
import { moneyText } from '../../access/reader/index.ts';
import type { TotalName } from './supplierTexts.ts';

/** The supplier of a query; by default the one in use. */
export function supplierOf(query: Readonly<Record<string, unknown>>, panel: Panel): ApiSupplier {
  const { DELIVERY_SUPPLIER: inUse } = panel.app.config;
  return API_SUPPLIERS.find((name) => name === query['supplier']) ?? inUse;
}

/** One figure of a statement. An amount of money, or a number of orders. */
interface Total {
  readonly name: TotalName;
  readonly amount: string;
}

/** The statement of a supplier as a page shows it. */
export interface ShownStatement {
  readonly from: string;
  readonly to: string;
  readonly asset: string;
  readonly isWhole: boolean;
  /** What lay ready for the supplier, and what it owed: opening, moves, closing. */
  readonly totals: readonly Total[];
  readonly lines: readonly {
    readonly at: string;
    readonly move: Move;
    readonly amount: string;
    readonly journalId: string;
    readonly deliveryId: string | null;
  }[];
  /** Asked for only when a person wants it: a supplier limits how often it is asked. */
  readonly list: 'unasked' | 'none' | 'whole' | 'part';
}

interface Read {
  readonly supplier: ApiSupplier;
  readonly period: Period;
  readonly statement: SupplierStatement;
  readonly listed: Listed | 'unasked' | undefined;
}

/** `supplier`, `from`, `to` of the query; `list`: the supplier is asked for its own list. */
async function read({ panel }: Access, query: Readonly<Record<string, unknown>>): Promise<Read> {
  const supplier = supplierOf(query, panel);
  const period = readPeriod(query, panel.app.clock.now());
  const statement = await supplierStatement(panel.reads, panel.app.config, { supplier, ...period });
  const client = panel.app.suppliers[supplier];
  const listed =
    query['list'] === undefined
      ? 'unasked'
      : client && (await readTheirList(panel.reads, client, { ...period, asset: statement.asset }));
  return { supplier, period, statement, listed };
}

type Figure = readonly [name: TotalName, amount: bigint, unit: 'money' | 'orders'];

/** Every figure of a statement, in the order in which page and file show them. */
function figuresOf({ statement: { float, due }, listed }: Read): Figure[] {
  const money = (name: TotalName, amount: bigint): Figure => [name, amount, 'money'];
  return [
    money('opening', float.opening),
    ...MOVES.map((move) => money(move, float.moves[move])),
    money('closing', float.closing),
    money('due_opening', due.opening),
    ...DUE_MOVES.map((move) => money(`due_${move}`, due.moves[move])),
    money('due_closing', due.closing),
    ...(typeof listed === 'object'
      ? [
          ['list_orders', BigInt(listed.theirs.orders), 'orders'] as const,
          money('list_cost', listed.theirs.cost),
          ['our_orders', BigInt(listed.ours.orders), 'orders'] as const,
          money('our_cost', listed.ours.cost),
          money('list_difference', listed.theirs.cost - listed.ours.cost),
        ]
      : []),
  ];
}

export async function readShownStatement(
  access: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<ShownStatement> {
  const found = await read(access, query);
  const { period, statement, listed } = found;
  const shown = (amount: bigint): string => moneyText(access.panel.style, amount, statement.asset);
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    asset: statement.asset,
    isWhole: statement.isWhole,
    totals: figuresOf(found).map(([name, amount, unit]) => ({
      name,
      amount: unit === 'money' ? shown(amount) : String(amount),
    })),
    lines: statement.lines.map(({ at, move, amount, journalId, deliveryId }) => ({
      at: at.toISOString(),
      move,
      amount: shown(amount),
      journalId,
      deliveryId,
    })),
    list: listed === 'unasked' ? listed : listed === undefined ? 'none' : listed.isWhole ? 'whole' : 'part',
  };
}

const COLUMNS = ['recorded_at', 'what', 'amount', 'asset', 'delivery_id', 'journal_id'] as const;

/** The same statement as CSV: its figures, then its lines. */
export async function* supplierCsv(
  access: Access,
  query: Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  const found = await read(access, query);
  const { asset, lines } = found.statement;
  const form: CsvForm = csvFormOf(access.staff.language);
  const number = (amount: bigint): string =>
    formatAmount(amount, { code: asset, exponent: access.panel.style.exponent(asset) });
  yield csvLine(COLUMNS, form);
  for (const [name, amount, unit] of figuresOf(found))
    yield csvLine(
      unit === 'money' ? ['', name, number(amount), asset, '', ''] : ['', name, String(amount), '', '', ''],
      form,
    );
  for (const { at, move, amount, journalId, deliveryId } of lines)
    yield csvLine([at.toISOString(), move, number(amount), asset, deliveryId ?? '', journalId], form);
}
