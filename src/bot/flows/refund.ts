import { AppError } from '../../lib/index.ts';
import {
  canStop,
  confirmAddress,
  findRefund,
  proposeAddress,
  stopAddress,
  takesAddress,
  type Refund,
} from '../../refunds/index.ts';
import { findOrder } from '../../shop/index.ts';
import type { Draft } from '../drafts.ts';
import {
  refundAddressScreen,
  refundAddressWrongScreen,
  refundConfirmScreen,
  refundStateScreen,
  type ShownRefund,
} from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';

async function ownRefund(app: BotApp, turn: Turn, refundId: string): Promise<Refund> {
  const refund = await findRefund(app, refundId, turn.user.id);
  if (!refund) throw new AppError('REFUND_UNKNOWN');
  return refund;
}

/** Adds the order of the refund. It tells a person more than any number. */
async function withOrder(app: BotApp, refund: Refund): Promise<ShownRefund> {
  const order = refund.orderId === null ? undefined : await findOrder(app, refund.orderId, refund.userId);
  return { ...refund, order };
}

async function shown(app: BotApp, turn: Turn, refund: Refund, stop?: 'stopped' | 'tooLate'): Promise<Reply> {
  const state = {
    refund: await withOrder(app, refund),
    takesAddress: takesAddress(refund),
    canStop: canStop(refund),
    stop,
    now: app.clock.now(),
  };
  return { screen: refundStateScreen(state, turn.w), about: refund.id };
}

async function showRefund(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  return shown(app, turn, await ownRefund(app, turn, uuid));
}

/** Asks for an address. The user types it. */
export async function askForRefundAddress(
  app: BotApp,
  turn: Turn,
  { uuid }: { uuid: string },
): Promise<Reply> {
  const refund = await ownRefund(app, turn, uuid);
  if (!takesAddress(refund)) return shown(app, turn, refund);
  return {
    screen: refundAddressScreen(await withOrder(app, refund), turn.w),
    keepsDraft: true,
    onShown: async (messageId) => {
      await app.drafts.start(turn.user.id, { name: 'refund_address', refundId: refund.id }, messageId);
    },
  };
}

/**
 * Shows the typed address again with its network. If the address is wrong, explains why, and the question stays open.
 */
export async function takeRefundAddress(app: BotApp, turn: Turn, draft: Draft, text: string): Promise<Reply> {
  const { body } = draft;
  if (body.name !== 'refund_address')
    throw new AppError('INTERNAL', {}, { message: 'no address is asked for' });
  const refund = await ownRefund(app, turn, body.refundId);
  try {
    const candidate = await proposeAddress(app, {
      userId: turn.user.id,
      refundId: refund.id,
      address: text,
    });
    const state = { ...candidate, refund: await withOrder(app, candidate.refund) };
    return { screen: refundConfirmScreen(state, turn.w), about: refund.id };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ADDRESS_INVALID') throw error;
    return {
      screen: refundAddressWrongScreen(refund, turn.w),
      keepsDraft: true,
      onShown: (messageId) => app.drafts.save(turn.user.id, draft, messageId),
    };
  }
}

async function confirm(
  app: BotApp,
  turn: Turn,
  { uuid, code }: { uuid: string; code: string },
): Promise<Reply> {
  return shown(app, turn, await confirmAddress(app, { userId: turn.user.id, refundId: uuid, code }));
}

/** Takes an address back, while no coins can have left: another person named it, or it was a mistake. */
async function stop(app: BotApp, turn: Turn, { uuid }: { uuid: string }): Promise<Reply> {
  const { refund, isStopped } = await stopAddress(app, { userId: turn.user.id, refundId: uuid });
  const isOver = ['cancelled', 'rejected'].includes(refund.status);
  return shown(app, turn, refund, isStopped ? 'stopped' : isOver ? undefined : 'tooLate');
}

export const refundHandlers = {
  'refund_{uuid}': showRefund,
  'refund_address_{uuid}': askForRefundAddress,
  'refund_confirm_{uuid}_{code}': confirm,
  'refund_stop_{uuid}': stop,
} satisfies Partial<Handlers>;
