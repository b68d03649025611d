import { readNote } from '../../delivery/index.ts';
import { AppError, formatAmount, parseAmount } from '../../lib/index.ts';
import { coin, fitsInvoice, invoiceDecimals } from '../../shop/index.ts';
import type { Draft } from '../drafts.ts';
import {
  amountProblemScreen,
  answeredScreen,
  cancelledScreen,
  expiredDraftScreen,
  lostDraftScreen,
  type AmountProblemState,
  type TicketDraftState,
} from '../screens/index.ts';
import { afterShown, type BotApp, type Handlers, type Reply, type Turn } from '../turn.ts';
import { askForTopup, topupRange } from './balance.ts';
import { payForStars, payForTopup } from './ordering.ts';
import { giftTo, giftToName } from './gift.ts';
import type { Unnamed } from './recipient.ts';
import { askForNote } from './giftNote.ts';
import { askForRefundAddress, takeRefundAddress } from './refund.ts';
import { askAgainToDelete, takeDeletionWord } from './settings.ts';
import { askHowMany, rangeToSend, sendTo, sendToName } from './sending.ts';
import { askForStars, confirmFromBalance } from './shop.ts';
import { draftReply, showSent } from './ticketDraft.ts';

const STAR = { code: 'STAR', exponent: 0 };

/** Handles a typed answer to a question. After the answer is taken, the buttons of the question are over. */
export async function answerQuestion(
  app: BotApp,
  turn: Turn,
  draft: Draft,
  text: string | Unnamed,
): Promise<Reply> {
  const reply = await takeAnswer(app, turn, draft, text);
  if (reply.keepsDraft === true) return reply;
  const led = reply.order === undefined ? {} : { orderId: reply.order.id };
  const spent = [...(reply.spent ?? []), ...draft.messageIds.slice(-1)];
  // The user deleted the account, so nothing more is remembered.
  if (draft.body.name === 'delete_account') return { ...reply, spent };
  return afterShown({ ...reply, spent }, () =>
    app.drafts.finish(turn.user.id, draft, led).catch(() => undefined),
  );
}

/**
 * Takes a number, an address or an account. If the answer does not fit, the bot explains why, and the question stays
 * open.
 */
async function takeAnswer(app: BotApp, turn: Turn, draft: Draft, said: string | Unnamed): Promise<Reply> {
  const { body } = draft;
  if (body.name === 'ticket' || body.name === 'done')
    throw new AppError('INTERNAL', {}, { message: `no amount is asked for: ${body.name}` });
  if (body.name === 'recipient') {
    const to = { stars: body.stars, name: said, draft };
    return body.isGift ? giftToName(app, turn, to) : sendToName(app, turn, to);
  }
  const text = typeof said === 'string' ? said : '';
  if (body.name === 'refund_address') return takeRefundAddress(app, turn, draft, text);
  if (body.name === 'delete_account') return takeDeletionWord(app, turn, draft, text);
  if (body.name === 'gift_note') {
    const note = readNote(text);
    return note.is === 'refused'
      ? askForNote(app, turn, body, { problem: note.why, draft })
      : giftToName(app, turn, { stars: body.stars, name: body.to, note: note.text });
  }
  const range = await rangeOf(app, turn, body.name);
  // There are too few stars left to choose a number.
  if (!range) return askHowMany(app, turn, { changed: true });
  return takeAmount(app, turn, { draft, text, ...range });
}

/** Returns undefined if too few stars are left. */
async function rangeOf(
  app: BotApp,
  turn: Turn,
  name: AmountDraft['name'],
): Promise<{ min: bigint; max: bigint } | undefined> {
  if (name === 'topup') return topupRange(app);
  if (name === 'send_stars') return rangeToSend(app, turn);
  const { MIN_BALANCE_PURCHASE_AMOUNT: min, MAX_BALANCE_PURCHASE_AMOUNT: max } = app.config;
  return { min: BigInt(min), max: BigInt(max) };
}

async function takeAmount(
  app: BotApp,
  turn: Turn,
  { draft, text, min, max }: { draft: Draft; text: string; min: bigint; max: bigint },
): Promise<Reply> {
  const { body } = draft;
  const asset = body.name === 'topup' ? coin(app.config) : STAR;
  const refuse = (problem: AmountProblemState['problem']): Reply => ({
    screen: amountProblemScreen(
      {
        problem,
        min: formatAmount(min, asset),
        max: formatAmount(max, asset),
        decimals: body.name === 'topup' ? invoiceDecimals(asset) : asset.exponent,
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
  if (body.name === 'topup' && !fitsInvoice(amount, asset)) return refuse('AMOUNT_INVALID');
  return proceed(app, turn, draft, amount);
}

type AmountDraft = Extract<Draft['body'], { name: 'purchase' | 'balance_purchase' | 'topup' | 'send_stars' }>;

/** "10,000" is ten thousand to one person and ten to another. The bot does not guess such a number. */
function isAmbiguous(text: string, decimals: number): boolean {
  const groups = decimals === 0 ? /^\d+[.,]\d+$/ : /^\d{1,3},\d{3}$/;
  return groups.test(text.trim());
}

function proceed(app: BotApp, turn: Turn, { key, body }: Draft, amount: bigint): Promise<Reply> {
  if (body.name === 'topup') return payForTopup(app, turn, { amount, key });
  const stars = Number(amount);
  if (body.name === 'send_stars') return sendTo(app, turn, { stars });
  return body.name === 'purchase'
    ? payForStars(app, turn, { stars, key })
    : confirmFromBalance(app, turn, { stars });
}

/** The answer came too late. Offers to go on with it. */
export function offerToResume(app: BotApp, turn: Turn, draft: Draft, left?: TicketDraftState['left']): Reply {
  const { body } = draft;
  if (body.name === 'done') return { screen: lostDraftScreen(turn.w) };
  const typed = 'typed' in body ? body.typed : undefined;
  return {
    screen: expiredDraftScreen({ name: body.name, typed, left }, turn.w),
    keepsDraft: true,
    onShown: (messageId) => app.drafts.attach(turn.user.id, draft, messageId),
    onUnknown: () => app.drafts.attach(turn.user.id, draft),
  };
}

async function resume(app: BotApp, turn: Turn): Promise<Reply> {
  const draft = await app.drafts.find(turn.user.id, turn.messageId);
  if (!draft) return { screen: lostDraftScreen(turn.w) };
  const { body } = draft;
  if (body.name === 'done') return showDone(app, turn, draft);
  if (body.name === 'ticket') return draftReply(app, turn, { draft, body, place: turn.messageId });
  if ('typed' in body && body.typed !== undefined) return answerQuestion(app, turn, draft, body.typed);
  return afterShown(await askAgain(app, turn, body), () => endDraft(app, turn, draft));
}

function askAgain(
  app: BotApp,
  turn: Turn,
  body: Exclude<Draft['body'], { name: 'ticket' | 'done' }>,
): Promise<Reply> {
  if (body.name === 'topup') return askForTopup(app, turn);
  if (body.name === 'refund_address') return askForRefundAddress(app, turn, { uuid: body.refundId });
  if (body.name === 'delete_account') return askAgainToDelete(app, turn);
  if (body.name === 'send_stars') return askHowMany(app, turn);
  if (body.name === 'gift_note') return askForNote(app, turn, body);
  if (body.name === 'recipient') return body.isGift ? giftTo(app, turn, body) : sendTo(app, turn, body);
  return askForStars(app, turn, body.name === 'purchase' ? 'payment' : 'balance');
}

/** If this fails, the question only stays open. */
async function endDraft(app: BotApp, turn: Turn, draft: Draft): Promise<void> {
  await app.drafts.end(turn.user.id, draft).catch(() => undefined);
}

/** Shows what an answered question led to. There is nothing left to cancel or to go on with. */
async function showDone(app: BotApp, turn: Turn, draft: Draft): Promise<Reply> {
  if (draft.body.name !== 'done') return { screen: lostDraftScreen(turn.w) };
  const { ticketId, orderId } = draft.body;
  if (ticketId !== undefined) return showSent(app, turn, draft);
  return { screen: answeredScreen({ orderId }, turn.w) };
}

/** Gives up the draft of the pressed button's message. For a typed /cancel, the draft that was touched last. */
export async function cancelDraft(app: BotApp, turn: Turn): Promise<Reply> {
  const { id } = turn.user;
  const isTyped = turn.messageId === undefined;
  const draft =
    (await app.drafts.find(id, turn.messageId)) ?? (isTyped ? await app.drafts.findExpired(id) : undefined);
  // "Cancel" cannot undo a question that was answered a moment ago. The reply says what it led to.
  const over =
    draft ?? (isTyped ? (await app.drafts.list(id)).find(({ body }) => body.name === 'done') : undefined);
  if (over?.body.name === 'done') return showDone(app, turn, over);
  const reply: Reply = {
    screen: cancelledScreen({ hadDraft: draft !== undefined }, turn.w),
    spent: draft?.messageIds.slice(-1) ?? [],
  };
  return draft ? afterShown(reply, () => app.drafts.end(id, draft)) : reply;
}

export const draftHandlers = {
  draft_cancel: cancelDraft,
  draft_resume: resume,
} satisfies Partial<Handlers>;
