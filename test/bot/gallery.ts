import type { Invoice } from '../../src/payments/index.ts';
import type { Order, Package } from '../../src/shop/index.ts';
import type { FaqEntry, Ticket } from '../../src/support/index.ts';
import { ERRORS, type ErrorCode } from '../../src/lib/index.ts';
import * as s from '../../src/bot/screens/index.ts';
import type { Words } from '../../src/bot/words.ts';

/** A name as people really have them, and as attackers do. */
export const NASTY = '<b>&"_*`[x](y)</b>{}';

const TON = 1_000_000_000n;
const UUID = '0198f000-0000-7000-8000-00000000000';
const now = new Date('2026-11-22T12:00:00Z');

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
  ...change,
});

const invoice: Invoice = {
  id: `${UUID}2`,
  orderId: `${UUID}1`,
  providerUuid: `${UUID}3`,
  status: 'check',
  url: 'https://pay.example/x?a=1&b=2',
  expiresAt: new Date(now.getTime() + 3_600_000),
  amount: 95n * TON,
  asset: 'TON',
  received: 40n * TON,
  fee: 0n,
  isFinal: false,
  checkedAt: null,
};

const packages: Package[] = [100, 250, 500, 1000, 999_999].map((stars, i) => ({
  stars,
  bonusStars: stars / 10,
  price: 95n * TON + BigInt(i),
  listPrice: 100n * TON,
  asset: 'TON',
  discountPercent: 5,
  priceId: BigInt(i + 1),
  version: 1,
}));

export const ticket = (change: Partial<Ticket> = {}): Ticket => ({
  id: `${UUID}4`,
  number: 42n,
  userId: 7n,
  subject: 'payment',
  status: 'open',
  priority: 'normal',
  ownerId: null,
  orderId: `${UUID}1`,
  journalId: null,
  createdAt: now,
  updatedAt: now,
  firstReplyAt: null,
  resolvedAt: null,
  resolutions: 0,
  rating: null,
  clockStartedAt: now,
  clockStoppedAt: null,
  clockStoppedMs: 0n,
  firstReplyDueAt: now,
  resolutionDueAt: now,
  mergedInto: null,
  ...change,
});

const refund: s.ShownRefund = {
  id: `${UUID}7`,
  kind: 'refund',
  status: 'approved',
  amount: 95n * TON,
  asset: 'TON',
  network: 'TON',
  currency: 'TON',
  addressHint: 'UQCD39…qEBI',
  readyAt: new Date(now.getTime() + 86_400_000),
  stars: 100n,
  bonusStars: 10n,
  gave: 'stars',
  direction: 'credit',
  destination: 'address',
  reason: 'customer_request',
  order: order({ status: 'paid' }),
};

const facts: s.RefundFacts = { ...refund, back: 110n, order: order(), network: NASTY, isOff: false };

const long = (length: number): string => '<&>'.repeat(Math.ceil(length / 3)).slice(0, length);
const faq = (id: bigint, text: string, length: number): FaqEntry => ({
  id,
  question: { ru: text, en: text },
  answer: { ru: long(length), en: long(length) },
});

const line = (change: Partial<s.OperationLine> = {}): s.OperationLine => ({
  id: `${UUID}1`,
  kind: 'purchase',
  status: 'paid',
  amount: 95n * TON,
  stars: 100,
  at: now,
  ...change,
});

const payment = { now, wallet: 3n * TON, stars: 110n, invoice, circuitOpen: false };
const news = {
  ...payment,
  order: order(),
  received: 40n * TON,
  credited: 40n * TON,
  missing: 55n * TON,
  isLate: false,
  isWaiting: false,
  isReturned: false,
};

/** Every screen that the bot can show, in its different states. */
export function everyScreen(w: Words): Record<string, s.Screen> {
  const home = { wallet: 0n, stars: 1n, packages, hasOpenTicket: true };
  const transaction = {
    ...line(),
    stars: 100,
    bonusStars: 10,
    received: 95n * TON,
    fee: 1n,
    createdAt: now,
    paidAt: now,
    orderId: `${UUID}1`,
    journalId: `${UUID}5`,
    providerId: 'tx',
    payable: true,
  };
  const locked = { ...payment, order: order({ status: 'held' }), invoice: { ...invoice, status: 'locked' } };
  const draft = { subject: 'payment' as const, about: `${UUID}1`, text: '', files: 0 };
  return {
    home: s.homeScreen({ ...home, name: NASTY, invited: true }, w),
    'home, no name': s.homeScreen({ ...home, name: null, packages: [] }, w),
    'home, long name': s.homeScreen({ ...home, name: long(256) }, w),
    'out of date': s.outOfDateScreen(w),
    'not understood': s.notUnderstoodScreen(w),
    cancelled: s.cancelledScreen({ hadDraft: true }, w),
    'nothing to cancel': s.cancelledScreen({ hadDraft: false }, w),
    shop: s.shopScreen({ packages, circuitOpen: false }, w),
    'shop, empty': s.shopScreen({ packages: [], circuitOpen: true }, w),
    'shop by payment': s.paymentShopScreen({ packages, circuitOpen: true }, w),
    'shop from balance': s.balanceShopScreen({ packages, starPrice: TON, wallet: 5n, enabled: true }, w),
    'shop from balance, off': s.balanceShopScreen(
      { packages, starPrice: TON, wallet: 5n, enabled: false },
      w,
    ),
    'custom stars': s.customPromptScreen({ pay: 'payment', min: 1, max: 10_000, starPrice: TON }, w),
    'custom stars from balance': s.customPromptScreen({ pay: 'balance', min: 1, max: 9, starPrice: TON }, w),
    confirm: s.confirmScreen(
      {
        stars: 1_000_000,
        starPrice: TON,
        priceId: '9223372036854775807',
        wallet: TON * 2_000_000n,
        key: 'x'.repeat(16),
        priceChanged: true,
      },
      w,
    ),
    'confirm, too little': s.confirmScreen(
      { stars: 100, starPrice: TON, priceId: '1', wallet: 1n, key: 'x'.repeat(16) },
      w,
    ),
    'choose way': s.chooseWayScreen(
      { stars: 500, bonusStars: 50, price: 425n * TON, balancePrice: 500n * TON, circuitOpen: true },
      w,
    ),
    receipt: s.receiptScreen({ order: order({ status: 'paid' }), wallet: 0n, stars: 110n }, w),
    'receipt of a top-up': s.receiptScreen({ order: order({ kind: 'topup' }), wallet: 95n, stars: 0n }, w),
    ...Object.fromEntries(
      (['created', 'awaiting_payment', 'held', 'paid', 'underpaid', 'expired', 'failed', 'refunded'] as const)
        .flatMap((status) =>
          (['purchase', 'topup', 'balance_purchase'] as const).map((kind) => ({ status, kind })),
        )
        .map((it) => [
          `order ${it.kind} ${it.status}`,
          s.orderScreen({ ...payment, order: order(it), amlLink: 'https://aml.example' }, w),
        ]),
    ),
    'order, time over': s.orderScreen(
      { ...payment, order: order(), now: new Date('2027-01-01'), checkedNow: true, circuitOpen: true },
      w,
    ),
    'order seen on the network': s.orderScreen(
      { ...payment, order: order(), invoice: { ...invoice, status: 'confirm_check' } },
      w,
    ),
    'order locked': s.orderScreen({ ...locked, amlLink: 'https://aml.example' }, w),
    'order locked, no link': s.orderScreen(locked, w),
    'payment sent back': s.orderNews('payment_review', { ...news, isReturned: true }, w).screen,
    'order underpaid, nothing credited': s.orderScreen(
      { ...payment, order: order({ status: 'underpaid' }), invoice: { ...invoice, received: 0n } },
      w,
    ),
    overpaid: s.orderNews('order_overpaid', news, w).screen,
    'overpaid late': s.orderNews('order_overpaid', { ...news, isLate: true, credited: 0n }, w).screen,
    'underpaid, still open': s.orderNews('order_underpaid', { ...news, isWaiting: true }, w).screen,
    balance: s.balanceScreen(
      {
        wallet: 12_500_000_000n,
        stars: 21n,
        hold: 1n,
        heldFor: [refund],
        pending: { count: 2, amount: TON },
        last: [
          line(),
          line({ kind: 'topup', stars: 0, status: 'expired' }),
          line({ kind: 'refund', status: 'posted' }),
          line({ kind: 'refund_sent', status: 'posted', amount: -95n * TON, stars: 0 }),
          line({ kind: 'refund_held', status: 'posted', amount: 0n, stars: 0 }),
          line({ status: 'partly_refunded' }),
        ],
        topupsEnabled: true,
      },
      w,
    ),
    'balance, empty': s.balanceScreen(
      {
        wallet: 0n,
        stars: 0n,
        hold: 0n,
        heldFor: [],
        pending: { count: 0, amount: 0n },
        last: [],
        topupsEnabled: false,
      },
      w,
    ),
    recharge: s.rechargeScreen({ unit: TON, circuitOpen: true }, w),
    'recharge, own amount': s.rechargePromptScreen({ min: 10n * TON, max: 10_000n * TON }, w),
    history: s.historyScreen(
      { filter: 'adjustment', items: [line(), line()], olderThan: `${UUID}9`, isFirstPage: false },
      w,
    ),
    'history, empty': s.historyScreen(
      { filter: 'all', items: [], olderThan: undefined, isFirstPage: true },
      w,
    ),
    'history, empty filter': s.historyScreen(
      { filter: 'bonus', items: [], olderThan: undefined, isFirstPage: true },
      w,
    ),
    transaction: s.transactionScreen(transaction, w),
    'transaction, adjustment': s.transactionScreen(
      { ...transaction, kind: 'adjustment', status: 'posted', orderId: undefined, payable: false },
      w,
    ),
    help: s.helpScreen({ hasTickets: true }, w),
    'help, no tickets': s.helpScreen({ hasTickets: false }, w),
    faq: s.faqScreen({ entries: [faq(1n, NASTY, 10), faq(2n, long(200), 10)] }, w),
    'faq, empty': s.faqScreen({ entries: [] }, w),
    'faq answer': s.faqAnswerScreen(faq(1n, long(200), 3000), w),
    contact: s.contactScreen({ contact: '@starboard_admin' }, w),
    'contact, none': s.contactScreen({ contact: '' }, w),
    'pay support': s.paySupportScreen(w),
    subjects: s.subjectsScreen({ enabled: true, hasTickets: true }, w),
    'subjects, off': s.subjectsScreen({ enabled: false, hasTickets: false }, w),
    'ticket draft': s.ticketDraftScreen(draft, w),
    'ticket draft, text': s.ticketDraftScreen(
      { ...draft, text: NASTY + long(4096), files: 10, left: { what: 'files', max: 10 } },
      w,
    ),
    'ticket draft, too long': s.ticketDraftScreen(
      { ...draft, text: 'x', left: { what: 'texts', max: 10 } },
      w,
    ),
    'ticket draft, a voice message': s.ticketDraftScreen({ ...draft, left: { what: 'kind' } }, w),
    'ticket draft, file only': s.ticketDraftScreen({ ...draft, about: undefined, files: 1 }, w),
    'ticket sent': s.ticketSentScreen(ticket(), w),
    relayed: s.relayedScreen({ ticket: ticket(), how: 'relayed' }, w),
    edited: s.relayedScreen({ ticket: ticket(), how: 'edited' }, w),
    'text only': s.relayedScreen({ ticket: ticket(), how: 'textOnly' }, w),
    unsupported: s.relayedScreen({ ticket: ticket(), how: 'unsupported' }, w),
    tickets: s.ticketsScreen({ tickets: [ticket(), ticket({ status: 'closed' })] }, w),
    'tickets, none': s.ticketsScreen({ tickets: [] }, w),
    'ticket open': s.ticketScreen({ ticket: ticket(), now, news: 'reopened' }, w),
    'ticket waiting': s.ticketScreen({ ticket: ticket({ status: 'waiting_user' }), now }, w),
    'ticket resolved': s.ticketScreen({ ticket: ticket({ status: 'resolved', resolvedAt: now }), now }, w),
    'ticket rated': s.ticketScreen(
      { ticket: ticket({ status: 'resolved', resolvedAt: now, rating: 5 }), now, news: 'rated' },
      w,
    ),
    'ticket closed': s.ticketScreen({ ticket: ticket({ status: 'closed' }), now }, w),
    settings: s.settingsScreen({ notifications: true, saved: true }, w),
    'settings, silent': s.settingsScreen({ notifications: false, saved: false }, w),
    privacy: s.privacyScreen({ exported: false }, w),
    'privacy, exported': s.privacyScreen({ exported: true }, w),
    deletion: s.deletionScreen({ wallet: 1n, stars: 5n, hold: 0n, openOrders: false, refunds: [] }, w),
    'deletion, empty': s.deletionScreen(
      { wallet: 0n, stars: 0n, hold: 0n, openOrders: false, refunds: [] },
      w,
    ),
    'deletion, all of it open': s.deletionScreen(
      {
        wallet: TON,
        stars: 5n,
        hold: TON,
        openOrders: true,
        refunds: Array.from({ length: 10 }, () => refund),
      },
      w,
    ),
    'deletion, word asked for': s.deletionWordScreen({ wallet: TON, stars: 5n, wrong: false }, w),
    'deletion, wrong word': s.deletionWordScreen({ wallet: TON, stars: 5n, wrong: true }, w),
    deleted: s.deletedScreen(w),
    reply: s.replyScreen({ ticketId: `${UUID}4`, number: 42n, text: NASTY }, w),
    'reply, longest': s.replyScreen({ ticketId: `${UUID}4`, number: 42n, text: long(4096) }, w),
    'tickets merged': s.mergedScreen({ ticketId: `${UUID}4`, number: 42n, from: '41' }, w),
    resolved: s.resolvedScreen({ ticketId: `${UUID}4`, number: 42n }, w),
    refund: s.refundScreen({ step: 'done', facts }, w),
    'refund, unknown step': s.refundScreen({ step: 'other', facts: undefined }, w),
    'refund, address wanted': s.refundScreen({ step: 'address', facts, refundId: `${UUID}7` }, w),
    'refund, address named': s.refundScreen({ step: 'named', facts, refundId: `${UUID}7` }, w),
    'refund, address changed': s.refundScreen({ step: 'wait', facts, refundId: `${UUID}7` }, w),
    'refund, address taken back': s.refundScreen({ step: 'stopped', facts, refundId: `${UUID}7` }, w),
    'refund, declined': s.refundScreen({ step: 'declined', facts: { ...facts, isOff: true } }, w),
    'money found': s.refundScreen(
      {
        step: 'found',
        facts: { ...facts, kind: 'adjustment', destination: 'balance', order: undefined },
        refundId: `${UUID}7`,
        isAdjustment: true,
      },
      w,
    ),
    'balance corrected': s.refundScreen(
      {
        step: 'debited',
        facts: {
          ...facts,
          kind: 'adjustment',
          direction: 'debit',
          asset: 'STAR',
          amount: 5n,
          order: undefined,
        },
        refundId: `${UUID}7`,
        isAdjustment: true,
      },
      w,
    ),
    ...Object.fromEntries(
      (
        [
          'requested',
          'awaiting_address',
          'approved',
          'rejected',
          'cancelled',
          'executing',
          'unknown',
          'failed',
          'done',
        ] as const
      ).map((status) => [
        `refund, ${status}`,
        s.refundStateScreen(
          {
            refund: { ...refund, status },
            takesAddress: status === 'awaiting_address',
            canStop: status === 'approved',
            now,
          },
          w,
        ),
      ]),
    ),
    'correction of stars': s.refundStateScreen(
      {
        refund: {
          ...refund,
          kind: 'adjustment',
          asset: 'STAR',
          network: null,
          currency: null,
          addressHint: null,
          readyAt: null,
        },
        takesAddress: false,
        canStop: false,
        now,
      },
      w,
    ),
    'refund, address stopped too late': s.refundStateScreen(
      {
        refund: { ...refund, status: 'executing' },
        takesAddress: false,
        canStop: false,
        stop: 'tooLate',
        now,
      },
      w,
    ),
    'refund, address asked for': s.refundAddressScreen(refund, w),
    'refund, address wrong': s.refundAddressWrongScreen({ ...refund, network: NASTY }, w),
    'refund, address shown back': s.refundConfirmScreen(
      { refund, address: long(128), code: '0123abcd', waits: true },
      w,
    ),
    'amount wrong': s.amountProblemScreen(
      { problem: 'AMOUNT_INVALID', min: '1', max: '10000', decimals: 0 },
      w,
    ),
    'amount out of range': s.amountProblemScreen(
      { problem: 'AMOUNT_OUT_OF_RANGE', min: '10', max: '10000', decimals: 9 },
      w,
    ),
    ...Object.fromEntries(
      (['purchase', 'balance_purchase', 'topup', 'ticket'] as const).map((name) => [
        `expired ${name}`,
        s.expiredDraftScreen({ name }, w),
      ]),
    ),
    'lost draft': s.lostDraftScreen(w),
    'rate limit': s.rateLimitScreen({ retryAfterSeconds: 59, kind: 'message' }, w),
    'rate limit of payments': s.rateLimitScreen({ retryAfterSeconds: 3600, kind: 'payment' }, w),
    ...Object.fromEntries(
      (Object.keys(ERRORS) as ErrorCode[]).map((code) => [
        `error ${code}`,
        s.errorScreen(
          { code, reference: '<ref>', retry: { do: 'buy_stars' }, range: { min: '1', max: '2' } },
          w,
        ),
      ]),
    ),
  };
}
