import { createHash } from 'node:crypto';
import { post, type HouseAccount, type Posted } from '../ledger/index.ts';
import { AppError, type Asset } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { requireRight } from '../staff/index.ts';
import { ACCOUNT_OF, assetOf, PLACES } from './types.ts';

/** `capital`: the owner's own money. */
export const FUNDING_ENDS = ['capital', ...PLACES] as const;
export type FundingEnd = (typeof FUNDING_ENDS)[number];

const ACCOUNTS: Readonly<Record<FundingEnd, HouseAccount>> = { capital: 'capital', ...ACCOUNT_OF };

/** Money that was moved between places of the house, and is to be written down. */
export interface Funding {
  readonly from: FundingEnd;
  readonly to: FundingEnd;
  /** Minor units. */
  readonly amount: bigint;
  /** What proves it, such as the id of the transaction. The same movement with the same remark is booked once. */
  readonly remark: string;
  readonly staffId: bigint;
}

/** The coin that moves. Errors: INPUT_INVALID where the two ends have no coin in common, or are one. */
export function fundingAsset(
  { config }: Pick<Context, 'config'>,
  { from, to }: Pick<Funding, 'from' | 'to'>,
): Asset {
  const [code, another] = [from, to].flatMap((end) => (end === 'capital' ? [] : [assetOf(end, config)]));
  if (code === undefined || from === to || (another !== undefined && another !== code))
    throw new AppError('INPUT_INVALID', { fields: 'from' });
  return coin({ PAYMENT_ASSET: code });
}

/**
 * Books money that was moved by hand: put in by the owner, paid out by Heleket to our wallet, sent on to a supplier, or taken
 * back. It moves no coins itself. Errors: FORBIDDEN, INPUT_INVALID, AMOUNT_INVALID, TEXT_INVALID.
 */
export async function bookFunding(context: Context, funding: Funding): Promise<Posted> {
  const { from, to, amount, staffId } = funding;
  const asset = fundingAsset(context, funding).code;
  const remark = funding.remark.trim();
  if (amount <= 0n) throw new AppError('AMOUNT_INVALID');
  if (remark === '' || remark.length > 200) throw new AppError('TEXT_INVALID', { max: 200 });
  const said = createHash('sha256')
    .update(JSON.stringify([from, to, String(amount), remark]))
    .digest('hex');
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'edit', 'treasury');
    return post(tx, {
      key: `funding:${said}`,
      kind: 'funding',
      reason: remark,
      actor: `staff:${staffId}`,
      // What the house holds stands on the debit side of its accounts.
      lines: [{ debit: { house: ACCOUNTS[to], asset }, credit: { house: ACCOUNTS[from], asset }, amount }],
    });
  });
}
