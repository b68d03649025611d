import { linkChat } from '../alerts/index.ts';
import type { AppError } from '../lib/index.ts';
import { toAppError } from '../lib/index.ts';
import { createLimiter, limit } from '../limits/index.ts';
import type { App } from '../app.ts';

/** Codes are too long to guess. This only keeps the log and the database quiet. */
const TRIES = { points: 5, seconds: 600 };

/** Tries a code, at most five in ten minutes for each chat. Errors: none; a wrong code is a result. */
export async function tryStaffCode(
  app: App,
  input: Parameters<typeof linkChat>[1],
): Promise<Awaited<ReturnType<typeof linkChat>> | { wrong: 'badCode' | 'tooMany' }> {
  const tries = createLimiter(app, 'staff-code', TRIES);
  const { passed } = await limit(tries, input.chat.chatId.toString());
  if (!passed) return { wrong: 'tooMany' };
  return linkChat(app, input).catch((thrown: unknown) => {
    const error: AppError = toAppError(thrown);
    if (error.code !== 'ALERT_CODE_INVALID') throw thrown;
    return { wrong: 'badCode' as const };
  });
}
