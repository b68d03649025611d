import type { Pair, Words } from '../../words/pair.ts';

/** The effect of a rule on a user whom it finds. */
export const EFFECTS = {
  note: ['заметка', 'note'],
  review: ['проверка', 'review'],
  block: ['блокировка', 'block'],
} as const satisfies Words;

/** Whether a rule has an effect. */
export const MODES = {
  off: ['выключено', 'off'],
  shadow: ['на пробе', 'shadow'],
  live: ['действует', 'live'],
} as const satisfies Words;

/** Exceptions from the rules. */
export const LISTS = {
  allow: ['не проверять', 'allow'],
  block: ['блокировать', 'block'],
} as const satisfies Words;

/** What rules measure. */
export const KINDS: Words = {
  invoice_rate: ['много счетов', 'invoice rate'],
  unpaid_streak: ['неоплаченные подряд', 'unpaid streak'],
  topup_drained: ['пополнение потрачено сразу', 'top-up drained'],
  amount_own: ['выше своей истории', 'above own history'],
  amount_shop: ['выше обычного в магазине', 'above the shop’s usual'],
  shared_payer: ['общий кошелёк', 'shared wallet'],
  promo_accounts: ['промокод на многих', 'promo code of many'],
  underpaid: ['недоплаты', 'under-payments'],
  contradiction: ['противоречие статусов', 'contradiction'],
  mismatch: ['вебхук обещает больше', 'webhook claims more'],
  forged: ['подделка', 'forgery'],
  rate_blocks: ['блокировки за частоту', 'rate-limit blocks'],
  referral_ring: ['реферальное кольцо', 'referral ring'],
  refund_ratio: ['доля возвратов', 'refund ratio'],
  listed: ['по списку', 'listed'],
  recipient_senders: ['много отправителей одному', 'many senders to one'],
  recipient_new: ['новому получателю много', 'a lot to a new recipient'],
  account_new: ['новый пользователь, много звёзд', 'new user, many stars'],
  recipient_stars: ['звёзды одному получателю', 'stars to one recipient'],
  payer_stars: ['звёзды с одного кошелька', 'stars from one wallet'],
  recipient_listed: ['получатель в списке', 'recipient listed'],
};

/** Events that rules look at. */
export const EVENT_KINDS = {
  invoice: ['счёт', 'invoice'],
  payment: ['оплата', 'payment'],
  purchase: ['покупка', 'purchase'],
  refund: ['возврат', 'refund'],
  address: ['адрес возврата', 'address of a refund'],
  delivery: ['отправка звёзд', 'delivery of stars'],
  block: ['блокировка за частоту', 'rate-limit block'],
  forgery: ['подделка', 'forgery'],
} as const satisfies Words;

/** Parameters of rules, and the inputs of a flag. */
export const PARAMETERS: Words = {
  minutes: ['За сколько минут', 'Within minutes'],
  days: ['За сколько дней', 'Within days'],
  olderThanMinutes: ['Старше скольких минут', 'Older than minutes'],
  limit: ['Предел', 'Limit'],
  percent: ['Предел, %', 'Limit, %'],
  minAmount: ['Сумма от', 'Amount from'],
  minHistory: ['Платежей для сравнения от', 'Payments to compare with, at least'],
  minPaid: ['Оплаченных заказов от', 'Paid orders, at least'],
  amount: ['Сумма', 'Amount'],
  median: ['Обычная сумма', 'Usual amount'],
  payments: ['Платежей', 'Payments'],
  asset: ['Валюта', 'Asset'],
  topped: ['Пополнено', 'Topped up'],
  spent: ['Потрачено', 'Spent'],
  refunds: ['Возвратов', 'Refunds'],
  paid: ['Оплачено', 'Paid'],
  referrer: ['Кто привёл', 'Referrer'],
  entry: ['Запись списка', 'List entry'],
  by: ['По чему', 'By'],
  attempt: ['Что сделали', 'Attempt'],
  others: ['Другие пользователи', 'Other users'],
  since: ['Пользуется магазином с', 'User since'],
};

/** What a flag means for its user, by effect. */
export const CONSEQUENCES = {
  none: [
    'Правило на пробе: пользователь ничего не заметил.',
    'The rule is on trial: nothing happened to the user.',
  ],
  note: ['Стоит посмотреть; покупать пользователь может.', 'Worth a look; the user can still buy.'],
  review: [
    'Пользователь не может ни купить, ни пополнить баланс. Решите сегодня.',
    'The user can neither buy nor top up. Decide today.',
  ],
  block: [
    'Пользователь может только писать в поддержку. Решите сегодня.',
    'The user can only write to support. Decide today.',
  ],
} as const satisfies Words;

/** The same for a flag about a delivery. It holds the stars, not the user. */
export const DELIVERY_CONSEQUENCES = {
  ...CONSEQUENCES,
  hold: [
    'Пока флаг открыт, эта отправка ждёт: звёзды отложены, пользователь видит «на проверке». Решите в течение часа.',
    'While the flag is open, this delivery waits: the stars are set aside and the user reads “under review”. Decide within the hour.',
  ],
  block: [
    'Эта отправка ждёт решения, а пользователь может только писать в поддержку. Решите в течение часа.',
    'This delivery waits, and the user can only write to support. Decide within the hour.',
  ],
} as const satisfies Words;

/** Periods of the past for a trial. */
export const DAYS = {
  '1': ['1 день', '1 day'],
  '7': ['7 дней', '7 days'],
  '30': ['30 дней', '30 days'],
  '90': ['90 дней', '90 days'],
  '365': ['год', 'a year'],
} as const satisfies Words;

export const TEXTS = {
  against: ['при пределе {{limit}}', 'against a limit of {{limit}}'],
  inputs: ['Из чего измерено', 'What it was measured from'],
  others: ['Другие флаги пользователя', 'Other flags of the user'],
  snoozes: ['Отложено для него', 'Snoozed for this user'],
  versions: ['Версии', 'Versions'],
  hits: ['Последние срабатывания', 'Latest hits'],
  try: ['Проба на прошлом', 'Trial on the past'],
  lastDays: ['За последние', 'Over the last'],
  run: ['Попробовать', 'Try it'],
  tried: [
    'Событий: {{events}}. Сработало бы: {{hits}}, пользователей: {{users}}. Ничего не записано.',
    '{{events}} events: {{hits}} flags on {{users}} users. Nothing was written.',
  ],
  save: ['Сохранить новую версию', 'Save the new version'],
} as const satisfies Record<string, Pair>;
