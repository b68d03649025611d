import { countBugs } from '../errors/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { lockedStaff, type AlertArea } from '../staff/index.ts';
import { countUnwatched } from '../support/index.ts';
import type { AlertKind } from './kinds/index.ts';

/** A cause that no sign of ill health stands for. */
export interface Cause {
  readonly kind: AlertKind;
  readonly subject?: string;
  readonly detail: string;
  /** Whom it concerns, if that is not the same for the whole kind. */
  readonly area?: AlertArea;
}

/** Most alerts of one kind at once. If there are more causes, they have one cause in common. */
const MOST = 20;
const BREAK_OLD_MS = DAY_MS;
const APPROVAL_MS = 4 * HOUR_MS;
const ERRORS = { within: 10 * MINUTE_MS, most: 5 };

/** Every source, by its name. Each runs every minute, so each reads few rows by an index. */
export const CAUSES: Readonly<Record<string, (app: Context) => Promise<Cause[]>>> = {
  breaks: async ({ db, clock }) => {
    const { rows } = await db.query<{ id: string; class: string }>(
      `SELECT id, class FROM breaks WHERE status = 'open' AND opened_at < $1 ORDER BY opened_at, id LIMIT ${MOST}`,
      [before(clock.now(), BREAK_OLD_MS)],
    );
    return rows.map((row) => ({
      kind: 'break.old',
      subject: row.id,
      detail: `a break of the class ${row.class}`,
    }));
  },
  refunds: async ({ db }) => {
    const { rows } = await db.query<{ id: string; status: string; error: string | null }>(
      `SELECT id, status, error FROM refunds WHERE needs_person ORDER BY id LIMIT ${MOST}`,
    );
    return rows.map(({ id, status, error }) => ({
      kind: 'refund.stuck',
      subject: id,
      detail: `the refund is ${status}${error === null ? '' : `, ${error}`}`,
    }));
  },
  approvals: readApprovals,
  tickets: async (app) => {
    const { rows } = await app.db.query<{ id: string; number: bigint }>(
      `SELECT id, number FROM tickets WHERE status = 'open' AND due_at < $1 ORDER BY due_at, id LIMIT ${MOST}`,
      [app.clock.now()],
    );
    return rows.map(({ id, number }) => ({
      kind: 'ticket.overdue',
      subject: id,
      detail: `ticket #${number}`,
    }));
  },
  attendance: async (app) => {
    const waiting = await countUnwatched(app);
    return waiting === 0 ? [] : [{ kind: 'ticket.unattended', detail: `tickets that wait: ${waiting}` }];
  },
  flags: async ({ db }) => {
    const { rows } = await db.query<{ id: string; rule: string; effect: string }>(
      `SELECT id, rule_id AS rule, effect FROM fraud_flags
       WHERE status = 'open' AND mode = 'live' AND effect IN ('review', 'block') ORDER BY created_at, id LIMIT ${MOST}`,
    );
    return rows.map(({ id, rule, effect }) => ({
      kind: 'fraud.hold',
      subject: id,
      detail: `the rule ${rule}, effect ${effect}`,
    }));
  },
  locks: async ({ db, clock }) => {
    const locked = await lockedStaff(db, clock.now());
    return locked
      .slice(0, MOST)
      .map((id) => ({ kind: 'login.locked', subject: id.toString(), detail: `account ${id}` }));
  },
  errors: async (app) => {
    const since = before(app.clock.now(), ERRORS.within);
    const bugs = await countBugs(app, since);
    return bugs < ERRORS.most ? [] : [{ kind: 'errors', detail: `errors in ten minutes: ${bugs}` }];
  },
};

/** Whom a request concerns: the people who may decide it. Prices, accounts and limits are the business of admins. */
const AREA_OF: Readonly<Record<string, AlertArea>> = {
  refund: 'money',
  adjustment: 'money',
  break: 'money',
  fraud_rule: 'access',
  fraud_allow: 'access',
  fraud_unblock: 'access',
};

async function readApprovals({ db, clock }: Context): Promise<Cause[]> {
  const { rows } = await db.query<{ kind: string; subject: string }>(
    `SELECT kind, kind || ':' || id AS subject FROM (
       (SELECT kind, id::text, created_at FROM refunds WHERE status = 'requested' AND created_at < $1 ORDER BY id LIMIT ${MOST})
       UNION ALL (SELECT kind, id::text, created_at FROM proposals WHERE status = 'waiting' AND created_at < $1 ORDER BY id LIMIT ${MOST})
       UNION ALL (SELECT 'price', id::text, created_at FROM price_changes WHERE status = 'waiting' AND updated_at < $1 ORDER BY id LIMIT ${MOST})
     ) waiting ORDER BY created_at LIMIT ${MOST}`,
    [before(clock.now(), APPROVAL_MS)],
  );
  return rows.map(({ kind, subject }) => ({
    kind: 'approval.waiting',
    subject,
    detail: `a request of the kind ${kind}`,
    area: AREA_OF[kind] ?? 'access',
  }));
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
