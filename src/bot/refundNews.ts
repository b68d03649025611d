import { parseAmount } from '../lib/index.ts';
import { REFUND_REASONS } from '../refunds/index.ts';
import { coin, findOrder } from '../shop/index.ts';
import type { Notification } from '../support/index.ts';
import type { App } from '../app.ts';
import type { RefundFacts, RefundNewsState, RefundStep } from './screens/index.ts';

const REFUND_STEPS: ReadonlySet<string> = new Set<RefundStep>([
  'requested',
  'approved',
  'sent',
  'done',
  'declined',
  'failed',
  'address',
  'named',
  'wait',
  'review',
  'stopped',
  'checking',
  'to_balance',
  'cancelled',
]);

/** After these nothing is given and nothing taken. */
const OFF: ReadonlySet<string> = new Set(['declined', 'cancelled']);

/** What a message about a refund or a correction of a balance says. */
export async function refundNews(app: App, notification: Notification): Promise<RefundNewsState> {
  const { data, subjectId } = notification;
  const step = String(data['step']);
  const facts = await factsOf(app, notification, step);
  if (data['kind'] === 'adjustment' && step === 'done')
    return {
      step: data['direction'] === 'debit' ? 'debited' : data['wasInSuspense'] === true ? 'found' : 'credited',
      facts,
      // Money that was found and linked has no request behind it.
      refundId: data['hasRefund'] === false ? undefined : subjectId,
      isAdjustment: true,
    };
  return { step: REFUND_STEPS.has(step) ? (step as RefundStep) : 'other', refundId: subjectId, facts };
}

async function factsOf(
  app: App,
  { data, userId }: Notification,
  step: string,
): Promise<RefundFacts | undefined> {
  const isStars = data['asset'] === 'STAR';
  const amount = readAmount(data['amount'], isStars ? { code: 'STAR', exponent: 0 } : coin(app.config));
  if (amount === undefined) return undefined;
  const orderId = textOf(data['orderId']);
  const given = textOf(data['reason']);
  return {
    kind: data['kind'] === 'adjustment' ? 'adjustment' : 'refund',
    direction: data['direction'] === 'debit' ? 'debit' : 'credit',
    // What could not be sent to an address went to the balance.
    destination: data['destination'] === 'address' && step !== 'to_balance' ? 'address' : 'balance',
    gave: data['gave'] === 'wallet' ? 'wallet' : 'stars',
    reason: REFUND_REASONS.find((reason) => reason === given),
    amount,
    asset: isStars ? 'STAR' : app.config.PAYMENT_ASSET,
    back: BigInt(Number(data['stars'] ?? 0)),
    network: textOf(data['network']) ?? null,
    addressHint: textOf(data['addressHint']) ?? null,
    order: orderId === undefined ? undefined : await findOrder(app, orderId, userId),
    isOff: OFF.has(step),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Decimal text in minor units; undefined where it is none. */
function readAmount(value: unknown, asset: Parameters<typeof parseAmount>[1]): bigint | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseAmount(value, asset);
  } catch {
    return undefined;
  }
}
