import type { Pairs } from './pair.ts';

/** Words of the screens about breaks, fraud and the proof of the ledger, under `sb`. */

export const BREAK_SCREENS: Pairs = {
  sides: ['Две стороны', 'Both sides'],
  fact: ['Что сравниваем', 'Fact'],
  ours: ['У нас', 'Ours'],
  theirs: ['У платёжной системы', 'Provider'],
  facts: {
    name: ['Номер', 'Name'],
    status: ['Статус', 'Status'],
    amount: ['Сумма счёта', 'Invoice amount'],
    payment: ['Учтено / пришло', 'Booked / came'],
    currency: ['Валюта', 'Currency'],
  },
  whatToDo: ['Что делать', 'What to do'],
  trail: ['Как было', 'What happened'],
  events: ['Что говорила система', 'What the provider said'],
  others: ['Другие расхождения этого заказа', 'Other breaks of this order'],
  unread: ['Строка, как её прислали (кошельки скрыты)', 'The row as it was told (wallets are hidden)'],
  unreadFields: ['Не прочитать: {{fields}}', 'Cannot be read: {{fields}}'],
  step: {
    opened: ['Найдено', 'Opened'],
    owner: ['Взято', 'Owner'],
    remark: ['Замечание', 'Remark'],
    asked: ['Запрошено зачисление', 'Credit asked for'],
    declined: ['Зачисление не состоялось', 'Credit did not happen'],
    resolved: ['Решено', 'Resolved'],
  },
  about: {
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
  },
  todo: {
    missing_at_provider: [
      'Найдите номер в кабинете системы. Денег не было — «Ничего не делать». Были — «Зачислить покупателю» с суммой из кабинета.',
      'Look the id up in the provider’s dashboard. No money came: ignore. Money came: credit with the amount from there.',
    ],
    missing_with_us: [
      'Чей он? Известно — «Зачислить пользователю». Пока неизвестно — «До выяснения». Чужой или проба — «Ничего не делать».',
      'Whose is it? Known: link to the user. Not yet: write off to suspense. Another shop or a test: ignore.',
    ],
    amount: [
      'Сравните стороны и перевод в кабинете. Пришло целиком — «Зачислить покупателю». Вернули вручную — «Уже возвращено».',
      'Compare both sides and the transfer in the dashboard. It came in full: credit. Given back by hand: was refunded.',
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
      'Вернул коллега — «Уже возвращено» и номер возврата. Убыток — корректировка баланса, затем «Ничего не делать» с её номером.',
      'Refunded by a colleague: was refunded, and name it. A loss: an adjustment, then ignore with its id.',
    ],
    owner_gone: [
      'Владелец объявился — откройте деньги до выяснения ниже и отдайте их его новому аккаунту: одобрит другой сотрудник. После этого расхождение закроется само.',
      'The owner turned up: open the money in suspense below and release it to the new account; another person approves. The break then closes by itself.',
    ],
    unreadable: [
      'Найдите платёж в кабинете системы. Деньги пришли, а у нас не учтены — зачислите. Иначе закройте: то же самое больше не откроется. Станет читаться — закроется само.',
      'Find the payment in the provider’s dashboard. Money came and is not booked: credit. Else ignore: the same does not open again. It closes by itself once it can be read.',
    ],
  },
};

export const FRAUD_SCREENS: Pairs = {
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
  effect: {
    none: [
      'Правило на пробе: пользователь ничего не заметил.',
      'The rule is on trial: nothing happened to the user.',
    ],
    note: ['Стоит взглянуть; пользователь покупает дальше.', 'Worth a look; the user buys on.'],
    hold: [
      'Пользователь не может ни купить, ни пополнить баланс. Решите сегодня.',
      'The user can neither buy nor top up. Decide today.',
    ],
    block: [
      'Пользователю бот отвечает только поддержкой. Решите сегодня.',
      'The bot offers the user nothing but support. Decide today.',
    ],
  },
};

export const REPORT_SCREENS: Pairs = {
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
  ledger: ['По нашему учёту', 'By our ledger'],
  provider: ['По словам системы', 'By the provider'],
  silent: ['система не ответила', 'the provider did not answer'],
  difference: ['Разница', 'Difference'],
  differenceUnknown: ['неизвестна', 'unknown'],
  other: ['Другая монета там же', 'Another coin there'],
  clearingAbout: [
    'Разница — это счета, которые ещё в пути, и выводы из кабинета системы.',
    'The difference are invoices under way and withdrawals from the provider’s dashboard.',
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
};

export const VERIFY_SCREENS: Pairs = {
  chain: ['Цепочка проводок', 'The chain of postings'],
  about: [
    'Проверка проходит всю книгу: каждую запись, каждый остаток и цепочку хешей. Она только читает и называет первую испорченную строку.',
    'The check walks the whole ledger: every entry, every balance and the chain of hashes. It only reads, and names the first broken row.',
  ],
  last: ['Последняя запись', 'Last entry'],
  sealed: ['Запечатано до', 'Sealed up to'],
  blocks: ['блоков: {{n}}', '{{n}} blocks'],
  run: ['Проверить', 'Verify'],
  good: ['Всё сходится', 'All is well'],
  bad: ['КНИГА ИСПОРЧЕНА', 'THE LEDGER IS BROKEN'],
  walked: ['блоков {{blocks}}, записей до {{transfers}}', '{{blocks}} blocks, entries up to {{transfers}}'],
  head: ['Последний хеш', 'Last hash'],
  closings: ['Закрытия дней', 'Closings of days'],
  closingsAbout: [
    'Эти хеши записаны и вне базы данных. Сравните: другой хеш значит, что книгу переписали.',
    'These hashes are written outside the database too. Compare: another hash means that the ledger was rewritten.',
  ],
  noClosings: ['Ни один день ещё не закрыт.', 'No day was closed yet.'],
  export: ['Выгрузка книги', 'Export of the ledger'],
};

export const STATEMENT_SCREENS: Pairs = {
  statement: ['Выписка', 'Statement'],
  opening: ['Остаток на начало', 'Opening balance'],
  carried: ['Перенос с прошлой страницы', 'Carried from the last page'],
  closing: ['Остаток на конец', 'Closing balance'],
  staff: ['сотрудник', 'staff'],
  fromBalance: ['{{n}} звёзд с баланса', '{{n}} stars from balance'],
  reasons: {
    paidByInvoice: ['оплачено по счёту', 'paid by invoice'],
    topUp: ['пополнение по счёту', 'top-up by invoice'],
    toBalance: ['деньги по счёту — на баланс', 'invoice money to balance'],
    refundToBalance: ['возврат на баланс', 'refund to balance'],
    setAside: ['возврат отложен для отправки на адрес', 'refund, set aside for an address'],
    sent: ['возврат отправлен на адрес', 'refund sent to the address'],
    givenUp: ['возврат на адрес отменён: на баланс', 'refund to an address given up: to balance'],
    firstPrices: ['первый прайс-лист', 'first price list'],
    firstRules: ['пришло с продуктом', 'came with the product'],
  },
  noMoves: ['За это время движений не было', 'No movements in this period'],
  earlier: ['← Раньше', '← Earlier'],
  later: ['Дальше →', 'Later →'],
  allParts: ['Из чего складывается остаток', 'What the balance is made of'],
  part: ['Часть', 'Part'],
  providerSaid: ['Платёжная система сообщила', 'The provider said'],
  linked: ['Проводки, которые её возвращают или отменяют', 'Journals that refund, reverse or settle it'],
  breaks: ['Расхождения, которые она закрыла', 'Breaks that it resolved'],
};

/** What the audit log calls what has no button of its own. */
export const AUDIT_SCREENS: Pairs = {
  login: ['вход', 'sign-in'],
  logout: ['выход', 'sign-out'],
  session_closed: ['закрыт сеанс', 'session closed'],
  sessions_closed: ['закрыты остальные сеансы', 'other sessions closed'],
  password_changed: ['сменён свой пароль', 'own password changed'],
  export: ['выгрузка', 'export'],
  verify: ['проверка', 'verification'],
  reply: ['ответ', 'reply'],
  note: ['заметка', 'note'],
  take: ['взято', 'taken'],
  return: ['возвращено в очередь', 'returned to queue'],
  priority: ['срочность', 'priority'],
  resolve: ['решено', 'resolved'],
  close: ['закрыто', 'closed'],
  reopen: ['открыто снова', 'reopened'],
  reset: ['включено снова', 'reset'],
  put: ['действие с задачами', 'action on jobs'],
  post: ['действие с задачами', 'action on jobs'],
  patch: ['действие с задачами', 'action on jobs'],
  delete: ['действие с задачами', 'action on jobs'],
};

export const REVIEW_ERROR_TEXTS = {
  BREAK_UNKNOWN: ['Такого расхождения нет.', 'There is no such break.'],
  BREAK_STATE: [
    'Расхождение уже закрыто. Обновите страницу.',
    'The break is resolved already. Reload the page.',
  ],
  FLAG_UNKNOWN: ['Такого флага нет.', 'There is no such flag.'],
  RULE_UNKNOWN: ['Такого правила нет.', 'There is no such rule.'],
  LIST_ENTRY_UNKNOWN: [
    'Записи нет, или её уже убрали.',
    'There is no such entry, or it was removed already.',
  ],
  ACCOUNT_UNKNOWN: ['Такого счёта нет.', 'There is no such account.'],
} as const;
