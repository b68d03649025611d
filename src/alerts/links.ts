import { createHash, randomBytes } from 'node:crypto';
import { AppError, MINUTE_MS, toAppError } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { findStaff, requireRight, roleMay, type StaffLanguage } from '../staff/index.ts';

/** A code links a person's own chat, or a group. */
export const LINK_PLACES = ['person', 'group'] as const;
export type LinkPlace = (typeof LINK_PLACES)[number];

const CODE_MS = 10 * MINUTE_MS;
const MOST_CODES_AN_HOUR = 10;
const CODE_BYTES = 15;

/**
 * Makes a one-time code. It works for ten minutes and replaces the earlier codes of the same kind. It is stored only as a
 * hash. Errors: FORBIDDEN, ALERT_CODES_TOO_MANY.
 */
export function makeLinkCode(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { staffId, place }: { staffId: bigint; place: LinkPlace },
): Promise<{ code: string; expiresAt: Date }> {
  return db.tx(async (tx) => {
    await requireTakes(tx, staffId, place);
    const now = clock.now();
    await tx.query('DELETE FROM alert_codes WHERE staff_id = $1 AND created_at < $2', [
      staffId,
      new Date(now.getTime() - 60 * MINUTE_MS),
    ]);
    const { rows } = await tx.query<{ n: bigint }>(
      'SELECT count(*) AS n FROM alert_codes WHERE staff_id = $1',
      [staffId],
    );
    if (Number(rows[0]?.n ?? 0n) >= MOST_CODES_AN_HOUR) throw new AppError('ALERT_CODES_TOO_MANY');
    await tx.query(
      'UPDATE alert_codes SET used_at = $3 WHERE staff_id = $1 AND place = $2 AND used_at IS NULL',
      [staffId, place, now],
    );
    const code = randomBytes(CODE_BYTES).toString('base64url');
    const expiresAt = new Date(now.getTime() + CODE_MS);
    await tx.query(
      'INSERT INTO alert_codes (code_hash, staff_id, place, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [hashOf(code), staffId, place, now, expiresAt],
    );
    return { code, expiresAt };
  });
}

/** The chat in which a code was sent. */
export interface LinkedChat {
  readonly place: LinkPlace;
  readonly chatId: bigint;
  readonly threadId?: number | undefined;
  readonly title?: string | undefined;
}

/**
 * Links the chat and uses up the code. A chat that was linked before belongs to the new owner.
 * Errors: ALERT_CODE_INVALID (unknown, used, too old, made for the other place, or its owner lost the right).
 */
export function linkChat(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { code, chat }: { code: string; chat: LinkedChat },
): Promise<{ name: string; language: StaffLanguage }> {
  return db.tx(async (tx) => {
    const now = clock.now();
    const { rows } = await tx.query<{ staffId: bigint; name: string; language: StaffLanguage }>(
      `UPDATE alert_codes c SET used_at = $3 FROM staff s
       WHERE c.code_hash = $1 AND c.place = $2 AND c.used_at IS NULL AND c.expires_at > $3 AND s.id = c.staff_id
       RETURNING s.id AS "staffId", s.name, s.language`,
      [hashOf(code), chat.place, now],
    );
    const [owner] = rows;
    if (!owner) throw new AppError('ALERT_CODE_INVALID');
    await requireTakes(tx, owner.staffId, chat.place).catch((error: unknown) => {
      throw toAppError(error).code === 'FORBIDDEN' ? new AppError('ALERT_CODE_INVALID') : error;
    });
    await tx.query(
      `UPDATE alert_receivers SET unlinked_at = $4 WHERE unlinked_at IS NULL
         AND ((chat_id = $1 AND coalesce(thread_id, 0) = $2) OR staff_id = $3)`,
      [chat.chatId, chat.threadId ?? 0, chat.place === 'person' ? owner.staffId : null, now],
    );
    await tx.query(
      `INSERT INTO alert_receivers (staff_id, chat_id, thread_id, title, language, linked_by, linked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        chat.place === 'person' ? owner.staffId : null,
        chat.chatId,
        chat.threadId ?? null,
        (chat.title ?? '').slice(0, 200),
        owner.language,
        owner.staffId,
        now,
      ],
    );
    return { name: owner.name, language: owner.language };
  });
}

/** A person may link their own chat if alerts of any area are their business. Errors: FORBIDDEN. */
export async function requireTakes(tx: Tx, staffId: bigint, place: LinkPlace): Promise<void> {
  if (place === 'group') return requireRight(tx, staffId, 'edit', 'alerts');
  const staff = await findStaff(tx, staffId);
  if (!staff || staff.disabledAt || !roleMay(staff.role, 'take', 'alerts')) throw new AppError('FORBIDDEN');
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
