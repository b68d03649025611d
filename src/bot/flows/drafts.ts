import { readNote } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import type { Draft } from '../drafts.ts';
import {
  answeredScreen,
  cancelledScreen,
  expiredDraftScreen,
  lostDraftScreen,
  type TicketDraftState,
} from '../screens/index.ts';
import { afterShown, type BotApp, type Handlers, type Reply, type Turn } from '../turn.ts';
import { askForTopup } from './balance.ts';
import { giftTo, giftToName } from './gift.ts';
import type { Unnamed } from './recipient.ts';
import { askForNote } from './giftNote.ts';
import { askForPromo, takePromoCode } from './promo.ts';
import { askForRefundAddress, takeRefundAddress } from './refund.ts';
import { askAgainToDelete, takeDeletionWord } from './settings.ts';
import { askHowMany, sendTo, sendToName } from './sending.ts';
import { askForStars } from './shop.ts';
import { draftReply, showSent } from './ticketDraft.ts';
import { rangeOf, takeAmount } from './typedAmount.ts';

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
  if (body.name === 'promo') return takePromoCode(app, turn, draft, text);
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
  if (body.name === 'promo') return askForPromo(app, turn);
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
