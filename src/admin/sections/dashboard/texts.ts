import type { Pairs } from '../../words/pair.ts';

/** Words of the circuits and of the first page, under `sb`. */

export const CIRCUIT_SCREENS: Pairs = {
  closed: ['работает', 'works'],
  open: ['отключён', 'cut off'],
  half_open: ['пробует', 'probing'],
  failures: ['Ошибок подряд', 'Failures in a row'],
  retryAt: ['Следующая проба', 'Next probe'],
  reset: ['Включить снова', 'Reset'],
  local: ['Redis недоступен: каждый процесс решает сам', 'Redis is away: each process decides alone'],
  about: [
    'После нескольких ошибок подряд вызовы к службе останавливаются, затем пропускаются пробы.',
    'After some failures in a row calls to the service pause, then probes are let through.',
  ],
  heleket: ['Платежи (Heleket)', 'Payments (Heleket)'],
  telegram: ['Отправка в Telegram', 'Sending to Telegram'],
};

export const DASHBOARD_SCREENS: Pairs = {
  hello: ['Здравствуйте, {{name}}', 'Hello, {{name}}'],
  openTickets: ['Открытых обращений', 'Open tickets'],
  unassigned: ['из них ничьих', 'of them unassigned'],
  oldest: ['Самое старое ждёт', 'Oldest waits'],
  sales: ['Продажи за сутки', 'Sales in 24 hours'],
  orders: ['Заказов звёзд за сутки', 'Orders of stars in 24 hours'],
  topups: ['Пополнения', 'Top-ups'],
  paid: ['Оплачено', 'Paid'],
  stars: ['Продано звёзд', 'Stars sold'],
  newUsers: ['Новых пользователей', 'New users'],
  failedMessages: ['Не доставлено сообщений', 'Undelivered messages'],
  circuits: ['Предохранители', 'Circuits'],
  approvals: ['Ждут второго человека', 'Wait for a second person'],
  stuck: ['не вышло', 'stuck'],
  breaks: ['Расхождения', 'Breaks'],
  olderThanDay: ['старше суток', 'older than a day'],
  flags: ['Открытые флаги', 'Open flags'],
  holding: ['держат покупателей', 'hold buyers'],
  byDay: ['Оплаченные покупки звёзд по дням', 'Paid purchases of stars by day'],
  switchedOff: ['Выключено', 'Switched off'],
  quick: ['Перейти', 'Go to'],
  minutes: ['{{n}} мин', '{{n}} min'],
  hours: ['{{n}} ч', '{{n}} h'],
  days: ['{{n}} дн', '{{n}} d'],
};
