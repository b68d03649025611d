import type { Package } from '../../src/shop/index.ts';
import type { FaqEntry, Ticket, TicketMessage } from '../../src/support/index.ts';
import * as s from '../../src/bot/screens/index.ts';
import type { Words } from '../../src/bot/words.ts';
import { everyAlertScreen } from './galleryAlerts.ts';
import { everyDeliveryScreen } from './galleryDeliveries.ts';
import { everyErrorScreen } from './galleryErrors.ts';
import { everyPaymentScreen, now, order, UUID } from './galleryPayments.ts';
import { TON } from '../kit/money.ts';
import { everySettingsScreen } from './gallerySettings.ts';

/** A name as people really have them, and as attackers do. */
export const NASTY = '<b>&"_*`[x](y)</b>{}';

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
  supportCode: null,
  ...change,
});

const said = (change: Partial<TicketMessage>): TicketMessage => ({
  id: `${UUID}6`,
  seq: 9_223_372_036_854_775n,
  ticketId: `${UUID}4`,
  author: 'staff',
  staffId: 1n,
  isNote: false,
  kind: 'text',
  body: '',
  fileId: null,
  fileName: null,
  fileSize: null,
  mediaGroupId: null,
  telegramMessageId: null,
  edits: [],
  editedAt: null,
  delivery: 'sent',
  mergedFrom: null,
  createdAt: now,
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
  error: null,
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
  coins: 0n,
  stars: 110,
  wanted: { price: 95n * TON, stars: 100, bonus: 10 },
  at: now,
  ...change,
});

/** Every screen that the bot can show, in its different states. */
export function everyScreen(w: Words): Record<string, s.Screen> {
  const home = { wallet: 0n, stars: 1n, packages, hasOpenTicket: true, canSend: true };
  const transaction: s.TransactionState = {
    ...line(),
    said: 'Paid',
    received: 95n * TON,
    credited: 0n,
    paidAt: now,
    orderId: `${UUID}1`,
    txid: 'tx',
    canOpen: true,
  };
  const talk = {
    now,
    isLatest: true,
    messages: [
      said({ author: 'user', body: NASTY }),
      ...Array.from({ length: 10 }, (_, n) => said({ body: `line ${n}`, fileId: 'f', fileName: NASTY })),
    ],
  };
  const keptText = { kind: 'text' as const, text: NASTY, telegramMessageId: 5n, isEdit: false };
  const draft = { subject: 'payment' as const, about: `${UUID}1`, text: '', files: 0 };
  return {
    home: s.homeScreen({ ...home, name: NASTY, invited: true }, w),
    'home, no name': s.homeScreen({ ...home, name: null, packages: [], canSend: false }, w),
    'home, long name': s.homeScreen({ ...home, name: long(256) }, w),
    'out of date': s.outOfDateScreen(w),
    'not understood': s.notUnderstoodScreen(w),
    cancelled: s.cancelledScreen({ hadDraft: true }, w),
    'nothing to cancel': s.cancelledScreen({ hadDraft: false }, w),
    shop: s.shopScreen({ packages, circuitOpen: false, canGive: true }, w),
    'shop, empty': s.shopScreen({ packages: [], circuitOpen: true, canGive: false }, w),
    'shop by payment': s.paymentShopScreen({ packages, circuitOpen: true, canGive: true }, w),
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
      {
        stars: 500,
        bonusStars: 50,
        price: 425n * TON,
        balancePrice: 500n * TON,
        circuitOpen: true,
        canGive: true,
      },
      w,
    ),
    ...everyPaymentScreen(w),
    ...everyDeliveryScreen(w, { packages, nasty: NASTY }),
    balance: s.balanceScreen(
      {
        wallet: 12_500_000_000n,
        stars: 21n,
        hold: 1n,
        delivery: 110n,
        canSend: true,
        heldFor: [refund],
        unpaid: { count: 2, amount: TON },
        coming: { count: 1, amount: 0n },
        open: [order(), order({ kind: 'topup' }), order()],
        last: [
          line(),
          line({
            kind: 'topup',
            stars: 0,
            wanted: { price: 50n * TON, stars: 0, bonus: 0 },
            coins: 30n * TON,
            status: 'underpaid',
          }),
          line({ kind: 'refund', status: 'posted', wanted: undefined, coins: 40n * TON, stars: -46 }),
          line({ kind: 'refund_sent', status: 'posted', wanted: undefined, coins: -95n * TON, stars: 0 }),
          line({ kind: 'refund_held', status: 'posted', wanted: undefined, coins: 0n, stars: 0 }),
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
        delivery: 0n,
        canSend: false,
        heldFor: [],
        unpaid: { count: 0, amount: 0n },
        coming: { count: 0, amount: 0n },
        open: [],
        last: [],
        topupsEnabled: false,
      },
      w,
    ),
    recharge: s.rechargeScreen({ unit: TON, circuitOpen: true }, w),
    'recharge, own amount': s.rechargePromptScreen({ min: 10n * TON, max: 10_000n * TON }, w),
    history: s.historyScreen(
      {
        filter: 'adjustment',
        items: [line(), line()],
        olderThan: `${UUID}9`,
        isFirstPage: false,
        canSend: false,
      },
      w,
    ),
    'history, empty': s.historyScreen(
      { filter: 'all', items: [], olderThan: undefined, isFirstPage: true, canSend: true },
      w,
    ),
    'history, empty filter': s.historyScreen(
      { filter: 'delivery', items: [], olderThan: undefined, isFirstPage: true, canSend: true },
      w,
    ),
    transaction: s.transactionScreen(transaction, w),
    'transaction, adjustment': s.transactionScreen(
      {
        ...transaction,
        kind: 'adjustment',
        status: 'posted',
        wanted: undefined,
        said: undefined,
        coins: -TON,
        orderId: undefined,
        canOpen: false,
      },
      w,
    ),
    help: s.helpScreen({ hasTickets: true }, w),
    'help, no tickets': s.helpScreen({ hasTickets: false }, w),
    faq: s.faqScreen({ entries: [faq(1n, NASTY, 10), faq(2n, long(200), 10)] }, w),
    'faq, empty': s.faqScreen({ entries: [] }, w),
    'faq answer': s.faqAnswerScreen(faq(1n, long(200), 3000), w),
    contact: s.contactScreen({ contact: '@starboard_admin' }, w),
    'contact, none': s.contactScreen({ contact: '' }, w),
    'pay support': s.paySupportScreen({ hasTickets: true, canSend: true }, w),
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
    'ticket draft, too large, with a code': s.ticketDraftScreen(
      { ...draft, supportCode: '0123abcd', text: 'x', left: { what: 'size' } },
      w,
    ),
    'ticket draft, a voice message': s.ticketDraftScreen({ ...draft, left: { what: 'kind' } }, w),
    'ticket draft, file only': s.ticketDraftScreen({ ...draft, about: undefined, files: 1 }, w),
    'ticket sent': s.ticketSentScreen(ticket(), w),
    relayed: s.relayedScreen({ ticket: ticket(), how: 'relayed' }, w),
    edited: s.relayedScreen({ ticket: ticket(), how: 'edited' }, w),
    'text only': s.relayedScreen({ ticket: ticket(), how: 'textOnly' }, w),
    unsupported: s.relayedScreen({ ticket: ticket(), how: 'unsupported' }, w),
    'relayed, several': s.relayedScreen({ ticket: ticket(), how: 'relayed', count: 5 }, w),
    'relayed, reopened': s.relayedScreen({ ticket: ticket(), how: 'reopened' }, w),
    'relayed, too large': s.relayedScreen({ ticket: ticket(), how: 'tooLarge' }, w),
    'edited in a resolved ticket':
      s.editedResolvedScreen({ ticket: ticket({ status: 'resolved', resolvedAt: now }), now }, w) ??
      s.droppedScreen(w),
    'ticket sent before': s.alreadySentScreen(ticket(), w),
    'ticket sent in place of another': s.ticketSentScreen(ticket(), w, 41n),
    'too many tickets': s.tooManyScreen({ tickets: [ticket()], max: 5, hasWords: false }, w),
    'too many tickets, with words': s.tooManyScreen({ tickets: [ticket()], max: 5, hasWords: true }, w),
    'rated by a digit': s.ratedScreen({ ticket: ticket(), rating: 4 }, w),
    kept: s.keptScreen({ kept: [keptText], enabled: true, full: undefined, tickets: [] }, w),
    'kept, much': s.keptScreen(
      {
        kept: [keptText, { ...keptText, text: '', fileId: 'f', fileSize: 30_000_000 }],
        enabled: true,
        full: { max: 5 },
        tickets: [ticket(), ticket({ status: 'resolved', number: 999_999n })],
        range: { min: 1, max: 10_000 },
      },
      w,
    ),
    'kept, support off': s.keptScreen({ kept: [keptText], enabled: false, full: undefined, tickets: [] }, w),
    'kept, dropped': s.droppedScreen(w),
    'kept, nothing': s.nothingKeptScreen(w),
    'answered by an invoice': s.answeredScreen({ orderId: `${UUID}1` }, w),
    answered: s.answeredScreen({ orderId: undefined }, w),
    'ticket closed by support': s.closedScreen({ ticketId: `${UUID}4`, number: 42n, answered: true }, w),
    'ticket closed unanswered': s.closedScreen({ ticketId: `${UUID}4`, number: 42n, answered: false }, w),
    'ticket reopened by support': s.reopenedScreen({ ticketId: `${UUID}4`, number: 42n }, w),
    tickets: s.ticketsScreen({ tickets: [ticket(), ticket({ status: 'closed' })] }, w),
    'tickets, none': s.ticketsScreen({ tickets: [] }, w),
    'ticket open': s.ticketScreen({ ...talk, ticket: ticket(), news: 'reopened' }, w),
    'ticket waiting': s.ticketScreen({ ...talk, ticket: ticket({ status: 'waiting_user' }) }, w),
    'ticket resolved': s.ticketScreen(
      { ...talk, ticket: ticket({ status: 'resolved', resolvedAt: now }) },
      w,
    ),
    'ticket, a long answer': s.ticketScreen(
      { ...talk, ticket: ticket(), messages: [said({ body: long(3500) })], isLatest: false },
      w,
    ),
    'ticket, a page before': s.ticketScreen({ ...talk, ticket: ticket(), isLatest: false }, w),
    'ticket, too late to reopen': s.ticketScreen(
      { ...talk, ticket: ticket({ status: 'resolved', resolvedAt: new Date('2026-01-01') }) },
      w,
    ),
    'ticket rated': s.ticketScreen(
      { ...talk, ticket: ticket({ status: 'resolved', resolvedAt: now, rating: 5 }), news: 'rated' },
      w,
    ),
    'ticket closed': s.ticketScreen({ ...talk, ticket: ticket({ status: 'closed' }) }, w),
    ...everyAlertScreen(w),
    ...everySettingsScreen(w, refund),
    reply: s.replyScreen({ ticketId: `${UUID}4`, number: 42n, text: NASTY }, w),
    'reply, longest': s.replyScreen({ ticketId: `${UUID}4`, number: 42n, text: long(4096) }, w),
    'tickets merged': s.mergedScreen({ ticketId: `${UUID}4`, number: 42n, from: 41n }, w),
    resolved: s.resolvedScreen({ ticketId: `${UUID}4`, number: 42n }, w),
    refund: s.refundScreen({ step: 'done', facts }, w),
    'refund, address wanted': s.refundScreen({ step: 'address', facts, refundId: `${UUID}7` }, w),
    'refund, address named': s.refundScreen({ step: 'named', facts, refundId: `${UUID}7` }, w),
    'refund, address changed': s.refundScreen({ step: 'wait', facts, refundId: `${UUID}7` }, w),
    'refund, address checked': s.refundScreen({ step: 'review', facts, refundId: `${UUID}7` }, w),
    'refund, its address checked': s.refundStateScreen(
      {
        refund: { ...refund, status: 'failed', error: 'REFUND_ADDRESS_LISTED' },
        takesAddress: false,
        canStop: true,
        now,
      },
      w,
    ),
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
      (['purchase', 'balance_purchase', 'topup', 'ticket', 'send_stars', 'recipient'] as const).map(
        (name) => [
          `expired ${name}`,
          s.expiredDraftScreen({ name, typed: NASTY, left: { what: 'files', max: 10 } }, w),
        ],
      ),
    ),
    'lost draft': s.lostDraftScreen(w),
    'rate limit': s.rateLimitScreen({ retryAfterSeconds: 59, kind: 'message' }, w),
    'rate limit of words to support': s.rateLimitScreen({ retryAfterSeconds: 59, kind: 'ticket' }, w),
    'too early for one more invoice': s.waitToPayScreen(
      {
        wanted: { kind: 'purchase', stars: 10_000, bonusStars: 1000, amount: 9_000n * TON },
        seconds: 3600,
        open: [],
      },
      w,
    ),
    'too early for one more top-up, some open': s.waitToPayScreen(
      {
        wanted: { kind: 'topup', stars: 0, bonusStars: 0, amount: 12_345_678_901n },
        seconds: 60,
        open: [order()],
      },
      w,
    ),
    ...everyErrorScreen(w),
  };
}
