import { isDeepJson, networkOf, newId, plainAddress, storableDeep } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { raise } from './raise.ts';

/** Acts that look like an attack, by kind. Fraud rules and the back office use the same names. */
export type SecurityEventKind =
  | 'rate_limit_block'
  | 'webhook_forged'
  | 'webhook_source_forbidden'
  | 'webhook_source_unlisted'
  | 'webhook_secret_invalid'
  | 'json_too_deep'
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

/** The kinds that the fraud rules call a forgery. */
const FORGERIES: readonly SecurityEventKind[] = [
  'webhook_forged',
  'webhook_source_forbidden',
  'webhook_secret_invalid',
  'webhook_unknown_order',
  'callback_forged',
];

/** Writes one row of `security_events`, and the signal that belongs to it. Rows are only ever added. */
export async function recordSecurityEvent(tx: Tx, event: SecurityEvent): Promise<void> {
  const { kind, userId, correlationId } = event;
  // An attacker writes the text of such an event, so strange text must never make us lose the event.
  const ip = plainAddress(event.ip ?? undefined);
  const details = storableDeep(event.details ?? {});
  const id = newId();
  await tx.query(
    'INSERT INTO security_events (id, kind, user_id, ip, details, correlation_id) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, kind, userId ?? null, ip, JSON.stringify(details), correlationId ?? null],
  );
  if (kind === 'rate_limit_block' && userId !== undefined)
    await raise(tx, { kind: 'block', userId, subject: id, correlationId });
  else if (FORGERIES.includes(kind) && (userId !== undefined || ip !== null))
    await raise(tx, { kind: 'forgery', userId, ip, subject: id, outcome: kind, correlationId });
}

/** The most events of one kind and source within an hour; more of them bring nothing new. */
const MOST_AN_HOUR = 60;
const HOUR_SECONDS = 3600;

/**
 * {@link recordSecurityEvent} for acts that anybody can repeat without end, with an account or without. A flood of acts
 * must not become a flood of rows. Without Redis everything is recorded.
 */
export async function recordAttempt(context: Context, event: SecurityEvent): Promise<void> {
  const { config, redis, db } = context;
  const key = `${config.REDIS_PREFIX}:attempts:${event.kind}:${sourceOf(event)}`;
  const counted = await redis
    .multi()
    .set(key, 0, 'EX', HOUR_SECONDS, 'NX')
    .incr(key)
    .exec()
    .catch(() => null);
  const count = counted?.[1]?.[1];
  if (typeof count === 'number' && count > MOST_AN_HOUR) return;
  await db.tx((tx) => recordSecurityEvent(tx, event));
}

/** Records that a body was refused because its JSON is nested too deep; ignores other errors. */
export function noteDeepJson(
  context: Context,
  error: unknown,
  source: { ip: string | null; correlationId?: string; details?: SecurityEvent['details'] },
): void {
  if (!isDeepJson(error)) return;
  const { details = {}, ...rest } = source;
  recordAttempt(context, { kind: 'json_too_deep', ...rest, details }).catch((failure: unknown) =>
    context.log.error({ err: failure }, 'a security event could not be written'),
  );
}

/**
 * The source of an event. A person with one IPv6 address also has the 2^64 addresses around it, so they count as one.
 */
function sourceOf({ userId, ip }: SecurityEvent): string {
  if (userId !== undefined) return `user:${userId}`;
  const address = plainAddress(ip ?? undefined);
  return address === null ? 'nowhere' : networkOf(address);
}

/**
 * {@link recordSecurityEvent} for a condition that lasts and is met again and again: once an hour per source. Without
 * Redis everything is recorded.
 */
export async function recordHourly(context: Context, event: SecurityEvent): Promise<void> {
  const { config, redis, db } = context;
  const key = `${config.REDIS_PREFIX}:told:${event.kind}:${sourceOf(event)}`;
  const isFirst = await redis.set(key, 1, 'EX', HOUR_SECONDS, 'NX').catch(() => 'OK');
  if (isFirst === 'OK') await db.tx((tx) => recordSecurityEvent(tx, event));
}
