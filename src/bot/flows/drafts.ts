import { AppError, formatAmount, parseAmount } from '../../lib/index.ts';
import { coin, fitsInvoice, INVOICE_DECIMALS } from '../../shop/index.ts';
import type { Draft } from '../drafts.ts';
import {
  amountProblemScreen,
  cancelledScreen,
  expiredDraftScreen,
  lostDraftScreen,
  type AmountProblemState,
} from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { askForTopup, topupRange } from './balance.ts';
import { payForStars, payForTopup } from './payment.ts';
import { askForRefundAddress, takeRefundAddress } from './refund.ts';
import { askAgainToDelete, takeDeletionWord } from './settings.ts';
import { askForStars, confirmFromBalance } from './shop.ts';
import { draftReply } from './ticketDraft.ts';

const STAR = { code: 'STAR', exponent: 0 };

/** A typed answer to the question for a number, or for an address. What cannot be taken is explained, and the question stays open. */
export async function takeAmount(app: BotApp, turn: Turn, draft: Draft, text: string): Promise<Reply> {
  const { body } = draft;
  if (body.name === 'ticket') throw new AppError('INTERNAL', {}, { message: 'a ticket asks for no amount' });
  if (body.name === 'refund_address') return takeRefundAddress(app, turn, draft, text);
  if (body.name === 'delete_account') return takeDeletionWord(app, turn, draft, text);
  const asset = body.name === 'topup' ? coin(app.config) : STAR;
  const { min, max } =
    body.name === 'topup'
      ? topupRange(app)
      : {
          min: BigInt(app.config.MIN_BALANCE_PURCHASE_AMOUNT),
          max: BigInt(app.config.MAX_BALANCE_PURCHASE_AMOUNT),
        };
  const refuse = (problem: AmountProblemState['problem']): Reply => ({
    screen: amountProblemScreen(
      {
        problem,
        min: formatAmount(min, asset),
        max: formatAmount(max, asset),
        decimals: body.name === 'topup' ? INVOICE_DECIMALS : asset.exponent,
      },
      turn.w,
    ),
    keepsDraft: true,
    onShown: (messageId) => app.drafts.save(turn.user.id, draft, messageId),
  });

  let amount: bigint;
  if (isAmbiguous(text, asset.exponent)) return refuse('AMOUNT_INVALID');
  try {
    amount = parseAmount(text, asset);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.code === 'AMOUNT_OUT_OF_RANGE' ? error.code : 'AMOUNT_INVALID');
  }
  if (amount < min || amount > max) return refuse('AMOUNT_OUT_OF_RANGE');
  if (body.name === 'topup' && !fitsInvoice(amount)) return refuse('AMOUNT_INVALID');
  const reply = await proceed(app, turn, draft, amount);
  await app.drafts.end(turn.user.id, draft).catch(() => undefined);
  return reply;
}

/** "10,000" is ten thousand to one person and ten to another: such a number is not guessed at. */
function isAmbiguous(text: string, decimals: number): boolean {
  const groups = decimals === 0 ? /^\d+[.,]\d+$/ : /^\d{1,3},\d{3}$/;
  return groups.test(text.trim());
}

function proceed(app: BotApp, turn: Turn, { key, body }: Draft, amount: bigint): Promise<Reply> {
  if (body.name === 'topup') return payForTopup(app, turn, { amount, key });
  const stars = Number(amount);
  return body.name === 'purchase'
    ? payForStars(app, turn, { stars, key })
    : confirmFromBalance(app, turn, { stars });
}

/** The answer came too late: offers to go on. What was typed for a ticket is already in the draft. */
export function offerToResume(app: BotApp, turn: Turn, draft: Draft): Reply {
  return {
    screen: expiredDraftScreen({ name: draft.body.name }, turn.w),
    keepsDraft: true,
    onShown: (messageId) => app.drafts.attach(turn.user.id, draft, messageId),
  };
}

async function resume(app: BotApp, turn: Turn): Promise<Reply> {
  const draft = await app.drafts.find(turn.user.id, turn.messageId);
  if (!draft) return { screen: lostDraftScreen(turn.w) };
  const { body } = draft;
  if (body.name === 'ticket') return draftReply(app, turn, { draft, body });
  await app.drafts.end(turn.user.id, draft);
  if (body.name === 'topup') return askForTopup(app, turn);
  if (body.name === 'refund_address') return askForRefundAddress(app, turn, { uuid: body.refundId });
  if (body.name === 'delete_account') return askAgainToDelete(app, turn);
  return askForStars(app, turn, body.name === 'purchase' ? 'payment' : 'balance');
}

/** Gives up the draft of the pressed button's message, or for a typed /cancel the one touched last. */
export async function cancelDraft(app: BotApp, turn: Turn): Promise<Reply> {
  const draft =
    (await app.drafts.find(turn.user.id, turn.messageId)) ??
    (turn.messageId === undefined ? await app.drafts.findExpired(turn.user.id) : undefined);
  if (draft) await app.drafts.end(turn.user.id, draft);
  return { screen: cancelledScreen({ hadDraft: draft !== undefined }, turn.w) };
}

export const draftHandlers = {
  draft_cancel: cancelDraft,
  draft_resume: resume,
} satisfies Partial<Handlers>;
