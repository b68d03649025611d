import { DELIVERY_STATUSES } from '../../src/delivery/index.ts';
import type { Package } from '../../src/shop/index.ts';
import * as s from '../../src/bot/screens/index.ts';
import type { Words } from '../../src/bot/words.ts';
import { TON } from '../kit/money.ts';
import { now, order, UUID } from './galleryPayments.ts';

const LONGEST = 'm'.repeat(32);
const KEY = 'x'.repeat(16);

export const delivery = (change: Partial<s.ShownDelivery> = {}): s.ShownDelivery => ({
  id: `${UUID}8`,
  status: 'reserved',
  stars: 1_000_000,
  recipient: LONGEST,
  recipientName: null,
  note: null,
  isSelf: false,
  reviewSince: null,
  error: null,
  proof: null,
  holdJournalId: `${UUID}9`,
  createdAt: now,
  ...change,
});

/** Every screen of sending stars, in its different states. */
export function everyDeliveryScreen(
  w: Words,
  { packages, nasty }: { packages: readonly Package[]; nasty: string },
): Record<string, s.Screen> {
  const steps = DELIVERY_STATUSES.map((status) => ({ status, at: now }));
  const shown = (
    change: Partial<s.ShownDelivery>,
    status?: 'cancelled' | 'awaiting_payment' | 'paid',
  ): s.Screen =>
    s.deliveryScreen(
      {
        delivery: delivery(change),
        steps,
        now,
        canForward: true,
        order: status && { id: `${UUID}1`, status },
      },
      w,
    );
  const wish = { stars: 100, isGift: false };
  const gift = { stars: 1_000_000, isGift: true };
  const ok = { is: 'ok', name: nasty, checkedAt: now } as const;
  const confirm = {
    wish,
    total: 100,
    name: LONGEST,
    isSelf: false,
    check: undefined,
    warn: 'bot',
    left: 10n,
    key: KEY,
  } as const;
  const asking = { wish, total: 110, self: LONGEST, recent: [LONGEST, 'anna', 'bob_smith'] };
  return {
    ...Object.fromEntries(
      DELIVERY_STATUSES.map((status) => [
        `delivery, ${status}`,
        shown({ status, error: 'RECIPIENT_REFUSED', proof: nasty, recipientName: nasty, isSelf: true }),
      ]),
    ),
    'delivery, arrived with a note': shown({ status: 'confirmed', note: nasty }),
    'delivery, in review': shown({ reviewSince: now }),
    'delivery, erased': shown({ status: 'confirmed', recipient: null }),
    'delivery, not begun': shown({ status: 'failed', holdJournalId: null, error: 'INSUFFICIENT_FUNDS' }),
    'delivery, replaced': shown({ status: 'failed', holdJournalId: null, error: 'REPLACED' }),
    'delivery, of an unpaid order': shown({ status: 'requested', holdJournalId: null }, 'awaiting_payment'),
    'delivery, of a paid order': shown({ status: 'requested', holdJournalId: null }, 'paid'),
    'delivery, of a cancelled order': shown({ status: 'requested', holdJournalId: null }, 'cancelled'),
    deliveries: s.deliveriesScreen(
      { deliveries: DELIVERY_STATUSES.map((status) => delivery({ status })), canSend: true },
      w,
    ),
    'deliveries, erased': s.deliveriesScreen(
      { deliveries: [delivery({ recipient: null })], canSend: false },
      w,
    ),
    'deliveries, none': s.deliveriesScreen({ deliveries: [], canSend: true }, w),
    'send stars': s.sendScreen({ stars: 2_000_000n, changed: true }, w),
    'send stars, too few': s.sendScreen({ stars: 20n }, w),
    'send stars, none': s.sendScreen({ stars: 0n }, w),
    recipient: s.recipientScreen(asking, w),
    'recipient of a gift, no name': s.recipientScreen(
      { wish: gift, total: 1_100_000, self: undefined, recent: [] },
      w,
    ),
    ...Object.fromEntries(
      (Object.keys(w.t.sending.problems) as s.RecipientProblem[]).map((why) => [
        `recipient, ${why}`,
        s.recipientScreen({ ...asking, problem: { why, name: LONGEST } }, w),
      ]),
    ),
    'picked late': s.pickedLateScreen(w),
    'send, confirm': s.confirmSendScreen(confirm, w),
    'send, confirm, checked': s.confirmSendScreen({ ...confirm, check: ok, isSelf: true }, w),
    'send, confirm, not checked': s.confirmSendScreen(
      { ...confirm, check: { is: 'unknown', checkedAt: now }, changed: 'account' },
      w,
    ),
    'gift, confirm': s.confirmSendScreen(
      {
        ...confirm,
        wish: gift,
        total: 1_100_000,
        price: 95n * TON,
        left: undefined,
        changed: 'price',
        check: ok,
      },
      w,
    ),
    'gift, confirm with a note': s.confirmSendScreen(
      { ...confirm, wish: gift, total: 1_100_000, price: 95n * TON, left: undefined, check: ok, note: nasty },
      w,
    ),
    ...Object.fromEntries(
      ([undefined, 'empty', 'long'] as const).map((problem) => [
        `gift note, ${problem ?? 'asked for'}`,
        s.noteScreen({ stars: 1_000_000, to: LONGEST, problem, isCarried: false }, w),
      ]),
    ),
    'gift card, above': s.cardAboveScreen({ deliveryId: `${UUID}8` }, w),
    'gift card': s.cardScreen({ from: nasty, stars: 1_000_000, note: nasty }, w),
    'gift card, unnamed': s.cardScreen({ from: null, stars: 50, note: 'x'.repeat(200) }, w),
    gifts: s.giftScreen({ packages, tooFew: true, circuitOpen: true }, w),
    'gifts, none': s.giftScreen({ packages: [], circuitOpen: false }, w),
    'pay support, stars kept': s.paySupportScreen({ hasTickets: false, canSend: false }, w),
    'choose way, too few to give': s.chooseWayScreen(
      { stars: 10, bonusStars: 0, price: TON, balancePrice: TON, circuitOpen: false, canGive: false },
      w,
    ),
    'too early for one more gift': s.waitToPayScreen(
      {
        wanted: { kind: 'purchase', stars: 100, bonusStars: 10, amount: 95n * TON },
        seconds: 60,
        open: [order()],
        press: { do: 'give_{stars}_{name}_{key}', stars: 1_000_000, name: LONGEST, key: KEY },
      },
      w,
    ),
  };
}
