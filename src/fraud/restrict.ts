import type { Queryable } from '../platform/index.ts';
import { setStatusByRule, type UserStatus } from '../users/index.ts';

/** The beginning of the reason of every status that a rule set. A review takes back only those. */
const BY_RULE = 'fraud: ';

const RANK: Readonly<Record<UserStatus, number>> = { active: 0, under_review: 1, blocked: 2 };

/**
 * The strictest effect of the user's live flags that nobody dismissed, and its rule. A held delivery waits alone: its
 * user may buy on.
 */
const WANTED = `
SELECT CASE effect WHEN 'block' THEN 'blocked' ELSE 'under_review' END AS status, rule_id || ' v' || rule_version AS rule
FROM fraud_flags WHERE user_id = $1 AND mode = 'live' AND status <> 'dismissed' AND effect IN ('review', 'block')
  AND NOT (event_kind = 'delivery' AND effect = 'review')
ORDER BY effect = 'block' DESC, created_at, id LIMIT 1`;

async function read(tx: Queryable, userId: bigint) {
  // Lock the row first, so that two changes of one user's flags happen one after another.
  const user = await tx.query<{ status: UserStatus; reason: string | null }>(
    'SELECT status, status_reason AS reason FROM users WHERE id = $1 FOR NO KEY UPDATE',
    [userId],
  );
  const wanted = await tx.query<{ status: UserStatus; rule: string }>(WANTED, [userId]);
  return { user: user.rows[0], wanted: wanted.rows[0] };
}

/**
 * After new flags: puts the user under review or blocks the user, according to the strictest flag. Never frees a user.
 */
export async function restrict(tx: Queryable, userId: bigint): Promise<UserStatus | undefined> {
  const { user, wanted } = await read(tx, userId);
  if (!user || !wanted || RANK[wanted.status] <= RANK[user.status]) return user?.status;
  await setStatusByRule(tx, { userId, status: wanted.status, reason: BY_RULE + wanted.rule });
  return wanted.status;
}

/** After a dismissal: takes back a status that no remaining flag requires, unless a person had set it by hand. */
export async function free(tx: Queryable, userId: bigint): Promise<UserStatus | undefined> {
  const { user, wanted } = await read(tx, userId);
  const status = wanted?.status ?? 'active';
  if (!user?.reason?.startsWith(BY_RULE) || RANK[status] >= RANK[user.status]) return user?.status;
  const reason = wanted ? BY_RULE + wanted.rule : 'every flag was dismissed';
  await setStatusByRule(tx, { userId, status, reason });
  return status;
}
