import { AppError } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import { requireRight } from '../staff/index.ts';
import { changeUser } from './known.ts';
import type { Language, UserStatus } from './types.ts';

/** Stores a language that the user chose. From now on Telegram's own setting is ignored. */
export async function setLanguage(context: Context, userId: bigint, language: Language): Promise<void> {
  await changeUser(context, userId, (tx) =>
    update(tx, userId, 'language = $2, language_chosen = true', language),
  );
}

export async function setNotifications(context: Context, userId: bigint, wanted: boolean): Promise<void> {
  await changeUser(context, userId, (tx) => update(tx, userId, 'notifications = $2', wanted));
}

/** Records that messages cannot reach the user, or can again. The first moment of blocking is kept. */
export async function markBotBlocked(context: Context, userId: bigint, blocked: boolean): Promise<void> {
  const since = 'bot_blocked_at = CASE WHEN $2::boolean THEN coalesce(bot_blocked_at, now()) END';
  await changeUser(context, userId, (tx) => update(tx, userId, since, blocked));
}

interface StatusChange {
  readonly userId: bigint;
  readonly status: UserStatus;
  /** Staff can read it. */
  readonly reason: string;
}

/**
 * Puts a user under review, blocks or frees one, at the request of a person. A person with only the right `review` can
 * do this to active users, and can never make a measure weaker. Errors: FORBIDDEN, USER_UNKNOWN.
 */
export async function setUserStatus(
  context: Pick<Context, 'db'>,
  input: StatusChange & { readonly staffId: bigint },
): Promise<void> {
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<{ status: UserStatus }>(
      'SELECT status FROM users WHERE id = $1 FOR NO KEY UPDATE',
      [input.userId],
    );
    const isReview = input.status === 'under_review' && rows[0]?.status === 'active';
    await requireRight(tx, input.staffId, isReview ? 'review' : 'block', 'users');
    await setStatusByRule(tx, input);
  });
}

/** The same for a rule of the shop. A rule needs no right. Errors: USER_UNKNOWN. */
export async function setStatusByRule(tx: Queryable, input: StatusChange): Promise<void> {
  await update(tx, input.userId, 'status = $2, status_reason = $3', input.status, input.reason);
  // Deliveries may have waited for this. Delivery knows them; this folder does not.
  if (input.status === 'active')
    await enqueue(tx, 'delivery.user-freed', { userId: input.userId.toString() });
}

/**
 * Records who brought the user. It counts once, never for the user's own link, and only in the user's first 24 hours.
 */
export async function setReferrer(
  context: Context,
  input: { userId: bigint; referrerId: bigint },
): Promise<boolean> {
  const { rowCount } = await context.db.query(
    `UPDATE users SET referred_by = $2
     WHERE id = $1 AND $1 <> $2 AND referred_by IS NULL AND created_at > now() - interval '1 day'
       AND EXISTS (SELECT FROM users r WHERE r.id = $2 AND r.referred_by IS DISTINCT FROM $1)`,
    [input.userId, input.referrerId],
  );
  return rowCount === 1;
}

async function update(
  tx: Queryable,
  userId: bigint,
  assignment: string,
  ...values: unknown[]
): Promise<void> {
  const { rowCount } = await tx.query(`UPDATE users SET ${assignment} WHERE id = $1`, [userId, ...values]);
  if (rowCount !== 1) throw new AppError('USER_UNKNOWN');
}
