import { statement, type HouseAccount, type StatementLine } from '../ledger/index.ts';
import type { Config, Queryable } from '../platform/index.ts';
import { CAPABILITIES, type SupplierName } from '../suppliers/index.ts';
import { deliveriesOfJournals } from './deliveryOf.ts';
import { ACCOUNT_OF, assetOf, type Place } from './types.ts';

/** A supplier with an API. */
export type ApiSupplier = Exclude<SupplierName, 'manual'>;
export const API_SUPPLIERS = ['mystars', 'istar'] as const satisfies readonly ApiSupplier[];

/** Where money for a supplier lies. */
export function placeOf(supplier: ApiSupplier): Extract<Place, 'ton_wallet' | 'istar'> {
  return CAPABILITIES[supplier].settlement === 'prepaid' ? 'istar' : 'ton_wallet';
}

/**
 * What moved the money that lies ready for a supplier. `spent`: the price of an order. `fee`: of the network. `returned`: the
 * price of an order that ended without stars.
 */
export const MOVES = ['funding', 'spent', 'fee', 'returned', 'other'] as const;
export type Move = (typeof MOVES)[number];
/** What moved the money that a supplier owes us stars for. `lost`: what a return lacked. */
export const DUE_MOVES = ['paid', 'delivered', 'returned', 'lost', 'other'] as const;
export type DueMove = (typeof DUE_MOVES)[number];

/** An account over a period: `opening` and all moves make `closing`. Minor units; less money is a minus. */
interface Account<M extends string> {
  readonly opening: bigint;
  readonly moves: Readonly<Record<M, bigint>>;
  readonly closing: bigint;
}

/** What happened with the money for one supplier in a period, all of it from the ledger. */
export interface SupplierStatement {
  readonly asset: string;
  readonly account: HouseAccount;
  readonly float: Account<Move>;
  readonly due: Account<DueMove>;
  readonly lines: readonly {
    readonly at: Date;
    readonly move: Move;
    readonly amount: bigint;
    readonly journalId: string;
    readonly reason: string;
    readonly deliveryId: string | null;
  }[];
  /** False: there are more lines than a statement has. Its figures are then those of its lines. */
  readonly isWhole: boolean;
}

const PAGE = 1000;
const MOST = 5000;

/** The statement of a supplier: after `from`, up to `to`. */
export async function supplierStatement(
  q: Queryable,
  config: Pick<Config, 'PAYMENT_ASSET' | 'ISTAR_WALLET'>,
  { supplier, from, to }: { readonly supplier: ApiSupplier; readonly from: Date; readonly to: Date },
): Promise<SupplierStatement> {
  const place = placeOf(supplier);
  const [account, asset] = [ACCOUNT_OF[place], assetOf(place, config)];
  const read = (house: HouseAccount) => readLines(q, { house, asset }, { from, to });
  const [float, due] = [await read(account), await read('supplier_due')];
  const deliveries = await deliveriesOfJournals(q, supplier, {
    journals: float.lines.map(({ journalId }) => journalId),
    from,
    to,
  });
  return {
    asset,
    account,
    float: sumOf(float, MOVES, moveOf),
    due: sumOf(due, DUE_MOVES, dueMoveOf),
    lines: float.lines.map((line) => ({
      at: line.recordedAt,
      move: moveOf(line),
      amount: -line.amount,
      journalId: line.journalId,
      reason: line.reason,
      deliveryId: deliveries.get(line.journalId) ?? null,
    })),
    isWhole: float.isWhole && due.isWhole,
  };
}

interface Read {
  readonly opening: bigint;
  readonly lines: readonly StatementLine[];
  readonly isWhole: boolean;
}

async function readLines(
  q: Queryable,
  ref: { readonly house: HouseAccount; readonly asset: string },
  period: { readonly from: Date; readonly to: Date },
): Promise<Read> {
  const lines: StatementLine[] = [];
  let opening: bigint | undefined;
  let cursor: string | undefined;
  do {
    const page = await statement(q, ref, { ...period, cursor, limit: PAGE });
    // What the house holds stands on the debit side of its accounts.
    opening ??= -page.opening;
    lines.push(...page.lines);
    cursor = page.next;
  } while (cursor !== undefined && lines.length < MOST);
  return { opening, lines, isWhole: cursor === undefined };
}

function sumOf<M extends string>(
  { opening, lines }: Read,
  moves: readonly M[],
  moveIn: (line: StatementLine) => M,
): Account<M> {
  const sums = Object.fromEntries(moves.map((move) => [move, 0n])) as Record<M, bigint>;
  for (const line of lines) sums[moveIn(line)] -= line.amount;
  const closing = moves.reduce((sum, move) => sum + sums[move], opening);
  return { opening, moves: sums, closing };
}

/** The first line of a payment is the price; the second one is the fee of the network. */
function moveOf({ kind, line, amount }: StatementLine): Move {
  if (kind === 'funding') return 'funding';
  if (kind !== 'supply' && kind !== 'dispatch_return') return 'other';
  if (amount < 0n) return 'returned';
  return line === 1 ? 'spent' : 'fee';
}

function dueMoveOf({ kind, amount, other }: StatementLine): DueMove {
  if (kind === 'delivery') return 'delivered';
  if (kind === 'dispatch_return') return 'returned';
  if (kind !== 'supply') return 'other';
  if (amount < 0n) return 'paid';
  return other.includes('/delivery_cost/') ? 'lost' : 'returned';
}
