import { raise } from '../fraud/index.ts';
import { newId } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';

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
  | 'status_mismatch';

export interface SecurityEvent {
  kind: SecurityEventKind;
  userId?: bigint | undefined;
  ip?: string | undefined;
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
  else if (FORGERIES.includes(kind) && (userId !== undefined || ip !== undefined))
    await raise(tx, { kind: 'forgery', userId, ip, subject: id, outcome: kind, correlationId });
}
