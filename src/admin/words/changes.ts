import type { BreakerState } from '../../platform/index.ts';
import type { Pair, Words } from './pair.ts';

/** Parts of a change that are not the name of a column: of the audit log, of proposals, of security events. */
export const CHANGE_PARTS: Words = {
  requestUpTo: ['Предел одного запроса', 'Limit of one request'],
  approvalAbove: ['Без одобрения, за сутки', 'Without approval, per day'],
  canApprove: ['Может одобрять', 'May approve'],
  parameters: ['Параметры', 'Parameters'],
  resolution: ['Решение', 'Resolution'],
  amount: ['Сумма', 'Amount'],
  userId: ['Пользователь', 'User'],
  side: ['Сторона', 'Side'],
  payerHash: ['Кошелёк', 'Wallet'],
  recipientHash: ['Получатель', 'Recipient'],
  network: ['Сеть', 'Network'],
  expiresAt: ['Действует до', 'Expires'],
  list: ['Список', 'List'],
  owner: ['Кто ведёт', 'Owner'],
  rule: ['Правило', 'Rule'],
  user: ['Пользователь', 'User'],
  until: ['До', 'Until'],
  invoice: ['Счёт на оплату', 'Invoice'],
  order: ['Заказ', 'Order'],
  proposal: ['Запрос', 'Request'],
  messageId: ['Сообщение', 'Message'],
  delivery: ['Доставка', 'Delivery'],
  purpose: ['Для чего', 'Purpose'],
  closed: ['Закрыто сеансов', 'Sessions closed'],
  phase: ['Состояние', 'State'],
  blocks: ['Блоков', 'Blocks'],
  transfers: ['Записей', 'Records'],
  head: ['Последний хеш', 'Last hash'],
  bytes: ['Байт', 'Bytes'],
  problem: ['Что не так', 'Problem'],
  filters: ['Фильтры', 'Filters'],
  sort: ['Порядок', 'Order'],
  by: ['столбец', 'column'],
  direction: ['Что делаем', 'Direction'],
  day: ['День', 'Day'],
  staffId: ['Сотрудник', 'Person'],
  scope: ['Откуда', 'From where'],
  minutes: ['Минут', 'Minutes'],
  seconds: ['Секунд', 'Seconds'],
  limit: ['Предел', 'Limit'],
  points: ['Попыток', 'Tries'],
  strikes: ['Раз подряд', 'Times in a row'],
};

/** Why something was refused, in security events. */
export const SECURITY_REASONS: Words = {
  no_sign: ['подписи нет', 'no signature'],
  wrong_sign: ['подпись неверна', 'wrong signature'],
  not_utf8: ['не текст', 'not a text'],
  not_json: ['не JSON', 'not JSON'],
  not_object: ['не объект JSON', 'not a JSON object'],
  password: ['неверный пароль', 'wrong password'],
  code: ['неверный код', 'wrong code'],
  locked: ['вход закрыт', 'sign-in locked'],
  disabled: ['доступ отключён', 'access disabled'],
};

/** The states of a circuit breaker. */
export const CIRCUIT_PHASES: Readonly<Record<BreakerState['phase'], Pair>> = {
  closed: ['работает', 'works'],
  half_open: ['пробует', 'probing'],
  open: ['отключён', 'cut off'],
};

/** Codes inside a change that no column has. */
export const PART_VALUES: Readonly<Record<string, Words>> = {
  scope: { place: ['место', 'place'], address: ['адрес', 'address'], account: ['учётная запись', 'account'] },
  purpose: { password: ['пароль', 'password'], totp: ['второй фактор', 'second factor'] },
  phase: CIRCUIT_PHASES,
  reason: SECURITY_REASONS,
};
