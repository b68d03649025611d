import { newId, plainAddress, storable } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { Role } from './types.ts';

/** Who acts in the back office, and from which place. */
export interface Actor {
  id: bigint;
  name: string;
  role: Role;
  ip?: string | null;
  userAgent?: string;
  /** The browser's long-lived cookie. */
  device?: string;
  correlationId?: string;
}

export interface AuditEntry {
  actor: Actor;
  /** The act: `users.review`, `package.price`, `staff.login`. */
  action: string;
  /** The object of the act. */
  subject: { type: string; id: string };
  before?: unknown;
  after?: unknown;
}

/**
 * Adds a row to the audit log, in the transaction of the change if there is one. Rows are never changed, and strange
 * text never makes us lose one.
 */
export async function audit(q: Queryable, entry: AuditEntry): Promise<void> {
  const { actor, subject } = entry;
  await q.query(
    `INSERT INTO audit_log (id, staff_id, staff_name, staff_role, action, subject_type, subject_id, before, after, ip, user_agent, correlation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      newId(),
      actor.id,
      actor.name,
      actor.role,
      entry.action,
      subject.type,
      storable(subject.id),
      toJson(entry.before),
      toJson(entry.after),
      plainAddress(actor.ip ?? undefined),
      actor.userAgent === undefined ? null : storable(actor.userAgent.slice(0, 300)),
      actor.correlationId ?? null,
    ],
  );
}

/** The same for acts of the operator on the server, who has no account. */
export async function auditOperator(q: Queryable, entry: Omit<AuditEntry, 'actor'>): Promise<void> {
  await q.query(
    `INSERT INTO audit_log (id, staff_name, staff_role, action, subject_type, subject_id, before, after)
     VALUES ($1, 'operator', 'operator', $2, $3, $4, $5, $6)`,
    [newId(), entry.action, entry.subject.type, entry.subject.id, toJson(entry.before), toJson(entry.after)],
  );
}

/** JSON has no bigint: amounts and ids are written as decimal text. */
function toJson(value: unknown): string | null {
  if (value === undefined) return null;
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? item.toString() : typeof item === 'string' ? storable(item) : item,
  );
}
