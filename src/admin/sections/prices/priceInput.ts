import { z } from 'zod';
import { AppError, parseAmount, type Asset } from '../../../lib/index.ts';
import { coin, type PriceTerms } from '../../../shop/index.ts';
import type { ActionCall } from '../../access/actions.ts';

const FLAG = z.union([z.boolean(), z.stringbool()]).default(false);
export const TIMES = { validFrom: z.string().max(40).optional(), validUntil: z.string().max(40).optional() };
/** Prices are typed as decimal text in the shop's coin. Checkbox and number fields arrive from forms as text. */
export const TERMS = z.object({
  price: z.string().max(40),
  listPrice: z.string().max(40).optional(),
  bonusStars: z.coerce.number().int().min(0).max(1_000_000).default(0),
  ...TIMES,
});

export const REASON = z.string().trim().min(3).max(300);
/** Identifies one request: the key of its form, and the newest version that the form knew. */
export const REQUEST = {
  reason: REASON,
  requestKey: z.string().min(8).max(100),
  newest: z
    .string()
    .regex(/^\d{0,18}$/)
    .optional(),
  asDraft: FLAG,
};

export function termsFrom({ app }: ActionCall, input: z.output<typeof TERMS>, reason: string): PriceTerms {
  const asset = coin(app.config);
  return {
    price: amountOf('price', input.price, asset),
    listPrice: input.listPrice ? amountOf('listPrice', input.listPrice, asset) : undefined,
    bonusStars: input.bonusStars,
    ...timesFrom(input),
    reason,
  };
}

function amountOf(field: string, text: string, asset: Asset): bigint {
  try {
    return parseAmount(text, asset);
  } catch (error) {
    throw new AppError('INPUT_INVALID', { fields: field, rule: 'amount' }, { cause: error });
  }
}

export function timesFrom(input: {
  validFrom?: string | undefined;
  validUntil?: string | undefined;
}): Pick<PriceTerms, 'validFrom' | 'validUntil'> {
  return {
    validFrom: moment('validFrom', input.validFrom),
    validUntil: moment('validUntil', input.validUntil),
  };
}

function moment(field: string, text: string | undefined): Date | undefined {
  if (!text) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new AppError('INPUT_INVALID', { fields: field, rule: 'moment' });
  return date;
}

export function requestOf(
  { staff }: ActionCall,
  input: { requestKey: string; newest?: string | undefined; asDraft: boolean },
): { staffId: bigint; requestKey: string; expectedNewest: bigint | undefined; asDraft: boolean } {
  return {
    staffId: staff.id,
    requestKey: input.requestKey,
    expectedNewest: input.newest ? BigInt(input.newest) : undefined,
    asDraft: input.asDraft,
  };
}
