import { MIN_DELIVERY } from '../../delivery/index.ts';
import { findPackage, listPackages, offerOf, starPrice } from '../../shop/index.ts';
import { newKey, type Draft } from '../drafts.ts';
import { carriesNote } from '../goesTo.ts';
import { CALLED_AFTER, confirmSendScreen, giftScreen, yesOf } from '../screens/index.ts';
import { namesOldPrice } from '../seenPrice.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { keepNote, keptNote } from './giftNote.ts';
import { payForStars } from './ordering.ts';
import {
  askForRecipient,
  isAnother,
  lookAtRecipient,
  refuseUnlessSending,
  type Chosen,
  type Looked,
  type Unnamed,
} from './recipient.ts';
import { refuseUnlessInRange, refuseUnlessSelling } from './selling.ts';
import { isCircuitOpen } from './providerCalls.ts';

async function showGifts(app: BotApp, turn: Turn, { tooFew = false } = {}): Promise<Reply> {
  refuseUnlessSending(app);
  const [packages, circuitOpen] = await Promise.all([
    listPackages(app),
    isCircuitOpen(app),
    refuseUnlessSelling(app),
  ]);
  const given = packages.filter(({ stars, bonusStars }) => stars + bonusStars >= MIN_DELIVERY);
  return { screen: giftScreen({ packages: given, tooFew, circuitOpen }, turn.w) };
}

interface Offered extends Chosen {
  readonly price: bigint;
}

/** What is bought as a gift of this many stars. Errors: DELIVERY_OFF, SWITCHED_OFF, AMOUNT_OUT_OF_RANGE. */
async function giftOf(app: BotApp, stars: number): Promise<Offered> {
  refuseUnlessSending(app);
  const [sold, single] = await Promise.all([
    findPackage(app, stars),
    starPrice(app),
    refuseUnlessSelling(app),
  ]);
  refuseUnlessInRange(app, sold, stars);
  const { amount, bonusStars } = offerOf(stars, sold, single);
  return { wish: { stars, isGift: true }, total: stars + bonusStars, price: amount };
}

export async function giftTo(app: BotApp, turn: Turn, { stars }: { stars: number }): Promise<Reply> {
  const gift = await giftOf(app, stars);
  return gift.total < MIN_DELIVERY
    ? showGifts(app, turn, { tooFew: true })
    : askForRecipient(app, turn, gift);
}

/** What a confirmation shows beside number and recipient. */
interface Shown {
  readonly draft?: Draft | undefined;
  readonly note?: string | undefined;
  readonly changed?: 'account' | 'price';
}

/** Shows the choice once more before the invoice. The key of the order is made here. */
async function confirmGift(
  app: BotApp,
  turn: Turn,
  { stars, looked, draft, note, changed }: Shown & { stars: number; looked: Looked },
): Promise<Reply> {
  const gift = await giftOf(app, stars);
  if (gift.total < MIN_DELIVERY) return showGifts(app, turn, { tooFew: true });
  if (looked.is === 'problem') return askForRecipient(app, turn, gift, { problem: looked, draft });
  const state = { ...looked, ...gift, key: newKey(), note, isCarried: carriesNote(app), changed };
  return {
    screen: confirmSendScreen(state, turn.w),
    ...(note !== undefined && {
      onShown: (messageId: number) => keepNote(app, turn, { key: state.key, note, messageId }),
    }),
  };
}

async function look(app: BotApp, turn: Turn, { stars, name }: { stars: number; name: string | Unnamed }) {
  const gift = await giftOf(app, stars);
  return { gift, looked: await lookAtRecipient(app, turn, { typed: name, total: gift.total }) };
}

/** Number and recipient are chosen. With a `draft` the name was typed. */
export async function giftToName(
  app: BotApp,
  turn: Turn,
  { stars, name, ...shown }: Shown & { stars: number; name: string | Unnamed },
): Promise<Reply> {
  const { looked } = await look(app, turn, { stars, name });
  return confirmGift(app, turn, { stars, looked, ...shown });
}

/** Makes the invoice. The recipient is known before anybody can pay. */
async function give(
  app: BotApp,
  turn: Turn,
  { stars, name, key }: { stars: number; name: string; key: string },
): Promise<Reply> {
  const { gift, looked } = await look(app, turn, { stars, name });
  const note = await keptNote(app, turn, key);
  if (looked.is === 'problem') return confirmGift(app, turn, { stars, looked });
  const [figures] = turn.label?.split(CALLED_AFTER) ?? [];
  const { choose } = turn.w.t.shop;
  // The labels of both screens that ask for this: the confirmation, and the screen that says to wait before one more
  // invoice.
  const labels = [yesOf(gift, turn.w), choose.byInvoice(turn.w.money(gift.price), gift.total - stars)];
  if (namesOldPrice(figures, labels))
    return confirmGift(app, turn, { stars, looked, note, changed: 'price' });
  if (isAnother(turn, looked.check))
    return confirmGift(app, turn, { stars, looked, note, changed: 'account' });
  const { isSelf, check } = looked;
  return payForStars(app, turn, { stars, key, gift: { recipient: name, isSelf, check, note, key } });
}

export const giftHandlers = {
  gift: (app, turn) => showGifts(app, turn),
  'gift_{stars}': giftTo,
  'gift_{stars}_to_{name}': giftToName,
  'give_{stars}_{name}_{key}': give,
} satisfies Partial<Handlers>;
