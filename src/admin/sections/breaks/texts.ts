import type { BreakEnd, BreakFinder, BreakStatus, BreakStep } from '../../../breaks/index.ts';
import type { SweepEnd } from '../../../reconciliation/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

export const STATUSES: Readonly<Record<BreakStatus, Pair>> = {
  open: ['открыто', 'open'],
  resolved: ['решено', 'resolved'],
};

/** How long a break has been open. */
export const AGES = {
  '0-1 h': ['до часа', 'under 1 h'],
  '1-24 h': ['до суток', '1–24 h'],
  '1-3 d': ['1–3 дня', '1–3 days'],
  older: ['старше 3 дней', 'older than 3 days'],
} as const satisfies Words;

export const FINDERS: Readonly<Record<BreakFinder, Pair>> = {
  sweep: ['сверка', 'sweep'],
  settlement: ['платёж', 'payment'],
  supply: ['сверка с поставщиком', 'supplier sweep'],
};

export const RESOLUTIONS: Readonly<Record<BreakEnd, Pair>> = {
  healed: ['исправилось само', 'healed'],
  credit: ['зачислено покупателю', 'credited'],
  link: ['зачислено пользователю', 'linked'],
  write_off: ['до выяснения', 'written off'],
  refund: ['возвращено', 'refunded'],
  ignore: ['без действий', 'ignored'],
};

export const SWEEP_STATUSES = {
  running: ['идёт', 'running'],
  done: ['выполнена', 'done'],
  failed: ['не удалась', 'failed'],
} as const satisfies Words;

/** Why a sweep failed, if the reason is not an error code. */
export const SWEEP_ERRORS: Readonly<Record<SweepEnd, Pair>> = {
  interrupted: ['прервана: процесс перестал отвечать', 'interrupted: its process stopped answering'],
};

/** Facts that both sides have. */
export const COMPARED = {
  name: ['Номер', 'Name'],
  status: ['Статус', 'Status'],
  amount: ['Сумма счёта', 'Invoice amount'],
  payment: ['Учтено / пришло', 'Booked / came'],
  currency: ['Валюта', 'Currency'],
  supplierOrder: ['Заказ у поставщика', 'Order at the supplier'],
  delivery: ['Состояние', 'Status'],
  stars: ['Звёзды', 'Stars'],
} as const satisfies Words;

/** What happened to a break. */
export const STEPS: Readonly<Record<BreakStep, Pair>> = {
  opened: ['Найдено', 'Opened'],
  owner: ['Взято', 'Owner'],
  remark: ['Замечание', 'Remark'],
  asked: ['Запрошено зачисление', 'Credit asked for'],
  declined: ['Зачисление не состоялось', 'Credit did not happen'],
  resolved: ['Решено', 'Resolved'],
};

/** The page of a break. */
export const TEXTS = {
  sides: ['Две стороны', 'Both sides'],
  fact: ['Что сравниваем', 'Fact'],
  ours: ['У нас', 'Ours'],
  theirs: ['У платёжной системы', 'Provider'],
  supplier: ['У поставщика звёзд', 'Supplier'],
  delivery: ['Наша отправка', 'Our delivery'],
  whatToDo: ['Что делать', 'What to do'],
  trail: ['Как было', 'What happened'],
  events: ['Что говорила система', 'What the provider said'],
  others: ['Другие расхождения этого заказа', 'Other breaks of this order'],
  unread: ['Строка, как её прислали (кошельки скрыты)', 'The row as it was sent (wallets are hidden)'],
  unreadFields: ['Не прочитать: {{fields}}', 'Cannot be read: {{fields}}'],
  suspense: ['Деньги на счёте «до выяснения»', 'The money is in suspense'],
  openSuspense: ['Открыть и отдать владельцу', 'Open, and release to the owner'],
} as const satisfies Record<string, Pair>;

/** The payment report. */
export const REPORT = {
  invoices: ['Счета за это время', 'Invoices of the period'],
  none: ['Счетов не было.', 'There were no invoices.'],
  count: ['Счетов', 'Count'],
  asked: ['Просили', 'Asked'],
  received: ['Пришло', 'Received'],
  fees: ['Комиссия', 'Fees'],
  breaks: ['Расхождения', 'Breaks'],
  noBreaks: ['Расхождений не было и нет.', 'There were no breaks, and there are none now.'],
  opened: ['найдено: {{n}}', 'opened: {{n}}'],
  resolved: ['решено: {{n}}', 'resolved: {{n}}'],
  open: ['открыто: {{n}}', 'open: {{n}}'],
  amounts: ['Что изменилось в учёте', 'Changes in the ledger'],
  noAmounts: ['В учёте ничего не изменилось.', 'Nothing changed in the ledger.'],
  clearing: ['Деньги у платёжной системы', 'What the provider holds'],
  ledger: ['У системы, по нашему учёту', 'At the provider, by our ledger'],
  provider: ['У системы, по её словам', 'At the provider, as it says'],
  ledgerAbout: [
    'По нашему учёту — остаток счёта «расчёты с платёжной системой»: оборотная ведомость показывает его с обратным знаком.',
    'By our ledger: the balance of the account “provider clearing”, which the trial balance shows with the opposite sign.',
  ],
  silent: ['система не ответила', 'the provider did not answer'],
  difference: ['Разница', 'Difference'],
  differenceUnknown: ['неизвестна', 'unknown'],
  others: ['Другие монеты там же', 'Other coins there'],
  clearingAbout: [
    'Разница — это счета, которые ещё в пути, и выводы из кабинета системы.',
    'The difference is invoices under way and withdrawals from the provider’s dashboard.',
  ],
  daily: ['Отчёты дней (UTC), как их записали', 'Reports of days (UTC) as they were stored'],
  noDaily: ['Ни один день ещё не записан.', 'No day was stored yet.'],
  day: ['День', 'Day'],
  made: ['Записан', 'Made'],
  openBreaks: ['Открыто расхождений', 'Open breaks'],
  earlier: ['← Раньше', '← Earlier'],
  newest: ['Последние →', 'Newest →'],
  stored: [
    'Отчёт за {{day}} (UTC), каким его записали {{at}}.',
    'The report of {{day}} (UTC) as it was stored {{at}}.',
  ],
  anew: ['Посчитать на сейчас', 'Count as of now'],
} as const satisfies Record<string, Pair>;
