import type { User } from '../../../users/index.ts';
import type { Pair, Words } from '../../words/pair.ts';
import { LANGUAGE_WORDS } from '../../words/people.ts';

export const STATUSES: Readonly<Record<User['status'], Pair>> = {
  active: ['активен', 'active'],
  under_review: ['на проверке', 'under review'],
  blocked: ['заблокирован', 'blocked'],
};

/** Languages of the bot. */
export const LANGUAGES: Readonly<Record<User['language'], Pair>> = LANGUAGE_WORDS;

/** Personal data in clear text, in the order in which it is shown. */
export const PERSONAL = {
  first_name: ['Имя', 'First name'],
  last_name: ['Фамилия', 'Last name'],
  username: ['Ник (полностью)', 'Username (in full)'],
  telegram_id: ['Telegram id (полностью)', 'Telegram id (in full)'],
} as const satisfies Words;

export const TEXTS = {
  show: ['Показать личные данные', 'Show personal data'],
  logged: ['Просмотр записан в журнал действий.', 'The look was written to the audit log.'],
  balances: ['Остатки', 'Balances'],
  orders: ['Последние заказы', 'Last orders'],
  deliveries: ['Отправки звёзд', 'Deliveries of stars'],
  payments: ['Оплаты и что можно вернуть', 'Payments and what can be refunded'],
  refunds: ['Возвраты', 'Refunds'],
  adjustments: ['Корректировки баланса', 'Balance adjustments'],
  tickets: ['Обращения', 'Tickets'],
  decide: ['Решить', 'Decide'],
} as const satisfies Record<string, Pair>;
