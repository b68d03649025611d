import { newId } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { LATELY_MS, type Decision, type Known } from './decide.ts';
import type { Alert } from './types.ts';

export const ALERT_COLUMNS = `id, kind, subject, area, severity, detail, returns, raised_at AS "raisedAt", seen_at AS "seenAt", gone_at AS "goneAt",
  ended_at AS "endedAt", told_at AS "toldAt", escalated_at AS "escalatedAt", acknowledged_at AS "acknowledgedAt"`;

/** What a look needs to know. The open rows are locked, so that no step of a person comes in between. */
export async function readKnown(tx: Tx, now: Date): Promise<Known> {
  const { rows: alerts } = await tx.query<Alert>(
    `SELECT ${ALERT_COLUMNS} FROM alerts WHERE ended_at IS NULL OR ended_at > $1 ORDER BY raised_at, id FOR UPDATE`,
    [new Date(now.getTime() - LATELY_MS)],
  );
  const { rows: silences } = await tx.query<{ kind: string; subject: string }>(
    'SELECT kind, subject FROM alert_silences WHERE until > $1',
    [now],
  );
  const silenced = new Set(silences.map((silence) => causeKey(silence)));
  return { alerts, isSilenced: (cause) => silenced.has(causeKey(cause)) };
}

function causeKey({ kind, subject }: { kind: string; subject: string }): string {
  return `${kind} ${subject}`;
}

/** Writes an alert as a look left it. Steps of people are not touched. Returns the stored alert. */
export async function saveAlert(tx: Tx, { alert }: Decision): Promise<Alert> {
  const id = alert.id ?? newId();
  await tx.query(
    `INSERT INTO alerts (id, kind, subject, area, severity, detail, returns, raised_at, seen_at, gone_at, ended_at, told_at, escalated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (id) DO UPDATE SET severity = $5, detail = $6, seen_at = $9, gone_at = $10, ended_at = $11, told_at = $12, escalated_at = $13`,
    [
      id,
      alert.kind,
      alert.subject,
      alert.area,
      alert.severity,
      alert.detail.slice(0, 500),
      alert.returns,
      alert.raisedAt,
      alert.seenAt,
      alert.goneAt,
      alert.endedAt,
      alert.toldAt,
      alert.escalatedAt,
    ],
  );
  return { ...alert, id };
}

export async function findAlert(q: Queryable, alertId: string): Promise<Alert | undefined> {
  const { rows } = await q.query<Alert>(`SELECT ${ALERT_COLUMNS} FROM alerts WHERE id = $1`, [alertId]);
  return rows[0];
}

/** Until when nobody is told about a cause. Undefined: it is not silenced. */
export async function silencedUntil(
  q: Queryable,
  { kind, subject }: Pick<Alert, 'kind' | 'subject'>,
  now: Date,
): Promise<Date | undefined> {
  const { rows } = await q.query<{ until: Date }>(
    'SELECT until FROM alert_silences WHERE kind = $1 AND subject = $2 AND until > $3',
    [kind, subject, now],
  );
  return rows[0]?.until;
}
