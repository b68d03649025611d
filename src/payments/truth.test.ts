import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES, ORDER_KINDS, type OrderStatus } from '../shop/index.ts';
import { HEADLINES, sentenceOf, type Headline } from './headlines.ts';
import { isSeen, PROVIDER_STATUSES } from './statuses.ts';
import { hasCome, truthOf, type Asking, type PaymentTruth, type TruthInput } from './truth.ts';

const TON = 1_000_000_000n;
const PRICE = 95n * TON;
const URL = 'https://pay.example/x';
const start = new Date('2026-11-22T12:00:00Z');
const end = new Date(start.getTime() + 3_600_000);
const later = new Date(end.getTime() + 1);

const INVOICE_STATUSES = ['creating', 'absent', ...Object.keys(PROVIDER_STATUSES)];
const ASKINGS: readonly Asking[] = ['not', 'answered', 'recently', 'unreachable'];
const PEOPLE = ['active', 'under_review', 'blocked', 'gone'] as const;
/** What came, how much of it the ledger has posted, and how much went to the balance. */
const MONEY = [
  { received: 0n, booked: 0n, credited: 0n },
  { received: 57n * TON, booked: 0n, credited: 0n },
  { received: 57n * TON, booked: 57n * TON, credited: 57n * TON },
  { received: PRICE, booked: 0n, credited: 0n },
  { received: PRICE, booked: PRICE, credited: 0n },
  { received: 118n * TON, booked: 118n * TON, credited: 23n * TON },
  { received: 190n * TON, booked: 190n * TON, credited: 95n * TON },
];

/** Every order status with every invoice status, sum, kind, person, asking, link and time. */
function* everything(): Generator<TruthInput> {
  for (const status of ORDER_STATUSES)
    for (const kind of ORDER_KINDS)
      for (const person of PEOPLE)
        for (const asking of ASKINGS)
          for (const now of [start, later]) {
            const order = { id: 'order', kind, status, amount: PRICE };
            yield { order, invoice: undefined, now, asking, person };
            for (const invoiceStatus of INVOICE_STATUSES)
              for (const money of MONEY)
                for (const url of [URL, null])
                  for (const questionnaire of [undefined, 'https://aml.example'])
                    yield {
                      order,
                      invoice: { status: invoiceStatus, url, expiresAt: end, checkedAt: start, ...money },
                      now,
                      asking,
                      person,
                      questionnaire,
                    };
          }
}

const acts = (truth: PaymentTruth): string[] => truth.acts.map((act) => act.do);
const SAYS_NOTHING_CAME: readonly Headline[] = [
  'awaiting',
  'preparing',
  'time_over',
  'expired',
  'cancelled',
  'replaced',
];

/** What no screen may ever do. Each check says in which cases it applies. */
const CONTRADICTIONS: Readonly<Record<string, (input: TruthInput, truth: PaymentTruth) => boolean>> = {
  'pay beside money that arrived, for more than the missing rest': ({ invoice }, truth) =>
    truth.acts.some((act) => act.do === 'pay' && act.amount !== PRICE - (invoice?.received ?? 0n)),
  'pay beside a transfer that is seen': ({ invoice }, truth) =>
    invoice !== undefined && isSeen(invoice.status) && acts(truth).includes('pay'),
  'pay for what is over': ({ order }, truth) =>
    ['paid', 'underpaid', 'refunded', 'held', 'cancelled', 'failed'].includes(order.status) &&
    acts(truth).includes('pay'),
  'pay after the end': ({ now }, truth) => now > end && acts(truth).includes('pay'),
  'pay without a link': ({ invoice }, truth) => !invoice?.url && acts(truth).includes('pay'),
  'something to buy for those who may not': ({ person }, truth) =>
    (person === 'blocked' && acts(truth).some((act) => act === 'pay' || act === 'renew')) ||
    (person === 'gone' && truth.acts.length > 0),
  'no payment, though money came': ({ invoice }, truth) =>
    hasCome(invoice) && SAYS_NOTHING_CAME.includes(truth.headline),
  'a part, though all came': (_, truth) =>
    truth.headline === 'part' && (truth.amounts.missing <= 0n || truth.amounts.received <= 0n),
  'paid, though the order was not carried out': ({ order }, truth) =>
    truth.headline === 'paid' && order.status !== 'paid',
  'underpaid, though nothing was credited': (_, truth) =>
    truth.headline === 'underpaid' && truth.amounts.credited === 0n,
  'amounts that do not add up to the ledger': ({ invoice }, { amounts }) =>
    amounts.goods + amounts.credited !== (invoice?.booked ?? 0n) || amounts.goods < 0n,
  'a surplus that the balance has not': (_, { amounts }) => amounts.surplus > amounts.credited,
  'a check of what the provider has nothing to add to': ({ order }, truth) =>
    acts(truth).includes('check') &&
    (['paid', 'underpaid', 'refunded'].includes(truth.headline) || order.kind === 'balance_purchase'),
  'a check that would do nothing': ({ order, invoice }, truth) =>
    acts(truth).includes('check') && invoice === undefined && order.status !== 'created',
  'cancel beside money': ({ invoice }, truth) => hasCome(invoice) && acts(truth).includes('cancel'),
  'a questionnaire for what is not locked': (_, truth) =>
    acts(truth).includes('questionnaire') && truth.headline !== 'locked',
  'a time to pay by, and no payment': (_, truth) =>
    truth.until !== undefined && truth.headline !== 'awaiting' && truth.headline !== 'part',
  'another answer than the asking': ({ asking }, truth) => truth.asking !== asking,
  'an act twice': (_, truth) => new Set(acts(truth)).size !== truth.acts.length,
};

test('truthOf, when it walks every pair of states, then no telling contradicts itself', () => {
  const found = new Map<string, TruthInput>();
  let walked = 0;
  for (const input of everything()) {
    walked++;
    const truth = truthOf(input);
    for (const [name, isWrong] of Object.entries(CONTRADICTIONS))
      if (!found.has(name) && isWrong(input, truth)) found.set(name, input);
  }

  expect([...found]).toEqual([]);
  expect(walked).toBeGreaterThan(100_000);
});

test('truthOf, when it walks every pair of states, then every headline is reached', () => {
  const reached = new Set<string>();
  for (const input of everything()) reached.add(truthOf(input).headline);

  expect([...reached].toSorted()).toEqual(Object.keys(HEADLINES).toSorted());
});

describe.each(['ru', 'en'] as const)('the sentence in %s', (language) => {
  const money = (minor: bigint): string => `${minor / TON} TON`;

  test('of money, when there is some, then it never says that none is seen, and of none never that some came', () => {
    const none = language === 'ru' ? /не видно|пока нет, к оплате/ : /no payment/i;
    const wrong = new Set<string>();
    for (const input of everything()) {
      // The sentence does not depend on either of these.
      if (input.asking !== 'not' || input.person !== 'active') continue;
      const said = sentenceOf(truthOf(input), { language, isTopup: input.order.kind === 'topup', money });
      if (/undefined|NaN|null/.test(said) || (hasCome(input.invoice) && none.test(said))) wrong.add(said);
    }

    expect([...wrong]).toEqual([]);
  });
});

const at = (status: OrderStatus, invoice: Partial<NonNullable<TruthInput['invoice']>>): PaymentTruth =>
  truthOf({
    order: { id: 'order', kind: 'purchase', status, amount: PRICE },
    invoice: {
      status: 'check',
      url: URL,
      expiresAt: end,
      checkedAt: null,
      received: 0n,
      booked: 0n,
      credited: 0n,
      ...invoice,
    },
    now: start,
  });

test('truthOf, when a part came and the time runs, then the missing rest is what can be paid', () => {
  const truth = at('awaiting_payment', { status: 'wrong_amount_waiting', received: 57n * TON });

  expect(truth.headline).toBe('part');
  expect(truth.acts).toContainEqual({ do: 'pay', url: URL, amount: 38n * TON });
});

test('truthOf, when a cancelled invoice is paid, then it says that the money is on the balance', () => {
  const truth = at('cancelled', { status: 'paid', received: PRICE, booked: PRICE, credited: PRICE });

  expect(truth).toMatchObject({ headline: 'cancelled_paid', amounts: { credited: PRICE, goods: 0n } });
});
