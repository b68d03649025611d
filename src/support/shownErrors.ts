import { newId, type ErrorCode } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

/** An error as the bot told it to a person. */
export interface ShownError {
  readonly reference: string;
  readonly correlationId: string;
  /** Undefined where the user could not be read. */
  readonly userId: bigint | undefined;
  readonly code: ErrorCode;
  /** What the person did: the command, the callback, the kind of message. */
  readonly act: string;
}

/** How many characters of a correlation id a person is asked to quote. */
const REFERENCE_LENGTH = 8;

/**
 * What a user can read out to an agent: the first characters of a correlation id. Also what is looked for when somebody typed
 * it in capitals or with a sign before it, or pasted the long id.
 */
export function referenceOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
    .slice(0, REFERENCE_LENGTH);
}

/** Keeps the code that the bot asks a person to quote, so that support finds what it was about. */
export async function recordShownError({ db }: Pick<Context, 'db'>, error: ShownError): Promise<void> {
  await db.query(
    `INSERT INTO shown_errors (id, reference, correlation_id, user_id, code, act) VALUES ($1, $2, $3, $4, $5, left($6, 100))`,
    [newId(), error.reference, error.correlationId, error.userId ?? null, error.code, error.act],
  );
}
