import type { Pair } from './pair.ts';

/** The notice of most changes. If a form was sent unchanged, the other one is used. */
export const SAVED: Pair = ['Сохранено', 'Saved'];
export const NOTHING_CHANGED: Pair = ['Ничего не изменилось', 'Nothing was changed'];

/** The field of a form that asks why. */
export const REASON_LABEL: Pair = ['Причина (её увидят коллеги)', 'Reason (colleagues will see it)'];

/** Words that every screen uses. */
export const COMMON = {
  yes: ['да', 'yes'],
  no: ['нет', 'no'],
  none: ['—', '—'],
  cancel: ['Отмена', 'Cancel'],
  close: ['Закрыть', 'Close'],
  discard: ['Набранное пропадёт. Закрыть форму?', 'What you typed will be lost. Close the form?'],
  failed: ['Не получилось. Попробуйте ещё раз.', 'That did not work. Try again.'],
  loading: ['Загрузка…', 'Loading…'],
  empty: ['Пока пусто', 'Nothing here yet'],
  live: ['обновляется', 'live'],
  zone: ['Время: {{zone}}', 'Times: {{zone}}'],
  from: ['с', 'from'],
  until: ['по', 'to'],
  wholeDay: ['без времени — весь день', 'without a time: the whole day'],
  offline: ['нет связи, пробую снова', 'offline, retrying'],
  myAccess: ['Мой доступ', 'My access'],
  logout: ['Выйти', 'Sign out'],
  order: ['Заказ', 'Order'],
  user: ['Пользователь', 'User'],
  all: ['Все', 'All'],
  more: ['10 000+', '10 000+'],
  any: ['любое', 'any'],
  details: ['Подробности', 'Details'],
  copy: ['Копировать', 'Copy'],
  copied: ['Скопировано', 'Copied'],
  csv: ['Скачать CSV', 'Download CSV'],
  before: ['было', 'before'],
  anyAmount: ['любой', 'any'],
  changed: ['Что изменилось', 'What changed'],
  home: ['Сводка', 'Dashboard'],
  staffNews: ['Изменён доступ к деньгам: {{n}}. Проверьте.', 'Access to money changed: {{n}}. Please look.'],
} as const satisfies Record<string, Pair>;

/** Lengths of time, each in one unit (`kit/format.ts`). */
export const SPANS = {
  minutes: ['{{n}} мин', '{{n}} min'],
  hours: ['{{n}} ч', '{{n}} h'],
  days: ['{{n}} дн', '{{n}} d'],
} as const satisfies Record<string, Pair>;
