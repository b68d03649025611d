import { firstIdAt, newId, type ErrorCode } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

/** An error that the bot showed to a person. */
export interface ShownError {
  readonly reference: string;
  readonly correlationId: string;
  /** Undefined if the user could not be read. */
  readonly userId: bigint | undefined;
  readonly code: ErrorCode;
  /** What the person did: the command, the callback, the kind of message. */
  readonly act: string;
}

/** How many characters of a correlation id a person is asked to quote. */
const REFERENCE_LENGTH = 8;

/**
 * The reference that a user can tell an agent: the first characters of a correlation id. It also accepts text in
 * capitals, with a sign before it, or the pasted long id.
 */
export function referenceOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
    .slice(0, REFERENCE_LENGTH);
}

/** Stores the code that the bot asks a person to quote, so that support can find the cause. */
export async function recordShownError({ db }: Pick<Context, 'db'>, error: ShownError): Promise<void> {
  await db.query(
    `INSERT INTO shown_errors (id, reference, correlation_id, user_id, code, act) VALUES ($1, $2, $3, $4, $5, left($6, 100))`,
    [newId(), error.reference, error.correlationId, error.userId ?? null, error.code, error.act],
  );
}

/** How many errors with this code people were shown since a moment. */
export async function countShown(
  { db }: Pick<Context, 'db'>,
  { code, since }: { code: ErrorCode; since: Date },
): Promise<number> {
  // Ids are in the order of time, so their index finds the newest rows.
  const row = await db.one<{ n: bigint }>(
    'SELECT count(*) AS n FROM shown_errors WHERE id >= $1 AND at >= $2 AND code = $3',
    [firstIdAt(since), since, code],
  );
  return Number(row?.n ?? 0n);
}
