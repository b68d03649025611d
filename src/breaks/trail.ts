import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

export type BreakStep = 'opened' | 'owner' | 'remark' | 'asked' | 'declined' | 'resolved';

/** Records what happened to a break. `actor` is `system` or a member of staff: `staff:7`. */
export async function addBreakEvent(
  q: Queryable,
  event: { breakId: string; actor: string; action: BreakStep; note: string },
): Promise<void> {
  await q.query('INSERT INTO break_events (id, break_id, actor, action, note) VALUES ($1, $2, $3, $4, $5)', [
    newId(),
    event.breakId,
    event.actor,
    event.action,
    event.note,
  ]);
}
