import { newId, type ErrorCode } from '../lib/index.ts';
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

/** Stores the code that the bot asks a person to quote, so that support can find the cause. */
export async function recordShownError({ db }: Pick<Context, 'db'>, error: ShownError): Promise<void> {
  await db.query(
    `INSERT INTO shown_errors (id, reference, correlation_id, user_id, code, act) VALUES ($1, $2, $3, $4, $5, left($6, 100))`,
    [newId(), error.reference, error.correlationId, error.userId ?? null, error.code, error.act],
  );
}
