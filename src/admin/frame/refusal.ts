import { toAppError } from '../../lib/index.ts';
import { errorText } from '../words/index.ts';
import type { Access } from '../access/panel.ts';

/** Text of an error for the person; what is our fault goes to the log with the same reference. */
export function refusal(access: Access, thrown: unknown, what: string): string {
  const error = toAppError(thrown);
  const reference = access.actor.correlationId ?? '';
  if (error.kind === 'bug')
    access.panel.app.log.error({ err: thrown, correlationId: reference, what }, 'back-office action failed');
  return errorText(error, access.staff.language, reference);
}
