import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OrderState, SupplierEvent } from '../contract.ts';
import { kept, readAnswer, textIn } from './answer.ts';
import { report } from './schemas.ts';
import { stateOf } from './words.ts';

const STATE_OF_EVENT = { 'order.completed': 'delivered', 'order.failed': 'failed' } as const;

/** Checks the signature over the bytes of a report, and reads it. Only the body is signed, so no other header counts. */
export function readEvent(
  raw: Buffer,
  headers: Readonly<Record<string, string | undefined>>,
  secret: string,
): SupplierEvent {
  if (!isSigned(raw, headers['x-istar-signature'], secret)) return { is: 'rejected', why: 'signature' };
  const text = raw.toString('utf8');
  const answer = readAnswer(text);
  const parsed = report.safeParse(answer);
  if (!answer || !parsed.success) return { is: 'rejected', why: 'form' };
  const { event_type: type, order } = parsed.data;
  const status = order.status ?? type;
  const state = agreed(STATE_OF_EVENT[type], order.status);
  const reason = textIn(answer);
  const view = { ref: order.id, state, status, raw: kept(text), ...(reason === undefined ? {} : { reason }) };
  return { is: 'event', ref: order.id, state, status, view };
}

/** If type and status contradict each other, the report proves neither. */
function agreed(state: OrderState, status: string | undefined): OrderState {
  return status === undefined || stateOf(status) === state ? state : 'pending';
}

function isSigned(raw: Buffer, given: string | undefined, secret: string): boolean {
  // With an empty secret anybody could sign.
  if (secret === '' || given === undefined || !/^[0-9a-f]{64}$/.test(given)) return false;
  return timingSafeEqual(createHmac('sha256', secret).update(raw).digest(), Buffer.from(given, 'hex'));
}
