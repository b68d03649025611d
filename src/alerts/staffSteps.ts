import { AppError } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { ALERT_COLUMNS } from './rows.ts';
import type { Alert } from './types.ts';

interface OnAlert {
  readonly alertId: string;
  readonly staffId: bigint;
}

/** Longer silences are forgotten. */
const LONGEST_SILENCE_DAYS = 7;

/**
 * Somebody looks after it, so it is not escalated. It ends by itself with its cause.
 * Errors: FORBIDDEN, ALERT_UNKNOWN, ALREADY_SO (it ended, or somebody was faster).
 */
export function acknowledgeAlert(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  input: OnAlert,
): Promise<Alert> {
  return db.tx(async (tx) => {
    const alert = await allowed(tx, 'take', input);
    if (alert.endedAt || alert.acknowledgedAt) throw new AppError('ALREADY_SO');
    const { rows } = await tx.query<Alert>(
      `UPDATE alerts SET acknowledged_at = $2, acknowledged_by = $3 WHERE id = $1 RETURNING ${ALERT_COLUMNS}`,
      [alert.id, clock.now(), input.staffId],
    );
    return rows[0] ?? alert;
  });
}

/**
 * Tells nobody about this cause until a moment, also if it ends and comes back. Replaces an earlier silence.
 * Errors: FORBIDDEN, ALERT_UNKNOWN, INPUT_INVALID (the end is not within the next seven days), TEXT_INVALID.
 */
export function silenceAlert(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  input: OnAlert & { until: Date; remark: string },
): Promise<Alert> {
  return db.tx(async (tx) => {
    const alert = await allowed(tx, 'manage', input);
    const remark = input.remark.trim();
    if (remark.length < 3 || remark.length > 1000) throw new AppError('TEXT_INVALID');
    const days = (input.until.getTime() - clock.now().getTime()) / 86_400_000;
    if (!(days > 0 && days <= LONGEST_SILENCE_DAYS)) throw new AppError('INPUT_INVALID', { fields: 'until' });
    await tx.query(
      `INSERT INTO alert_silences (kind, subject, until, remark, staff_id) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (kind, subject) DO UPDATE SET until = $3, remark = $4, staff_id = $5, created_at = now()`,
      [alert.kind, alert.subject, input.until, remark, input.staffId],
    );
    return alert;
  });
}

/** Ends a silence before its time. Errors: FORBIDDEN, ALERT_UNKNOWN, ALREADY_SO (nothing is silenced). */
export function endSilence({ db }: Pick<Context, 'db'>, input: OnAlert): Promise<Alert> {
  return db.tx(async (tx) => {
    const alert = await allowed(tx, 'manage', input);
    const { rowCount } = await tx.query('DELETE FROM alert_silences WHERE kind = $1 AND subject = $2', [
      alert.kind,
      alert.subject,
    ]);
    if (rowCount === 0) throw new AppError('ALREADY_SO');
    return alert;
  });
}

async function allowed(tx: Tx, action: 'take' | 'manage', { alertId, staffId }: OnAlert): Promise<Alert> {
  const { rows } = await tx.query<Alert>(`SELECT ${ALERT_COLUMNS} FROM alerts WHERE id = $1 FOR UPDATE`, [
    alertId,
  ]);
  const [alert] = rows;
  // Somebody without the right to this area learns nothing, not even that there is such an alert.
  await requireRight(tx, staffId, action, 'alerts', alert ? { among: alert.area } : {});
  if (!alert) throw new AppError('ALERT_UNKNOWN');
  return alert;
}
