/** Minor units of the order's asset. `booked` is always `goods` and `credited` together. */
export interface TruthAmounts {
  readonly asked: bigint;
  /** What came, as the provider last confirmed it, and how much of it the ledger has posted. */
  readonly received: bigint;
  readonly booked: bigint;
  /** How much of that bought the goods, and how much went to the buyer's balance. */
  readonly goods: bigint;
  readonly credited: bigint;
  /** What the buyer still has to pay; zero if nothing. */
  readonly missing: bigint;
  /** What came above the price of an order that was carried out. */
  readonly surplus: bigint;
}

/** The amounts of a truth as a reader sees them: "95 TON". */
type Shown = Readonly<Record<keyof TruthAmounts, string>> & {
  readonly isCredited: boolean;
  readonly isTopup: boolean;
};

interface HeadlineSpec {
  /** Who must act next: the buyer, the network, or staff. Null: nobody. */
  readonly waitsFor: 'buyer' | 'network' | 'people' | null;
  readonly ru: (shown: Shown) => string;
  readonly en: (shown: Shown) => string;
}

/** All situations of a payment, as data. Each has the one sentence that the bot and the back office say about it. */
export const HEADLINES = {
  /** We have written the invoice; the provider has not given a link yet. */
  preparing: {
    waitsFor: 'buyer',
    ru: () => 'Счёт готовится, ссылки на оплату пока нет',
    en: () => 'The invoice is being prepared, there is no payment link yet',
  },
  awaiting: {
    waitsFor: 'buyer',
    ru: ({ asked }) => `Оплаты пока нет, к оплате ${asked}`,
    en: ({ asked }) => `No payment yet, ${asked} to pay`,
  },
  /** Its time is over, and the provider has not given its final answer. */
  time_over: {
    waitsFor: null,
    ru: () => 'Время счёта вышло, оплаты не видно',
    en: () => 'The invoice ran out of time, no payment is seen',
  },
  part: {
    waitsFor: 'buyer',
    ru: ({ received, asked, missing }) => `Пришло ${received} из ${asked}, осталось доплатить ${missing}`,
    en: ({ received, asked, missing }) => `${received} of ${asked} arrived, ${missing} left to pay`,
  },
  part_over: {
    waitsFor: 'network',
    ru: ({ received, asked }) => `Пришло ${received} из ${asked}, время счёта вышло`,
    en: ({ received, asked }) => `${received} of ${asked} arrived, and the time is over`,
  },
  /** The transfer is seen and not counted yet. */
  seen: {
    waitsFor: 'network',
    ru: () => 'Платёж виден в сети, ждём подтверждений',
    en: () => 'Payment seen, waiting for confirmations',
  },
  locked: {
    waitsFor: 'people',
    ru: () => 'Платёж пришёл, Heleket проверяет его (AML)',
    en: () => 'The payment arrived, Heleket is checking it (AML)',
  },
  review: {
    waitsFor: 'people',
    ru: () => 'Платёж проверяет финансовый отдел',
    en: () => 'Our finance team is checking the payment',
  },
  paid: {
    waitsFor: null,
    ru: ({ isCredited, isTopup, credited }) =>
      isTopup
        ? `Оплачено, на баланс зачислено ${credited}`
        : isCredited
          ? `Оплачено, ещё ${credited} зачислено на баланс`
          : 'Оплачено',
    en: ({ isCredited, isTopup, credited }) =>
      isTopup
        ? `Paid, ${credited} credited to the balance`
        : isCredited
          ? `Paid, another ${credited} credited to the balance`
          : 'Paid',
  },
  underpaid: {
    waitsFor: null,
    ru: ({ credited, asked }) => `Пришло меньше ${asked}: ${credited} зачислено на баланс`,
    en: ({ credited, asked }) => `Less than ${asked} arrived: ${credited} credited to the balance`,
  },
  expired: {
    waitsFor: null,
    ru: () => 'Счёт истёк, оплаты не видно',
    en: () => 'The invoice has expired, no payment is seen',
  },
  failed: { waitsFor: null, ru: () => 'Платёж не прошёл', en: () => 'The payment failed' },
  cancelled: {
    waitsFor: null,
    ru: () => 'Счёт отменён, оплаты не видно',
    en: () => 'The invoice is cancelled, no payment is seen',
  },
  /** Money came, or is coming, after the buyer cancelled the order. */
  cancelled_paid: {
    waitsFor: null,
    ru: ({ isCredited, credited }) =>
      isCredited
        ? `Счёт отменён, пришедшие по нему ${credited} зачислены на баланс`
        : 'Счёт отменён, но по нему идёт платёж: он придёт на баланс',
    en: ({ isCredited, credited }) =>
      isCredited
        ? `The invoice is cancelled; ${credited} that came to it went to the balance`
        : 'The invoice is cancelled, but a payment is on its way: it goes to the balance',
  },
  replaced: {
    waitsFor: null,
    ru: () => 'Счёт заменён другим, оплаты не видно',
    en: () => 'Another invoice replaced this one, no payment is seen',
  },
  refunded: { waitsFor: null, ru: () => 'Деньги возвращены', en: () => 'The money was returned' },
} as const satisfies Record<string, HeadlineSpec>;

export type Headline = keyof typeof HEADLINES;

/** Returns the sentence of a truth. `money` writes minor units: "95 TON". */
export function sentenceOf(
  { headline, amounts }: { headline: Headline; amounts: TruthAmounts },
  { language, isTopup, money }: { language: 'ru' | 'en'; isTopup: boolean; money: (minor: bigint) => string },
): string {
  const shown = Object.fromEntries(
    Object.entries(amounts).map(([name, minor]: [string, bigint]) => [name, money(minor)]),
  ) as Record<keyof TruthAmounts, string>;
  const spec: HeadlineSpec = HEADLINES[headline];
  return spec[language]({ ...shown, isCredited: amounts.credited > 0n, isTopup });
}
