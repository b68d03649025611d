import type { News } from '../../src/notifications/index.ts';
import { TON } from '../kit/money.ts';
import { HEADLINES, truthOf, type Asking, type Headline, type Invoice } from '../../src/payments/index.ts';
import type { Order } from '../../src/shop/index.ts';
import * as s from '../../src/bot/screens/index.ts';
import type { Words } from '../../src/bot/words.ts';

export const UUID = '0198f000-0000-7000-8000-00000000000';
export const now = new Date('2026-11-22T12:00:00Z');

export const order = (change: Partial<Order> = {}): Order => ({
  id: `${UUID}1`,
  userId: 7n,
  kind: 'purchase',
  status: 'awaiting_payment',
  stars: 100,
  bonusStars: 10,
  asset: 'TON',
  amount: 95n * TON,
  priceId: 1n,
  createdAt: now,
  paidAt: null,
  journalId: null,
  chatMessageId: null,
  correlationId: null,
  wantsDelivery: false,
  thenStars: null,
  thenPriceId: null,
  promoCodeId: null,
  promoStars: 0,
  ...change,
});

const invoice: Invoice = {
  id: `${UUID}2`,
  orderId: `${UUID}1`,
  providerUuid: `${UUID}3`,
  status: 'check',
  url: 'https://pay.example/x?a=1&b=2',
  payTo: null,
  expiresAt: new Date(now.getTime() + 3_600_000),
  amount: 95n * TON,
  asset: 'TON',
  received: 0n,
  booked: 0n,
  credited: 0n,
  fee: 0n,
  isFinal: false,
  checkedAt: now,
  lookedAt: null,
};

interface Played {
  readonly order?: Partial<Order>;
  readonly invoice?: Partial<Invoice> | null;
  readonly asking?: Asking;
  readonly at?: Date;
  readonly link?: string | undefined;
  readonly circuitOpen?: boolean;
}

/** A payment as a flow hands it to its screen. */
function paying(played: Played): s.PaymentState {
  const { at = now, circuitOpen = false } = played;
  const paid = order(played.order);
  const change = played.invoice;
  const truth = truthOf({
    order: paid,
    invoice: change === null ? undefined : { ...invoice, ...change },
    now: at,
    asking: played.asking,
    questionnaire: played.link,
  });
  return { order: paid, truth, now: at, circuitOpen };
}

const PART = { status: 'wrong_amount_waiting', received: 57n * TON };
const OVER = {
  status: 'paid_over',
  received: 118_750_000_000n,
  booked: 118_750_000_000n,
  credited: 23_750_000_000n,
};
const LINK = 'https://aml.example';

/** One play for each headline. */
const PLAYS: Readonly<Record<Headline, Played>> = {
  preparing: { order: { status: 'created' }, invoice: null },
  awaiting: {},
  time_over: { at: new Date('2027-01-01') },
  part: { invoice: PART },
  part_over: { invoice: PART, at: new Date('2027-01-01') },
  seen: { invoice: { status: 'confirm_check' } },
  locked: { order: { status: 'held' }, invoice: { status: 'locked', received: 95n * TON }, link: LINK },
  review: { order: { status: 'held' }, invoice: { status: 'cancel', received: 95n * TON } },
  paid: { order: { status: 'paid' }, invoice: OVER },
  underpaid: {
    order: { status: 'underpaid' },
    invoice: { status: 'wrong_amount', received: 57n * TON, booked: 57n * TON, credited: 57n * TON },
  },
  expired: { order: { status: 'expired' }, invoice: { status: 'cancel' } },
  failed: { order: { status: 'failed' }, invoice: { status: 'fail' } },
  cancelled: { order: { status: 'cancelled' } },
  cancelled_paid: { order: { status: 'cancelled' }, invoice: { ...PART } },
  replaced: { order: { status: 'replaced' } },
  refunded: {
    order: { status: 'refunded' },
    invoice: { status: 'refund_paid', received: 95n * TON, booked: 95n * TON },
  },
};

const ASKINGS: readonly Asking[] = ['not', 'answered', 'recently', 'unreachable'];

/** Every headline, of a purchase and of a top-up, asked and not. */
function paymentScreens(w: Words): [string, s.Screen][] {
  const kinds = ['purchase', 'topup'] as const;
  return (Object.keys(HEADLINES) as Headline[]).flatMap((headline) =>
    kinds.flatMap((kind) =>
      ASKINGS.map((asking): [string, s.Screen] => {
        const played = PLAYS[headline];
        const change = kind === 'topup' ? { kind, stars: 0, bonusStars: 0 } : {};
        const state = paying({ ...played, asking, order: { ...played.order, ...change } });
        if (state.truth.headline !== headline)
          throw new Error(`played ${state.truth.headline} for ${headline}`);
        return [`payment of a ${kind}, ${headline}, ${asking} asked`, s.orderScreen(state, w)];
      }),
    ),
  );
}

const news = (played: Played): s.OrderNewsState => ({
  ...paying(played),
  wallet: 3n * TON,
  stars: 110n,
  hasScreen: true,
  canSend: true,
});
const arrived = { received: 118_750_000_000n, credited: 23_750_000_000n, asset: 'TON' };
const late = { kind: 'order_overpaid', data: arrived } as const;
const said = (told: News<s.OrderNewsKind>, state: s.OrderNewsState, w: Words): s.Screen => {
  const screen = s.orderNews(told, state, w).said;
  if (!screen) throw new Error(`${told.kind} says nothing`);
  return screen;
};

/** Where the stars of an order go, as it becomes known. */
const GOES_TO: readonly s.GoesTo[] = [
  { name: 'anna', isSelf: true },
  { name: 'm'.repeat(32), isSelf: false, deliveryId: `${UUID}8` },
  { name: 'm'.repeat(32), isSelf: false, deliveryId: `${UUID}8`, hasArrived: true },
];

const proof: s.ProofState = {
  kind: 'purchase',
  orderId: `${UUID}1`,
  price: 95n * TON,
  stars: 100,
  bonus: 10,
  received: 118_750_000_000n,
  credited: 23_750_000_000n,
  paidAt: now,
  providerId: `${UUID}3`,
  txid: 'a<b&c',
  link: 'https://tonviewer.com/transaction/a%3Cb%26c',
};

function promoScreens(w: Words): Record<string, s.Screen> {
  const promo = {
    id: 9_223_372_036_854n,
    code: 'A'.repeat(32),
    packages: null,
    firstOnly: true,
    validUntil: now,
    refusal: null,
  } as const;
  const offer = { amount: 85n * TON, bonusStars: 40, promoStars: 30, cost: 30n };
  const offers = [{ stars: 1_000_000, price: 95n * TON, offer }];
  const refusals = ['unknown', 'over', 'used_up', 'used', 'not_first', 'package'] as const;
  return {
    'promo prompt': s.promoPromptScreen({ isWrong: true }, w),
    'promo, percent': s.promoScreen({ promo: { ...promo, kind: 'percent', value: 15n }, offers }, w),
    'promo, sum': s.promoScreen(
      { promo: { ...promo, kind: 'fixed', value: TON }, offers, priceChanged: true },
      w,
    ),
    'promo, stars': s.promoScreen({ promo: { ...promo, kind: 'stars', value: 30n }, offers: [] }, w),
    'payment with a code': s.orderScreen(paying({ order: { promoCodeId: 1n } }), w),
    ...Object.fromEntries(refusals.map((why) => [`promo refused, ${why}`, s.promoRefusedScreen(why, w)])),
  };
}

/** Every screen about one payment. */
export function everyPaymentScreen(w: Words): Record<string, s.Screen> {
  return {
    receipt: said(
      { kind: 'order_paid', data: arrived },
      news({ order: { status: 'paid' }, invoice: { ...OVER, received: 95n * TON, credited: 0n } }),
      w,
    ),
    'receipt with a surplus': said({ kind: 'order_paid', data: arrived }, news(PLAYS.paid), w),
    'receipt of a top-up': said(
      { kind: 'topup_paid', data: arrived },
      news({
        order: { kind: 'topup', stars: 0, status: 'paid' },
        invoice: { ...OVER, credited: OVER.booked },
      }),
      w,
    ),
    'receipt from balance': s.receiptScreen(
      {
        ...paying({ order: { kind: 'balance_purchase', status: 'paid', bonusStars: 0 }, invoice: null }),
        wallet: 0n,
        stars: 1n,
        canSend: false,
      },
      w,
    ),
    ...Object.fromEntries(
      GOES_TO.flatMap((goesTo, i) => [
        [`payment of a gift, ${i}`, s.orderScreen({ ...paying({}), goesTo }, w)],
        [`payment of a gift, its time over, ${i}`, s.orderScreen({ ...paying(PLAYS.expired), goesTo }, w)],
        [
          `receipt of a gift, ${i}`,
          s.receiptScreen({ ...paying(PLAYS.paid), wallet: 0n, stars: 0n, canSend: true, goesTo }, w),
        ],
      ]),
    ),
    ...Object.fromEntries(paymentScreens(w)),
    'payment, provider in trouble': s.orderScreen(paying({ circuitOpen: true }), w),
    ...Object.fromEntries(
      [true, false].flatMap((mayNeedMemo) => {
        const payTo = { address: 'U'.repeat(48), network: 'ton', currency: 'TON', amount: '95', mayNeedMemo };
        const state = { ...paying({ order: { kind: 'topup', stars: 0, thenStars: 250 } }), payTo };
        return [
          [`payment with an address, memo ${mayNeedMemo}`, s.orderScreen(state, w)],
          [`qr of an address, memo ${mayNeedMemo}`, s.qrScreen(state, w)],
        ];
      }),
    ),
    ...promoScreens(w),
    'qr of the page': s.qrScreen(paying({}), w),
    'invoice ends soon': said({ kind: 'order_ending', data: {} }, news({}), w),
    'purchase asks again': s.asksScreen(250, w),
    'receipt of a top-up that buys': said(
      { kind: 'topup_paid', data: arrived },
      news({ order: { kind: 'topup', stars: 0, thenStars: 250, status: 'paid' }, invoice: OVER }),
      w,
    ),
    'receipt to keep': s.proofScreen(proof, w),
    'receipt to keep, from balance': s.proofScreen(
      {
        ...proof,
        kind: 'balance_purchase',
        received: 0n,
        providerId: undefined,
        txid: undefined,
        link: undefined,
      },
      w,
    ),
    'payment, moved': s.movedScreen(order(), w),
    'payment locked, no questionnaire': s.orderScreen(paying({ ...PLAYS.locked, link: undefined }), w),
    'news of a part': said({ kind: 'order_underpaid', data: {} }, news(PLAYS.part), w),
    'news of a lock': said({ kind: 'payment_locked', data: {} }, news(PLAYS.locked), w),
    'news of a failure': said({ kind: 'order_failed', data: {} }, news(PLAYS.failed), w),
    'payment sent back': said({ kind: 'payment_review', data: { returned: true } }, news(PLAYS.paid), w),
    'paid twice, to be decided': said({ ...late, data: { ...arrived, credited: 0n } }, news(PLAYS.paid), w),
    'paid twice': said(late, news(PLAYS.paid), w),
    'paid after it was cancelled': said(late, news(PLAYS.cancelled_paid), w),
    'paid after it was refunded': said(late, news(PLAYS.refunded), w),
  };
}
