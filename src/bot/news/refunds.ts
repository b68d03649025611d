import type { DataOf, NotificationOf } from '../../notifications/index.ts';
import { findOrder, type Order } from '../../shop/index.ts';
import type { App } from '../../app.ts';
import { refundScreen, type RefundFacts, type RefundNewsState } from '../screens/index.ts';
import type { Message, Reader } from './message.ts';

/** Draws news of a refund that goes on, or of a corrected balance. */
export async function renderRefund(
  app: App,
  { data, subjectId, userId }: NotificationOf<'refund_step'>,
  { w }: Reader,
): Promise<Message> {
  const order = data.orderId === null ? undefined : await findOrder(app, data.orderId, userId);
  const state =
    data.kind === 'refund' ? ofRefund(data, subjectId, order) : ofAdjustment(data, subjectId, order);
  return { screen: refundScreen(state, w) };
}

type Refund = Extract<DataOf<'refund_step'>, { kind: 'refund' }>;
type Adjustment = Extract<DataOf<'refund_step'>, { kind: 'adjustment' }>;

function ofRefund(data: Refund, refundId: string, order: Order | undefined): RefundNewsState {
  const { step, stars, destination } = data;
  const facts: RefundFacts = {
    ...data,
    direction: 'credit',
    // Coins that could not be sent to an address went to the balance.
    destination: step === 'to_balance' ? 'balance' : destination,
    back: stars,
    order,
    // Nothing is given and nothing is taken.
    isOff: step === 'declined' || step === 'cancelled',
  };
  return { step, facts, refundId };
}

function ofAdjustment(data: Adjustment, refundId: string, order: Order | undefined): RefundNewsState {
  const { direction, wasInSuspense, hasRefund } = data;
  const facts: RefundFacts = {
    ...data,
    destination: 'balance',
    gave: 'wallet',
    back: 0n,
    network: null,
    addressHint: null,
    order,
    isOff: false,
  };
  return {
    step: direction === 'debit' ? 'debited' : wasInSuspense ? 'found' : 'credited',
    facts,
    refundId: hasRefund ? refundId : undefined,
    isAdjustment: true,
  };
}
