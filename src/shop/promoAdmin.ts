import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { requireAnother } from '../proposals/index.ts';
import { requireRight } from '../staff/index.ts';
import { MOST_PERCENT, readPromoCode, type PromoTerms } from './promoTerms.ts';

export type PromoStatus = 'waiting' | 'active' | 'paused' | 'ended';

/** A new code. `value` and `budget`: minor units of the shop's coin; stars for a code that gives stars. */
export interface NewPromo extends PromoTerms {
  readonly code: string;
  readonly budget: bigint;
  readonly maxUses?: number | undefined;
  readonly maxPerUser: number;
  readonly firstOnly: boolean;
  readonly packages?: readonly number[] | undefined;
  readonly validFrom?: Date | undefined;
  readonly validUntil?: Date | undefined;
  readonly note: string;
  readonly staffId: bigint;
}

/**
 * Makes a code. It is in force at once, or waits for another administrator if it takes more off than one person may take off a
 * price. Errors: FORBIDDEN, INPUT_INVALID with `fields`, PROMO_EXISTS.
 */
export async function createPromo(
  context: Context,
  input: NewPromo,
): Promise<{ id: bigint; status: PromoStatus }> {
  const code = readPromoCode(input.code);
  if (code === undefined) throw new AppError('INPUT_INVALID', { fields: 'code' });
  const most = input.kind === 'percent' ? MOST_PERCENT : input.kind === 'stars' ? 1_000_000n : undefined;
  if (input.value < 1n || (most !== undefined && input.value > most))
    throw new AppError('INPUT_INVALID', { fields: 'value' });
  if (input.budget < 1n) throw new AppError('INPUT_INVALID', { fields: 'budget' });
  if (input.validUntil && input.validUntil <= (input.validFrom ?? context.clock.now()))
    throw new AppError('INPUT_INVALID', { fields: 'validUntil' });
  return context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'edit', 'promo_codes');
    const { rows } = await tx.query<{ id: bigint; status: PromoStatus }>(
      `INSERT INTO promo_codes (code, kind, asset, value, budget, max_uses, max_per_user, first_only, packages, valid_from,
         valid_until, note, created_by, status)
       SELECT n.*, CASE WHEN promo_needs_second(jsonb_populate_record(NULL::promo_codes, to_jsonb(n))) THEN 'waiting' ELSE 'active' END
       FROM (SELECT $1::text AS code, $2::text AS kind, $3::text AS asset, $4::bigint AS value, $5::bigint AS budget,
         $6::integer AS max_uses, $7::integer AS max_per_user, $8::boolean AS first_only, $9::integer[] AS packages,
         coalesce($10::timestamptz, now()) AS valid_from, $11::timestamptz AS valid_until, $12::text AS note,
         $13::bigint AS created_by) n
       ON CONFLICT (code) DO NOTHING RETURNING id, status`,
      [
        code,
        input.kind,
        context.config.PAYMENT_ASSET,
        input.value,
        input.budget,
        input.maxUses ?? null,
        input.maxPerUser,
        input.firstOnly,
        input.packages ?? null,
        input.validFrom ?? null,
        input.validUntil ?? null,
        input.note,
        input.staffId,
      ],
    );
    const [made] = rows;
    if (!made) throw new AppError('PROMO_EXISTS', { code });
    return made;
  });
}

/** Lets a waiting code start. Errors: FORBIDDEN, PROMO_STATE, and those of `requireAnother`. */
export function approvePromo(context: Context, input: { id: bigint; staffId: bigint }): Promise<void> {
  return context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'approve', 'promo_codes');
    const { rows } = await tx.query<{ createdBy: bigint }>(
      `SELECT created_by AS "createdBy" FROM promo_codes WHERE id = $1 AND status = 'waiting' FOR UPDATE`,
      [input.id],
    );
    const [code] = rows;
    if (!code) throw new AppError('PROMO_STATE');
    await requireAnother(tx, input.staffId, code.createdBy);
    await tx.query(
      `UPDATE promo_codes SET status = 'active', approved_by = $2, changed_at = now() WHERE id = $1`,
      [input.id, input.staffId],
    );
  });
}

/** Pauses a code, lets a paused one go on, or ends it for good. Orders that have its price keep it. Errors: FORBIDDEN, PROMO_STATE. */
export function movePromo(
  context: Context,
  input: { id: bigint; to: 'active' | 'paused' | 'ended'; staffId: bigint },
): Promise<void> {
  const from = { active: ['paused'], paused: ['active'], ended: ['waiting', 'active', 'paused'] }[input.to];
  return context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'edit', 'promo_codes');
    const { rowCount } = await tx.query(
      'UPDATE promo_codes SET status = $2, changed_at = now() WHERE id = $1 AND status = ANY ($3::text[])',
      [input.id, input.to, from],
    );
    if (rowCount !== 1) throw new AppError('PROMO_STATE');
  });
}
