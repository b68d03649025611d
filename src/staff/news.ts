import type { Queryable } from '../platform/index.ts';
import type { ProposalKind } from '../proposals/index.ts';

/** An event about an account that moves money. */
export interface StaffNews {
  readonly id: string;
  readonly kind: ProposalKind;
  readonly name: string;
  readonly role: string | null;
  /** Empty: the operator. */
  readonly requester: string;
  readonly decider: string;
  readonly at: Date;
}

const DAYS = 30;

/**
 * The unread news of this administrator about accounts that move money: made, reset, enabled again, role changed. The
 * administrator's own requests and decisions are not news.
 */
export async function staffNews(q: Queryable, staffId: bigint): Promise<StaffNews[]> {
  const { rows } = await q.query<StaffNews>(
    `SELECT p.id, p.kind, coalesce(p.wanted ->> 'name', p.before ->> 'name', '') AS name, coalesce(p.wanted ->> 'role', p.before ->> 'role') AS role,
       coalesce(a.name, '') AS requester, coalesce(d.name, '') AS decider, p.decided_at AS at
     FROM proposals p LEFT JOIN staff a ON a.id = p.requested_by LEFT JOIN staff d ON d.id = p.decided_by
     WHERE p.staff_id IS NOT NULL AND p.status = 'done' AND (moves_money(p.wanted ->> 'role') OR moves_money(p.before ->> 'role'))
       AND p.requested_by IS DISTINCT FROM $1 AND p.decided_by IS DISTINCT FROM $1 AND p.decided_at > now() - make_interval(days => $2)
       AND p.decided_at > coalesce((SELECT read_at FROM staff_news_read WHERE staff_id = $1), (SELECT created_at FROM staff WHERE id = $1))
     ORDER BY p.decided_at DESC LIMIT 50`,
    [staffId, DAYS],
  );
  return rows;
}

/** Remembers that the administrator has read all news. */
export async function markStaffNewsRead(q: Queryable, staffId: bigint): Promise<void> {
  await q.query(
    'INSERT INTO staff_news_read (staff_id) VALUES ($1) ON CONFLICT (staff_id) DO UPDATE SET read_at = now()',
    [staffId],
  );
}
