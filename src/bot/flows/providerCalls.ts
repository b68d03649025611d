import { AppError } from '../../lib/index.ts';
import { checkRate, type RateKind } from '../../limits/index.ts';
import type { BotApp, Turn } from '../turn.ts';

/** Whether invoices can be expected to fail right now, for the notice on payment screens. */
export async function isCircuitOpen(app: BotApp): Promise<boolean> {
  return (await app.breakers.heleket.state()).phase === 'open';
}

/** Counts one provider call or new payment. Errors: RATE_LIMITED with `retryAfter` (seconds) and `kind`. */
export async function countCall(app: BotApp, turn: Turn, kind: RateKind): Promise<void> {
  const verdict = await checkRate(app, { userId: turn.user.id, kind, correlationId: turn.correlationId });
  if (!verdict.allowed) throw new AppError('RATE_LIMITED', { retryAfter: verdict.retryAfterSeconds, kind });
}
