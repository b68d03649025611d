import { findRequested, MIN_DELIVERY, requestDelivery } from '../../delivery/index.ts';
import { AppError } from '../../lib/index.ts';
import { newKey, type Draft } from '../drafts.ts';
import { confirmSendScreen, mostToSend, sendScreen } from '../screens/index.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { deliveryReply } from './delivery.ts';
import {
  askForRecipient,
  isAnother,
  lookAtRecipient,
  refuseUnlessSending,
  type Looked,
  type Unnamed,
} from './recipient.ts';
import { balancesOf } from './balancesOf.ts';

/** Asks how many stars of the balance to send. The user presses a button or types a number. */
export async function askHowMany(app: BotApp, turn: Turn, { changed = false } = {}): Promise<Reply> {
  refuseUnlessSending(app);
  const { stars } = await balancesOf(app, turn);
  const screen = sendScreen({ stars, changed }, turn.w);
  if (mostToSend(stars) < MIN_DELIVERY) return { screen };
  return {
    screen,
    onShown: async (messageId) => {
      await app.drafts.start(turn.user.id, { name: 'send_stars' }, messageId);
    },
  };
}

/** How many stars can be sent now. Undefined: too few. */
export async function rangeToSend(
  app: BotApp,
  turn: Turn,
): Promise<{ min: bigint; max: bigint } | undefined> {
  const max = mostToSend((await balancesOf(app, turn)).stars);
  return max < MIN_DELIVERY ? undefined : { min: BigInt(MIN_DELIVERY), max: BigInt(max) };
}

async function fitsBalance(app: BotApp, turn: Turn, stars: number): Promise<boolean> {
  const range = await rangeToSend(app, turn);
  return range !== undefined && stars >= range.min && stars <= range.max;
}

/** The number is chosen. Asks who gets the stars. */
export async function sendTo(app: BotApp, turn: Turn, { stars }: { stars: number }): Promise<Reply> {
  refuseUnlessSending(app);
  if (!(await fitsBalance(app, turn, stars))) return askHowMany(app, turn, { changed: true });
  return askForRecipient(app, turn, { wish: { stars, isGift: false }, total: stars });
}

/** Shows the choice once more. The key of the delivery is made here. */
async function confirmSending(
  app: BotApp,
  turn: Turn,
  {
    stars,
    looked,
    draft,
    changed,
  }: { stars: number; looked: Looked; draft?: Draft | undefined; changed?: 'account' },
): Promise<Reply> {
  refuseUnlessSending(app);
  const wish = { stars, isGift: false };
  const balances = await balancesOf(app, turn);
  if (!(await fitsBalance(app, turn, stars))) return askHowMany(app, turn, { changed: true });
  if (looked.is === 'problem')
    return askForRecipient(app, turn, { wish, total: stars }, { problem: looked, draft });
  const state = {
    ...looked,
    wish,
    total: stars,
    left: balances.stars - BigInt(stars),
    key: newKey(),
    changed,
  };
  return { screen: confirmSendScreen(state, turn.w) };
}

/** Number and recipient are chosen. With a `draft` the name was typed. */
export async function sendToName(
  app: BotApp,
  turn: Turn,
  { stars, name, draft }: { stars: number; name: string | Unnamed; draft?: Draft },
): Promise<Reply> {
  refuseUnlessSending(app);
  const looked = await lookAtRecipient(app, turn, { typed: name, total: stars });
  return confirmSending(app, turn, { stars, looked, draft });
}

/**
 * Sends the stars. A second press finds what the first one began. The account is checked again, because the button may
 * be old and a name can change hands.
 */
async function go(
  app: BotApp,
  turn: Turn,
  { stars, name, key }: { stars: number; name: string; key: string },
): Promise<Reply> {
  const { id: userId } = turn.user;
  const requestKey = `send:${userId}:${key}`;
  const known = await findRequested(app, { userId, requestKey });
  if (known?.stars === stars && known.recipient === name) return deliveryReply(app, turn, known);
  refuseUnlessSending(app);
  const looked = await lookAtRecipient(app, turn, { typed: name, total: stars });
  if (looked.is === 'problem') return confirmSending(app, turn, { stars, looked });
  if (isAnother(turn, looked.check)) return confirmSending(app, turn, { stars, looked, changed: 'account' });
  const { isSelf, check } = looked;
  const { correlationId } = turn;
  const request = { userId, recipient: name, isSelf, stars, check, requestKey, correlationId };
  try {
    return await deliveryReply(app, turn, await requestDelivery(app, request));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'INSUFFICIENT_FUNDS' && error.code !== 'AMOUNT_OUT_OF_RANGE') throw error;
    return askHowMany(app, turn, { changed: true });
  }
}

export const sendingHandlers = {
  send_stars: (app, turn) => askHowMany(app, turn),
  'send_{stars}': sendTo,
  'send_{stars}_to_{name}': sendToName,
  'go_{stars}_{name}_{key}': go,
} satisfies Partial<Handlers>;
