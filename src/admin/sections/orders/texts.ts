import type { Outcome, ReviewReason, SignatureForm } from '../../../payments/index.ts';
import type { Order } from '../../../shop/index.ts';
import type { NotificationKind, NotificationState } from '../../../notifications/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

/** The kinds of orders. */
export const KINDS: Readonly<Record<Order['kind'], Pair>> = {
  purchase: ['покупка', 'purchase'],
  balance_purchase: ['покупка с баланса', 'purchase from balance'],
  topup: ['пополнение', 'top-up'],
};

export const STATUSES: Readonly<Record<Order['status'], Pair>> = {
  created: ['создан', 'created'],
  awaiting_payment: ['ждёт оплаты', 'awaiting payment'],
  held: ['на проверке', 'held'],
  paid: ['оплачен', 'paid'],
  underpaid: ['недоплачен', 'underpaid'],
  expired: ['истёк', 'expired'],
  failed: ['не удался', 'failed'],
  cancelled: ['отменён', 'cancelled'],
  replaced: ['заменён другим', 'replaced'],
  refunded: ['возвращён', 'refunded'],
};

/** What the provider says of an invoice. */
export const PROVIDER_STATUSES: Words = {
  check: ['проверяется', 'checking'],
  process: ['в работе', 'in process'],
  confirm_check: ['ждёт подтверждений', 'confirming'],
  wrong_amount_waiting: ['ждёт доплаты', 'waiting for the rest'],
  locked: ['задержан (AML)', 'locked (AML)'],
  cancel: ['отменён', 'cancelled'],
  fail: ['не удался', 'failed'],
  system_fail: ['сбой системы', 'system failure'],
  wrong_amount: ['недоплачен', 'underpaid'],
  paid: ['оплачен', 'paid'],
  paid_over: ['переплачен', 'overpaid'],
  refund_process: ['возвращается', 'being refunded'],
  refund_fail: ['возврат не удался', 'refund failed'],
  refund_paid: ['возвращён', 'refunded'],
};

/** The same, with words for the time before its first answer, and for an invoice that it never knew. */
export const INVOICE_STATUSES: Words = {
  creating: ['создаётся', 'creating'],
  ...PROVIDER_STATUSES,
  absent: ['система его не знает', 'unknown to the provider'],
};

/** The ways in which an answer of the provider came. */
export const EVENT_SOURCES = {
  webhook: ['вебхук', 'webhook'],
  poll: ['опрос', 'poll'],
  sweep: ['сверка', 'sweep'],
} as const satisfies Words;

/** The form of a webhook's body that its signature fits. */
export const SIGNATURE_FORMS: Readonly<Record<SignatureForm, Pair>> = {
  raw: ['как прислано', 'as it was sent'],
  php: ['как пишет PHP', 'as PHP writes it'],
};

/** The result of an answer of the provider. */
export const OUTCOMES: Readonly<Record<Outcome | 'unknown_order', Pair>> = {
  booked: ['учтено', 'booked'],
  updated: ['обновлено', 'updated'],
  unchanged: ['без изменений', 'unchanged'],
  review: ['нужен человек', 'needs a person'],
  unknown_order: ['заказ неизвестен', 'unknown order'],
};

/** Why a person must look at it. */
export const REVIEW_REASONS: Readonly<Record<ReviewReason, Pair>> = {
  unknown_status: ['неизвестный статус', 'unknown status'],
  other_invoice: ['ответ о другом счёте', 'about another invoice'],
  amount: ['сумма не та', 'another amount'],
  currency: ['валюта не та', 'another currency'],
  figures: ['числа противоречат друг другу', 'the figures contradict each other'],
  shrunk: ['денег стало меньше', 'less money than before'],
  contradiction: ['противоречит прежнему', 'contradicts what was said'],
  late_money: ['деньги пришли, когда время счёта вышло', 'money came when the time was over'],
  refunded: ['деньги ушли обратно', 'money went back'],
  refund_failed: ['деньги не удалось вернуть', 'the money could not be sent back'],
};

/** Messages that the bot sends by itself. */
export const MESSAGE_KINDS: Readonly<Record<NotificationKind, Pair>> = {
  order_paid: ['заказ оплачен', 'order paid'],
  order_underpaid: ['недоплата', 'underpaid'],
  order_overpaid: ['переплата', 'overpaid'],
  order_expired: ['счёт истёк', 'invoice expired'],
  order_ending: ['счёт скоро истечёт', 'invoice ends soon'],
  purchase_asks: ['покупка ждёт ответа', 'purchase asks again'],
  order_failed: ['оплата не удалась', 'payment failed'],
  payment_seen: ['платёж замечен', 'payment seen'],
  payment_locked: ['платёж задержан', 'payment locked'],
  payment_review: ['платёж проверяют', 'payment under review'],
  topup_paid: ['баланс пополнен', 'topped up'],
  ticket_reply: ['ответ поддержки', 'support reply'],
  ticket_resolved: ['обращение решено', 'ticket resolved'],
  ticket_closed: ['обращение закрыто', 'ticket closed'],
  ticket_reopened: ['обращение снова открыто', 'ticket reopened'],
  ticket_merged: ['обращения объединены', 'tickets merged'],
  refund_step: ['шаг возврата', 'refund step'],
  delivery_step: ['шаг доставки', 'delivery step'],
};

export const DELIVERY: Readonly<Record<NotificationState, Pair>> = {
  queued: ['в очереди', 'queued'],
  sent: ['отправлено', 'sent'],
  failed: ['не доставлено', 'failed'],
  blocked: ['бот заблокирован', 'bot blocked'],
  muted: ['отключено пользователем', 'muted'],
};

/** The steps in the timeline of an order. */
export const STEPS = {
  created: ['Заказ создан', 'Order made'],
  invoice: ['Счёт на оплату', 'Invoice'],
  event: ['Платёжная система сообщила', 'The provider said'],
  journal: ['Проводка', 'Journal'],
  message: ['Сообщение пользователю', 'Message to the user'],
  refund: ['Возврат', 'Refund'],
  adjustment: ['Корректировка баланса', 'Balance adjustment'],
  delivery: ['Отправка звёзд', 'Delivery of stars'],
  ticket: ['Обращение', 'Ticket'],
  ticketMessage: ['В обращении', 'In the ticket'],
} as const satisfies Words;
export type What = keyof typeof STEPS;

export const TEXTS = {
  timeline: ['Что было с заказом', 'What happened'],
} as const satisfies Record<string, Pair>;
