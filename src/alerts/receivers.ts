import type { Queryable } from '../platform/index.ts';
import { rightOf, type AlertArea, type Role, type StaffLanguage } from '../staff/index.ts';
import type { Quiet } from './quiet.ts';
import type { Alert, AlertEvent, Severity } from './types.ts';

/** A chat that gets alerts: of one member of staff, or of a group (no `staffId`). */
export interface Receiver {
  readonly id: bigint;
  readonly staffId: bigint | null;
  /** Null for a group. */
  readonly role: Role | null;
  readonly name: string | null;
  readonly chatId: bigint;
  readonly threadId: number | null;
  readonly title: string;
  readonly language: StaffLanguage;
  readonly muted: readonly string[];
  readonly least: Severity;
  readonly quiet: Quiet | null;
  /** Critical alerts come in quiet hours too. */
  readonly wakes: boolean;
  readonly linkedAt: Date;
}

type Row = Omit<Receiver, 'quiet'> & { from: number | null; to: number | null; zone: string };

const SELECT = `SELECT r.id, r.staff_id AS "staffId", s.role, s.name, r.chat_id AS "chatId", r.thread_id AS "threadId", r.title,
    coalesce(s.language, r.language) AS language, r.muted, r.least, r.quiet_from AS "from", r.quiet_to AS "to", r.zone, r.wakes,
    r.linked_at AS "linkedAt"
  FROM alert_receivers r LEFT JOIN staff s ON s.id = r.staff_id
  WHERE r.unlinked_at IS NULL AND s.disabled_at IS NULL`;

/** The linked chats. Disabled staff have none. `condition` is written in the code and never comes from input. */
export async function findReceivers(
  q: Queryable,
  condition = 'true',
  values: readonly unknown[] = [],
): Promise<Receiver[]> {
  const { rows } = await q.query<Row>(`${SELECT} AND ${condition} ORDER BY r.id`, values);
  return rows.map(({ from, to, zone, ...rest }) => ({
    ...rest,
    quiet: from === null || to === null ? null : { from, to, zone },
  }));
}

/** Whether alerts of an area are the business of a role: it may acknowledge them. */
export function concerns(role: Role, area: AlertArea): boolean {
  const right = rightOf(role, 'take', 'alerts');
  return right !== undefined && (right.among === undefined || right.among.values.includes(area));
}

/** Whether a chat is told about an event. An escalation goes to every administrator, whatever they muted, and to groups. */
export function wants(receiver: Receiver, alert: Alert, event: AlertEvent): boolean {
  const { role, muted, least } = receiver;
  if (role !== null && !concerns(role, alert.area)) return false;
  if (event === 'escalated') return role === null || role === 'admin';
  return !muted.includes(alert.kind) && (least === 'warning' || alert.severity === 'critical');
}
