import type { BreakClass, BreakEnd, BreakFinder, BreakStatus, BreakStep } from '../../../breaks/index.ts';
import type { SweepEnd } from '../../../reconciliation/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

/** The classes of differences. */
export const CLASSES: Readonly<Record<BreakClass, Pair>> = {
  missing_at_provider: ['у системы нет такого счёта', 'missing at provider'],
  missing_with_us: ['у нас нет такого счёта', 'missing with us'],
  amount: ['сумма', 'amount'],
  currency: ['валюта', 'currency'],
  status: ['статус', 'status'],
  duplicate: ['два счёта под одним номером', 'duplicate'],
  paid_not_delivered: ['оплачено, не выдано', 'paid, not delivered'],
  delivered_not_paid: ['выдано, не оплачено', 'delivered, not paid'],
  unreadable: ['не прочитать', 'unreadable'],
  owner_gone: ['владелец удалил аккаунт', 'owner deleted the account'],
  supply_missing_at_supplier: ['у поставщика нет такого заказа', 'missing at the supplier'],
  supply_missing_with_us: ['заказ у поставщика, которого нет у нас', 'supplier’s order missing with us'],
  supply_stars: ['другое число звёзд', 'stars differ'],
  supply_recipient: ['другой получатель', 'recipient differs'],
  supply_status: ['поставщик говорит об исходе другое', 'supplier’s outcome differs'],
  supply_paid_not_delivered: ['поставщику заплачено, звёзд нет', 'supplier paid, not delivered'],
  supply_twice: ['два заказа на одну отправку', 'ordered twice'],
};

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
  interrupted: ['прервана: процесс перестал отвечать', 'interrupted: its process fell silent'],
};

/** Facts that both sides have. */
export const COMPARED = {
  name: ['Номер', 'Name'],
  status: ['Статус', 'Status'],
  amount: ['Сумма счёта', 'Invoice amount'],
  payment: ['Учтено / пришло', 'Booked / came'],
  currency: ['Валюта', 'Currency'],
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

/** What each class means. */
export const ABOUT: Readonly<Record<BreakClass, Pair>> = {
  missing_at_provider: [
    'У нас есть счёт, о котором платёжная система не знает.',
    'We have an invoice that the provider does not know.',
  ],
  missing_with_us: [
    'У платёжной системы есть счёт, которого нет у нас.',
    'The provider has an invoice that we do not know.',
  ],
  amount: ['Цена или пришедшие деньги не сходятся.', 'The price or the money received differ.'],
  currency: [
    'Система считает в другой валюте, чем мы просили.',
    'The provider counts in another currency than we asked for.',
  ],
  status: [
    'Система противоречит тому, что говорила раньше, или говорит неизвестное.',
    'The provider contradicts what it said before, or says what nobody knows.',
  ],
  duplicate: [
    'У системы два счёта под одним нашим номером.',
    'The provider has two invoices under one name of ours.',
  ],
  paid_not_delivered: [
    'Деньги у системы, а покупатель ничего не получил.',
    'The provider holds money and nothing was given.',
  ],
  delivered_not_paid: [
    'Выдано, а денег нет или они ушли обратно.',
    'Value was given, and the money is not there or went back.',
  ],
  owner_gone: [
    'Деньги пришли тому, кто удалил аккаунт. Они лежат до выяснения и никому не зачислены.',
    'Money came for somebody who deleted the account. It lies in suspense and was given to nobody.',
  ],
  unreadable: [
    'Система ответила строкой, в которой не прочитать то, что нужно. Остальные строки сверены.',
    'The provider tells a row in which what matters cannot be read. All other rows were compared.',
  ],
  supply_missing_at_supplier: [
    'Отправка ушла поставщику, а в его списке такого заказа нет.',
    'A delivery was ordered, and the supplier’s list does not have it.',
  ],
  supply_missing_with_us: [
    'У поставщика есть заказ, который не относится ни к одной нашей отправке.',
    'The supplier has an order that belongs to no delivery of ours.',
  ],
  supply_stars: [
    'Поставщик взял заказ на другое число звёзд.',
    'The supplier took the order for another number of stars.',
  ],
  supply_recipient: [
    'Поставщик взял заказ для другого аккаунта.',
    'The supplier took the order for another account.',
  ],
  supply_status: [
    'Мы закрыли отправку одним исходом, поставщик называет другой.',
    'The delivery ended with us in one way, and the supplier says another.',
  ],
  supply_paid_not_delivered: [
    'Мы заплатили, а поставщик закрыл заказ как неоплаченный.',
    'We paid, and the supplier ended the order as unpaid.',
  ],
  supply_twice: [
    'У поставщика второй заказ тому же человеку на столько же звёзд.',
    'The supplier has a second order to the same person for as many stars.',
  ],
};

/** What a person does about each class. */
export const ADVICE: Readonly<Record<BreakClass, Pair>> = {
  missing_at_provider: [
    'Найдите номер в кабинете системы. Денег не было — «Ничего не делать». Были — «Зачислить покупателю» с суммой из кабинета.',
    'Look the id up in the provider’s dashboard. No money came: ignore. Money came: credit with the amount from there.',
  ],
  missing_with_us: [
    'Чей он? Известно — «Зачислить пользователю». Пока неизвестно — «До выяснения». Чужой или проба — «Ничего не делать».',
    'Whose is it? Known: link to the user. Not yet: write off to suspense. Another shop or a test: ignore.',
  ],
  amount: [
    'Сравните стороны и перевод в кабинете. Пришло целиком — «Зачислить покупателю». Вернули вручную — «Ушло возвратом», а если у нас не учтено — «Провайдер вернул сам».',
    'Compare both sides and the transfer in the dashboard. It came in full: credit. Given back by hand: gone as a refund, or sent back where it was never booked.',
  ],
  currency: [
    'Зачислите, сколько это стоит по курсу дня, расчёт напишите в причине.',
    'Credit what it is worth by the rate of the day, with the sum in the reason.',
  ],
  status: [
    'Посмотрите события заказа с самого раннего, спросите систему.',
    'Look at the events of the order, oldest first, and ask the provider.',
  ],
  duplicate: [
    'Есть деньги на втором счёте — «Зачислить покупателю». Нет — «Ничего не делать».',
    'Money on the second: credit. None: ignore.',
  ],
  paid_not_delivered: [
    'Часто исправляется само при следующей сверке. Если нет — «Зачислить покупателю».',
    'A sweep often heals it. If not: credit.',
  ],
  delivered_not_paid: [
    'Вернул коллега — «Ушло возвратом» и номер возврата. Убыток — корректировка баланса, затем «Ничего не делать» с её номером.',
    'Refunded by a colleague: gone as a refund, and name it. A loss: an adjustment, then ignore with its id.',
  ],
  owner_gone: [
    'Владелец объявился — откройте деньги до выяснения ниже и отдайте их его новому аккаунту: одобрит другой сотрудник. После этого расхождение закроется само.',
    'The owner turned up: open the money in suspense below and release it to the new account; another person approves. The break then closes by itself.',
  ],
  unreadable: [
    'Найдите платёж в кабинете системы. Деньги пришли, а у нас не учтены — зачислите. Иначе закройте: то же самое больше не откроется. Станет читаться — закроется само.',
    'Find the payment in the provider’s dashboard. Money came and is not booked: credit. Else ignore: the same does not open again. It closes by itself once it can be read.',
  ],
  supply_missing_at_supplier: [
    'Откройте отправку и спросите поставщика по номеру заказа. Исход решают там, это расхождение потом закройте с номером ответа.',
    'Open the delivery and ask the supplier by the order’s number. Decide there; then close this break with the number of the answer.',
  ],
  supply_missing_with_us: [
    'Похоже на неясную отправку — привяжите к ней этот заказ. Заказали вручную — закройте с пояснением. Иначе смените ключ поставщика: им пользуется кто-то ещё.',
    'It looks like an uncertain delivery: adopt the order there. Ordered by hand: close with a note. Else change the supplier’s key: somebody else uses it.',
  ],
  supply_stars: [
    'Не платите и не подтверждайте, пока поставщик не ответит. Разницу оформляют корректировкой.',
    'Neither pay nor confirm before the supplier has answered. The difference is corrected by an adjustment.',
  ],
  supply_recipient: [
    'Звёзды ушли не тому — спросите поставщика. Покупателю отправьте заново после решения.',
    'Stars went to somebody else: ask the supplier. Send to the buyer anew once it is decided.',
  ],
  supply_status: [
    'Сверьте подтверждение у получателя и у поставщика. Отправка сама не изменится: звёзды и деньги правят корректировкой.',
    'Check the proof with the recipient and the supplier. The delivery stays as it is: stars and money are corrected by an adjustment.',
  ],
  supply_paid_not_delivered: [
    'Найдите наш платёж в сети и спросите поставщика с его номером. Деньги вернутся на тот же кошелёк.',
    'Find our payment on the chain and ask the supplier with its id. The money comes back to the same wallet.',
  ],
  supply_twice: [
    'Проверьте, пришло ли получателю дважды. Если да, убыток — на себестоимость, и разберитесь, откуда второй заказ.',
    'Check whether the recipient got them twice. If so the loss is a cost; find out where the second order came from.',
  ],
};

/** The page of a break. */
export const TEXTS = {
  sides: ['Две стороны', 'Both sides'],
  fact: ['Что сравниваем', 'Fact'],
  ours: ['У нас', 'Ours'],
  theirs: ['У платёжной системы', 'Provider'],
  whatToDo: ['Что делать', 'What to do'],
  trail: ['Как было', 'What happened'],
  events: ['Что говорила система', 'What the provider said'],
  others: ['Другие расхождения этого заказа', 'Other breaks of this order'],
  unread: ['Строка, как её прислали (кошельки скрыты)', 'The row as it was told (wallets are hidden)'],
  unreadFields: ['Не прочитать: {{fields}}', 'Cannot be read: {{fields}}'],
  suspense: ['Деньги лежат до выяснения', 'The money lies in suspense'],
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
  noBreaks: ['Расхождений не было и нет.', 'There were none and there are none.'],
  opened: ['найдено: {{n}}', 'opened: {{n}}'],
  resolved: ['решено: {{n}}', 'resolved: {{n}}'],
  open: ['открыто: {{n}}', 'open: {{n}}'],
  amounts: ['Что изменилось в учёте', 'Changes in the ledger'],
  noAmounts: ['В учёте ничего не изменилось.', 'Nothing changed in the ledger.'],
  clearing: ['Деньги у платёжной системы', 'What the provider holds'],
  ledger: ['У системы, по нашему учёту', 'At the provider, by our ledger'],
  provider: ['У системы, по её словам', 'At the provider, by its word'],
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
