import type { BreakerName } from '../../../platform/index.ts';
import type { CheckName, State } from '../../../readiness/index.ts';
import type { LimitKind } from '../../../refunds/index.ts';
import type { SwitchName } from '../../../switches/index.ts';
import type { Pair } from '../../words/pair.ts';

/** The functions that can be switched off. */
export const SWITCH_NAMES: Readonly<Record<SwitchName, Pair>> = {
  sell: ['Продажа звёзд', 'Sale of stars'],
  topup: ['Пополнение', 'Top-up'],
  refund: ['Возвраты', 'Refunds'],
  tickets: ['Обращения', 'Tickets'],
};

/** The subjects of limits. */
export const LIMIT_KINDS: Readonly<Record<LimitKind, Pair>> = {
  refund: ['возврат', 'refund'],
  adjustment: ['корректировка', 'adjustment'],
  booking: ['запись о деньгах вне магазина', 'booking of money elsewhere'],
};

/** Services behind a circuit breaker. */
export const SERVICES: Readonly<Record<BreakerName, Pair>> = {
  heleket: ['Платежи (Heleket)', 'Payments (Heleket)'],
  telegram: ['Отправка в Telegram', 'Sending to Telegram'],
  mystars: ['Поставщик звёзд MyStars', 'Star supplier MyStars'],
  istar: ['Поставщик звёзд iStar', 'Star supplier iStar'],
  ton: ['Узел TON', 'TON node'],
};

/** The checks of an installation. */
export const CHECKS: Readonly<Record<CheckName, Pair>> = {
  mode: ['Режим', 'Mode'],
  database: ['База данных (PostgreSQL)', 'Database (PostgreSQL)'],
  redis: ['Очереди (Redis)', 'Queues (Redis)'],
  telegram: ['Telegram', 'Telegram'],
  heleket: ['Платежи (Heleket)', 'Payments (Heleket)'],
  address: ['Публичный адрес', 'Public address'],
  office: ['Адрес бэк-офиса', 'Address of the back office'],
  staff: ['Сотрудники', 'Staff'],
  packages: ['Пакеты', 'Packages'],
  delivery: ['Доставка', 'Delivery'],
  backups: ['Резервные копии', 'Backups'],
  metrics: ['Метрики', 'Metrics'],
  health: ['Здоровье', 'Health'],
};

export const STATES: Readonly<Record<State, Pair>> = {
  ok: ['готово', 'ready'],
  warn: ['взгляните', 'look at it'],
  fail: ['не работает', 'broken'],
};

export { CIRCUIT_PHASES as PHASES } from '../../words/changes.ts';

export const TEXTS = {
  circuits: ['Предохранители', 'Circuits'],
  about: [
    'После нескольких ошибок подряд вызовы к службе останавливаются, затем пропускаются пробы.',
    'After some failures in a row calls to the service pause, then probes are let through.',
  ],
  failures: ['Ошибок подряд', 'Failures in a row'],
  retryAt: ['Следующая проба', 'Next probe'],
  local: ['Redis недоступен: каждый процесс решает сам', 'Redis is away: each process decides alone'],
  reset: ['Включить снова', 'Reset'],
  readiness: ['Готовность', 'Getting ready'],
  readinessAbout: [
    'Всё, что нужно магазину, проверено сейчас. Команда doctor показывает то же на сервере.',
    'Everything that a shop needs, checked just now. The command doctor shows the same on the server.',
  ],
  allReady: ['Всё готово.', 'Everything is ready.'],
  someLeft: ['Осталось: {{count}}', 'Left to do: {{count}}'],
  again: ['Проверить снова', 'Check again'],
  storage: ['Хранение', 'Storage'],
  storageAbout: [
    'Сколько места занимают таблицы и сколько они хранятся. Лишнее удаляется само каждые шесть часов. Сроки меняет переменная RETENTION_DAYS, наименьшие сроки — в docs/retention.md.',
    'How much room the tables take, and how long they are kept. What is too old is removed every six hours. The variable RETENTION_DAYS changes the days; docs/retention.md has the least ones.',
  ],
  bounded: ['Хранится со сроком', 'Kept for a time'],
  unbounded: ['Хранится без срока', 'Kept without an end'],
  whole: ['Вся база: {{size}}', 'The whole database: {{size}}'],
  table: ['Таблица', 'Table'],
  rows: ['Строк, примерно', 'Rows, about'],
  size: ['На диске', 'On disk'],
  keptFor: ['Срок', 'Kept for'],
  days: ['{{n}} дн.', '{{n}} days'],
  oldest: ['Самая старая', 'Oldest'],
  cleaned: ['Чистили', 'Cleaned'],
  never: ['ещё нет', 'not yet'],
  removed: ['всего удалено: {{n}}', 'removed so far: {{n}}'],
  emptied: ['всего очищено: {{n}}', 'emptied so far: {{n}}'],
  dropped: ['месяцев удалено: {{n}}', 'months dropped: {{n}}'],
  held: ['Осталось, хотя срок прошёл: {{what}}', 'Kept although its time is over: {{what}}'],
  busy: ['таблица была занята', 'the table was busy'],
  why: ['Почему', 'Why'],
} as const satisfies Record<string, Pair>;
