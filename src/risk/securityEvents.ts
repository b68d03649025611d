import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

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

/** Writes one row of `security_events`. Rows are only ever added. */
export async function recordSecurityEvent(q: Queryable, event: SecurityEvent): Promise<void> {
  await q.query(
    'INSERT INTO security_events (id, kind, user_id, ip, details, correlation_id) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      newId(),
      event.kind,
      event.userId ?? null,
      event.ip ?? null,
      JSON.stringify(event.details ?? {}),
      event.correlationId ?? null,
    ],
  );
}
