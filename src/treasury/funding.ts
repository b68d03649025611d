import { createHash } from 'node:crypto';
import { AppError, type Asset } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { bookOrAsk, type Booked } from './booking.ts';
import { assetOf, type FundingEnd } from './types.ts';

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
 * back. It moves no coins itself. Above the limit it waits for a second person. Errors: INPUT_INVALID, and those of
 * `bookOrAsk`.
 */
export async function bookFunding(context: Context, funding: Funding): Promise<Booked> {
  const { from, to, amount, staffId: bookedBy } = funding;
  const asset = fundingAsset(context, funding).code;
  const remark = funding.remark.trim();
  const said = createHash('sha256')
    .update(JSON.stringify([from, to, String(amount), remark]))
    .digest('hex');
  const about = { key: `funding:${said}`, kind: 'funding', txHash: null, deliveryId: null } as const;
  return context.db.tx((tx) => bookOrAsk(tx, { ...about, from, to, asset, amount, remark, bookedBy }));
}
