import type { Pair } from '../../words/pair.ts';

export const TEXTS = {
  show: ['Показать личные данные', 'Show personal data'],
  logged: ['Просмотр записан в журнал действий.', 'The look was written to the audit log.'],
  balances: ['Остатки', 'Balances'],
  orders: ['Последние заказы', 'Last orders'],
  tickets: ['Обращения', 'Tickets'],
} as const satisfies Record<string, Pair>;
