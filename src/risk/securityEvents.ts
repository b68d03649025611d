import { raise } from '../fraud/index.ts';
import { newId } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';

/** What looks like an attack, by kind; fraud rules and the back office read the same names. */
export type SecurityEventKind =
  | 'rate_limit_block'
  | 'webhook_forged'
  | 'webhook_source_forbidden'
  | 'webhook_secret_invalid'
  | 'webhook_unreadable'
  | 'webhook_unknown_order'
  | 'callback_forged'
  | 'login_failed'
  | 'login_locked'
  | 'status_mismatch'
  | 'provider_key_refused';

export interface SecurityEvent {
  kind: SecurityEventKind;
  userId?: bigint | undefined;
  ip?: string | null | undefined;
  /** Facts for the reviewer; never secrets or message texts. */
  details?: Readonly<Record<string, string | number | boolean | null>>;
  correlationId?: string | undefined;
}

/** What the fraud rules call a forgery. */
const FORGERIES: readonly SecurityEventKind[] = [
  'webhook_forged',
  'webhook_source_forbidden',
  'webhook_secret_invalid',
  'webhook_unknown_order',
  'callback_forged',
];

/** Writes one row of `security_events`, and what the fraud rules look at with it. Rows are only ever added. */
export async function recordSecurityEvent(tx: Tx, event: SecurityEvent): Promise<void> {
  const { kind, userId, ip, correlationId } = event;
  const id = newId();
  await tx.query(
    'INSERT INTO security_events (id, kind, user_id, ip, details, correlation_id) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, kind, userId ?? null, ip ?? null, JSON.stringify(event.details ?? {}), correlationId ?? null],
  );
  if (kind === 'rate_limit_block' && userId !== undefined)
    await raise(tx, { kind: 'block', userId, subject: id, correlationId });
  else if (FORGERIES.includes(kind) && (userId !== undefined || typeof ip === 'string'))
    await raise(tx, { kind: 'forgery', userId, ip, subject: id, outcome: kind, correlationId });
}

/** Of one kind and address in a minute; more of the same tell nothing new. */
const MOST_A_MINUTE = 60;

/**
 * {@link recordSecurityEvent} for what anybody can send without a key or an account: a flood of it must not become a
 * flood of rows. Without Redis everything is recorded.
 */
export async function recordAttempt(context: Context, event: SecurityEvent & { ip: string }): Promise<void> {
  const { config, redis, db } = context;
  const key = `${config.REDIS_PREFIX}:attempts:${event.kind}:${event.ip}`;
  const counted = await redis
    .multi()
    .set(key, 0, 'EX', 60, 'NX')
    .incr(key)
    .exec()
    .catch(() => null);
  const count = counted?.[1]?.[1];
  if (typeof count === 'number' && count > MOST_A_MINUTE) return;
  await db.tx((tx) => recordSecurityEvent(tx, event));
}

/** {@link recordSecurityEvent} for what lasts and is met again and again: once an hour. Without Redis everything is recorded. */
export async function recordHourly(context: Context, event: SecurityEvent): Promise<void> {
  const { config, redis, db } = context;
  const key = `${config.REDIS_PREFIX}:told:${event.kind}`;
  const isFirst = await redis.set(key, 1, 'EX', 3600, 'NX').catch(() => 'OK');
  if (isFirst === 'OK') await db.tx((tx) => recordSecurityEvent(tx, event));
}
