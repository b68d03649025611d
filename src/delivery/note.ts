import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';

export const MAX_NOTE = 200;

/** A typed note for a friend, as it is kept: one line. `refused`: nothing is in it, or too much. */
export function readNote(
  typed: string,
):
  | { readonly is: 'note'; readonly text: string }
  | { readonly is: 'refused'; readonly why: 'empty' | 'long' } {
  const text = typed.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (text === '') return { is: 'refused', why: 'empty' };
  return Array.from(text).length > MAX_NOTE ? { is: 'refused', why: 'long' } : { is: 'note', text };
}

/** Errors: TEXT_INVALID if this is not a note as {@link readNote} returns it. */
export function requireNote(note: string | undefined): void {
  if (note === undefined) return;
  const read = readNote(note);
  if (read.is === 'refused' || read.text !== note) throw new AppError('TEXT_INVALID', { max: MAX_NOTE });
}

/**
 * Writes another note to a gift whose order is not paid yet; undefined: none. Later it stays as it is. Money and key of
 * the delivery do not depend on it. Errors: TEXT_INVALID.
 */
export async function changeNote(
  { db }: { readonly db: Queryable },
  { userId, orderId, note }: { userId: bigint; orderId: string; note: string | undefined },
): Promise<void> {
  requireNote(note);
  await db.query(
    `UPDATE deliveries SET note = $3 WHERE order_id = $1 AND user_id = $2 AND status = 'requested'
       AND note IS DISTINCT FROM $3`,
    [orderId, userId, note ?? null],
  );
}
