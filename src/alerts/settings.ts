import { AppError } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { KIND_NAMES } from './kinds/index.ts';
import { requireTakes } from './links.ts';
import { isZone, type Quiet } from './quiet.ts';
import { findReceivers, type Receiver } from './receivers.ts';
import type { Severity } from './types.ts';

type Data = Pick<Context, 'db' | 'clock'>;

export interface AlertSettings {
  /** Kinds that are not sent to this person. */
  readonly muted: readonly string[];
  readonly least: Severity;
  readonly quiet: Quiet | null;
  readonly wakes: boolean;
}

/** The linked chat of a member of staff. */
export async function ownReceiver(q: Queryable, staffId: bigint): Promise<Receiver | undefined> {
  const [receiver] = await findReceivers(q, 'r.staff_id = $1', [staffId]);
  return receiver;
}

export function groupReceivers(q: Queryable): Promise<Receiver[]> {
  return findReceivers(q, 'r.staff_id IS NULL');
}

/** The member of staff whose Telegram account this is. */
export async function staffBehind(q: Queryable, telegramId: bigint): Promise<bigint | undefined> {
  const [receiver] = await findReceivers(q, 'r.staff_id IS NOT NULL AND r.chat_id = $1', [telegramId]);
  return receiver?.staffId ?? undefined;
}

/**
 * Changes what one's own chat gets. Errors: FORBIDDEN, ALERTS_NOT_LINKED, INPUT_INVALID (a kind, the hours, or the time
 * zone).
 */
export function saveAlertSettings(
  { db }: Data,
  { staffId, muted, least, quiet, wakes }: AlertSettings & { staffId: bigint },
): Promise<void> {
  const known = new Set<string>(KIND_NAMES);
  if (muted.some((kind) => !known.has(kind))) throw new AppError('INPUT_INVALID', { fields: 'muted' });
  if (quiet && !isZone(quiet.zone)) throw new AppError('INPUT_INVALID', { fields: 'zone' });
  if (quiet && quiet.from === quiet.to) throw new AppError('INPUT_INVALID', { fields: 'quietTo' });
  return db.tx(async (tx) => {
    await requireTakes(tx, staffId, 'person');
    const { rowCount } = await tx.query(
      `UPDATE alert_receivers SET muted = $2, least = $3, quiet_from = $4, quiet_to = $5, zone = coalesce($6, zone), wakes = $7
       WHERE staff_id = $1 AND unlinked_at IS NULL`,
      [staffId, muted, least, quiet?.from ?? null, quiet?.to ?? null, quiet?.zone ?? null, wakes],
    );
    if (rowCount === 0) throw new AppError('ALERTS_NOT_LINKED');
  });
}

/** Ends one's own link. Errors: FORBIDDEN, ALERTS_NOT_LINKED. */
export function unlinkChat({ db, clock }: Data, { staffId }: { staffId: bigint }): Promise<void> {
  return db.tx(async (tx) => {
    await requireTakes(tx, staffId, 'person');
    const { rowCount } = await tx.query(
      'UPDATE alert_receivers SET unlinked_at = $2 WHERE staff_id = $1 AND unlinked_at IS NULL',
      [staffId, clock.now()],
    );
    if (rowCount === 0) throw new AppError('ALERTS_NOT_LINKED');
  });
}

/** Ends the link of a group. Errors: FORBIDDEN, ALERTS_NOT_LINKED. */
export function unlinkGroup(
  { db, clock }: Data,
  { staffId, receiverId }: { staffId: bigint; receiverId: bigint },
): Promise<void> {
  return db.tx(async (tx) => {
    await requireRight(tx, staffId, 'edit', 'alerts');
    const { rowCount } = await tx.query(
      'UPDATE alert_receivers SET unlinked_at = $2 WHERE id = $1 AND staff_id IS NULL AND unlinked_at IS NULL',
      [receiverId, clock.now()],
    );
    if (rowCount === 0) throw new AppError('ALERTS_NOT_LINKED');
  });
}
