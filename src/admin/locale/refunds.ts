import { SECURITY_REASONS } from './changes.ts';
import type { Pairs } from './pair.ts';

/** Everything that is said about refunds and adjustments; the other files of this folder take their part from here. */

export const REFUND_SECTIONS: Pairs = {
  finance: ['Финансы', 'Finance'],
  refunds: ['Возвраты', 'Refunds'],
  adjustments: ['Корректировки', 'Adjustments'],
  suspense: ['До выяснения', 'Suspense'],
};

export const REFUND_RECORDS: Pairs = {
  refunds: ['Возврат', 'Refund'],
  adjustments: ['Корректировка баланса', 'Balance adjustment'],
  suspense: ['Деньги до выяснения', 'Money in suspense'],
};

export const REFUND_PAGES: Pairs = { approvals: ['Ждут решения', 'Waiting for approval'] };

export const REFUND_ACTION_NAMES: Pairs = {
  approve: ['Одобрить', 'Approve'],
  reject: ['Отклонить', 'Reject'],
  takeBack: ['Отозвать свой запрос', 'Take back'],
  retry: ['Отправить ещё раз', 'Send again'],
  askAddress: ['Спросить другой адрес', 'Ask for another address'],
  giveUp: ['Отменить', 'Cancel'],
  lookUp: ['Узнать у системы сейчас', 'Look up now'],
  requestRefund: ['Вернуть деньги', 'Refund'],
  requestAdjustment: ['Изменить баланс', 'Adjust balance'],
  requestRelease: ['Отдать владельцу', 'Release to owner'],
};

export const REFUND_COLUMNS: Pairs = {
  requested_by: ['Запросил (номер)', 'Requested by (id)'],
  requester: ['Запросил', 'Requested by'],
  approved_by: ['Одобрил (номер)', 'Approved by (id)'],
  approver: ['Одобрил', 'Approved by'],
  needs_approval: ['Нужно одобрение', 'Needs approval'],
  destination: ['Куда', 'Destination'],
  direction: ['Что делаем', 'Direction'],
  remark: ['Последнее замечание', 'Last remark'],
  settlement_id: ['Проводка отправки', 'Settlement journal'],
  network: ['Сеть', 'Network'],
  currency: ['Монета', 'Coin'],
  address_hint: ['Адрес', 'Address'],
  address_confirmed_at: ['Адрес подтверждён', 'Address confirmed'],
  ready_at: ['Отправим не раньше', 'Not sent before'],
  attempts: ['Отправок', 'Sent to the provider'],
  failures: ['Неудачных попыток подряд', 'Failed tries in a row'],
  next_try_at: ['Следующая попытка', 'Next try'],
  needs_person: ['Нужен человек', 'Needs a person'],
  started_at: ['Последняя попытка', 'Last attempt'],
  accepted_at: ['Система приняла', 'Provider accepted'],
  looked_at: ['Спросили систему', 'Provider asked'],
  seen_status: ['Система ответила', 'Provider said'],
  owner_gone: ['Владелец удалил аккаунт', 'Owner deleted the account'],
  break_id: ['Расхождение', 'Break'],
  put: ['Положено', 'Put there'],
  lies: ['Лежит', 'Lies there'],
  waiting: ['Уже запрошено', 'Asked for already'],
  left: ['Можно отдать', 'Left to release'],
};

export const REFUND_STATUS_TEXTS: Pairs = {
  requested: ['ждёт одобрения', 'waiting for approval'],
  awaiting_address: ['ждёт адреса', 'waiting for the address'],
  approved: ['одобрено, в очереди', 'approved, queued'],
  rejected: ['отклонено', 'rejected'],
  cancelled: ['отменено', 'cancelled'],
  executing: ['отправляется', 'being sent'],
  unknown: ['судьба неизвестна', 'fate unknown'],
  done: ['выполнено', 'done'],
};

export const REFUND_VALUES: Pairs = {
  reason: {
    not_delivered: ['звёзды не пришли', 'not delivered'],
    duplicate_payment: ['двойная оплата', 'duplicate payment'],
    wrong_amount: ['неверная сумма', 'wrong amount'],
    customer_request: ['просьба пользователя', 'customer’s request'],
    service_failure: ['наш сбой', 'our failure'],
    goodwill: ['жест доброй воли', 'goodwill'],
    correction: ['исправление ошибки', 'correction'],
    fraud: ['мошенничество', 'fraud'],
    other: ['другое', 'other'],
    ...SECURITY_REASONS,
  },
  destination: { balance: ['на баланс', 'to balance'], address: ['на кошелёк', 'to a wallet'] },
  direction: { credit: ['начислить', 'credit'], debit: ['списать', 'debit'] },
  error: {
    REFUND_VALUE_SPENT: [
      'Звёзд или денег, которые нужно списать, уже нет.',
      'The stars or coins that it takes back are gone.',
    ],
    REFUND_EXCEEDS_PAID: ['Вернулось бы больше, чем пришло.', 'More would go back than came.'],
    REFUND_SOURCE: [
      'Система уже вернула этот платёж или не знает его монет.',
      'The payment went back already, or the provider knows no coins of it.',
    ],
    REFUND_ADDRESS_LISTED: [
      'Кошелёк в списке блокировки: решите по флагу пользователя.',
      'The wallet is on the block list: decide on the flag of its user.',
    ],
    PROVIDER_REFUSED: ['Платёжная система отказала.', 'The payment provider refused.'],
    PROVIDER_UNAVAILABLE: ['Платёжная система не ответила.', 'The payment provider did not answer.'],
    PROVIDER_MISMATCH: ['Платёжная система ответила не о том.', 'The provider answered with other data.'],
    CIRCUIT_OPEN: ['Вызовы к системе приостановлены.', 'Calls to the provider are paused.'],
    PAYOUT_KEY_MISSING: ['Не задан ключ выплат.', 'The payout key is not set.'],
    USER_UNKNOWN: [
      'Пользователь удалил аккаунт: деньги никому не зачислены.',
      'The user deleted the account: the money was given to nobody.',
    ],
    JOB_LOST: ['Задача потерялась; поставлена заново.', 'The job was lost; there is a new one.'],
    SWITCHED_OFF: ['Возвраты выключены переключателем.', 'Refunds are switched off.'],
    INTERNAL: ['Что-то сломалось: смотрите журнал.', 'Something broke: look at the log.'],
    DATABASE_UNAVAILABLE: ['База данных не отвечала.', 'The database did not answer.'],
    ACCOUNT_FROZEN: ['Счёт пользователя заморожен.', 'An account of the user is frozen.'],
  },
};

/** Fields of the forms; `reason` and `note` mean something else elsewhere. */
export const REFUND_FIELDS: Pairs = {
  amount: ['Сумма', 'Amount'],
  refundReason: ['Причина', 'Reason'],
  refundNote: ['Что случилось (увидят коллеги)', 'What happened (colleagues will see it)'],
  remark: ['Замечание (останется в истории)', 'Remark (stays in the trail)'],
};

export const REFUND_NOTICES: Pairs = {
  refund_requested: [
    'Запрос создан, ждёт одобрения другого сотрудника',
    'Requested; another person has to approve',
  ],
  refund_approved: ['Одобрено, будет выполнено в ближайшую минуту', 'Approved; carried out within a minute'],
  refund_awaiting_address: [
    'Бот попросил пользователя назвать адрес',
    'The bot asked the user for an address',
  ],
  refund_rejected: ['Отклонено, пользователю сообщат', 'Rejected; the user is told'],
  refund_cancelled: ['Отменено, пользователю сообщат', 'Cancelled; the user is told'],
  refund_executing: ['Отправляется', 'It is being sent'],
  refund_unknown: [
    'Платёжная система не дала ясного ответа; мы продолжаем спрашивать',
    'The provider gave no clear answer; we keep asking',
  ],
  refund_failed: ['Не вышло: причина на странице', 'It did not work; the reason is on the page'],
  refund_done: ['Уже выполнено', 'Done already'],
  refund_repeated: [
    'Вы это уже одобрили: ничего не изменилось',
    'You had approved this before: nothing was changed',
  ],
  refund_lookedUp: ['Система ответила, ответ записан', 'The provider answered; it is written down'],
};

/** Words of the screens, under `sb.refund`. */
export const REFUND_SCREENS: Pairs = {
  facts: ['О возврате', 'About the refund'],
  adjustmentFacts: ['О корректировке', 'About the adjustment'],
  now: ['Что сейчас', 'What now'],
  trail: ['Как было', 'What happened'],
  provider: ['Платёжная система', 'Payment provider'],
  planned: ['Проводка, которая будет сделана', 'The journal that will be made'],
  journals: ['Проводки', 'Journals'],
  messages: ['Сообщения пользователю', 'Messages to the user'],
  noProvider: ['Системе ещё ничего не отправляли', 'Nothing was sent to the provider yet'],
  noJournals: ['Деньги ещё не двигались', 'No money has moved yet'],
  starsBack: ['Спишем звёзд', 'Stars taken back'],
  ofThemBonus: ['из них бонусных', 'of them bonus'],
  user: ['пользователь', 'user'],
  system: ['система', 'system'],
  anyAmount: ['любой', 'any'],
  shop: ['магазин', 'shop'],
  state: {
    requested: [
      'Решает другой сотрудник с правом одобрять. Пока не решено, автор может отозвать запрос.',
      'Another person with the right to approve decides. Until then the author may take it back.',
    ],
    awaiting_address: [
      'Пользователь должен назвать и подтвердить адрес в боте. Молчит несколько дней — напишите в обращении или отмените и верните на баланс.',
      'The user has to name and confirm an address in the bot. No answer for days: write in the ticket, or cancel and refund to the balance.',
    ],
    approved: [
      'Выполнит фоновая задача. Если висит дольше нескольких минут: включён ли переключатель «Возвраты», не открыт ли предохранитель?',
      'A job carries it out. Longer than some minutes: is the switch “Refunds” on, is the circuit closed?',
    ],
    tried: [
      'Отправить не получается: что мешает и сколько раз пробовали — ниже. Мы пробуем снова сами, но без человека это, скорее всего, не пройдёт.',
      'It cannot be sent: what is in the way and how often it was tried stands below. It is tried again by itself, but will hardly succeed without somebody.',
    ],
    unseen: [
      'Отправлено, но узнать, что стало с возвратом, не получается: причина ниже. Не платите другим путём; посмотрите в кабинете системы.',
      'It was sent, but what became of it cannot be learned: the reason is below. Do not pay another way; look at the provider’s dashboard.',
    ],
    executing: [
      'Сумма отложена, платёжная система её отправляет. Мы проверяем сами; ничего делать не нужно.',
      'The amount is set aside and the provider is sending it. We look by ourselves; nothing to do.',
    ],
    unknown: [
      'Система не дала ясного ответа. Не платите другим путём: мы продолжаем спрашивать. Отправить ещё раз можно, когда система ответит, что ничего не ушло.',
      'The provider gave no clear answer. Do not pay another way: we keep asking. It can be sent again once the provider says that nothing left.',
    ],
    failed: [
      'Не получилось, причина ниже. Решите: отправить ещё раз, спросить другой адрес или отменить. Отложенная сумма при отмене уйдёт на баланс пользователя.',
      'It did not work, the reason is below. Decide: send again, ask for another address, or cancel. An amount set aside then goes to the user’s balance.',
    ],
    rejected: ['Отклонено. Деньги не двигались.', 'Rejected. No money moved.'],
    cancelled: ['Отменено.', 'Cancelled.'],
    done: ['Выполнено. Пользователь об этом знает.', 'Done. The user was told.'],
  },
  queue: ['Ждут решения', 'Waiting for approval'],
  queueEmpty: ['Никто ничего не ждёт.', 'Nothing is waiting.'],
  stuck: ['Не вышло: нужен человек', 'Went wrong: a person is needed'],
  stuckEmpty: ['Все отправки в порядке.', 'All is well.'],
  waits: ['Ждёт', 'Waits'],
  what: ['Что', 'What'],
  decide: ['Решить', 'Decide'],
  one: { refunds: ['Возврат', 'Refund'], adjustments: ['Корректировка', 'Adjustment'] },
  approve: ['Одобрить', 'Approve'],
  reject: ['Отклонить', 'Reject'],
  ownShort: ['ваш запрос: решает другой', 'your own: somebody else decides'],
  paid: ['Пришло', 'Paid'],
  given: ['Возвращено и запрошено', 'Refunded or asked for'],
  left: ['Осталось', 'Left'],
  gave: { stars: ['Покупка звёзд', 'Purchase of stars'], wallet: ['На баланс', 'To the balance'] },
  limit: [
    'Вы можете запросить до {{most}}. Больше {{alone}} одному пользователю за сутки одобряет другой сотрудник.',
    'You may ask for up to {{most}}. Above {{alone}} a day for one user, another person approves.',
  ],
  noLimit: [
    'Больше {{alone}} одному пользователю за сутки одобряет другой сотрудник.',
    'Above {{alone}} a day for one user, another person approves.',
  ],
  nothingLeft: ['Возвращать нечего: всё уже возвращено или запрошено.', 'Nothing is left to refund.'],
  amountHint: [
    'В {{coin}}, например 19.5. Пусто — всё, что осталось. Звёзды спишутся в той же доле.',
    'In {{coin}}, for example 19.5. Empty: all that is left. Stars are taken back in the same proportion.',
  ],
  amountForm: ['Например 19.5; звёзды — целым числом.', 'For example 19.5; stars are whole numbers.'],
  adjustmentAbout: [
    'Любую корректировку одобряет другой сотрудник.',
    'Every adjustment is approved by another person.',
  ],
  unit: { coin: ['{{coin}}', '{{coin}}'], stars: ['звёзды ⭐', 'stars ⭐'] },
  balance: ['Баланс пользователя', 'The user’s balance'],
  next: ['Проверить', 'Check'],
  back: ['Исправить', 'Change'],
  request: ['Запросить', 'Request'],
  openMade: ['Открыть запрос', 'Open the request'],
  way: [
    'Уйдёт в {{currency}} по сети {{network}}; адрес пользователь подтвердит в боте.',
    'Goes in {{currency}} on {{network}}; the user confirms the address in the bot.',
  ],
  willWait: [
    'Сначала это одобрит другой сотрудник. Пользователю сообщит бот.',
    'Another person approves it first. The bot tells the user.',
  ],
  willRun: [
    'В пределах вашего лимита: пойдёт сразу, без второго человека.',
    'Within your limit: it goes on at once, without a second person.',
  ],
  payments: ['Оплаты и что можно вернуть', 'Payments and what can go back'],
  list: ['Возвраты', 'Refunds'],
  adjustmentList: ['Корректировки баланса', 'Balance adjustments'],
  own: [
    'Это ваш запрос, поэтому решает кто-то другой.',
    'This is your own request, so somebody else decides.',
  ],
};

/** Money whose owner was not known, under `sb.suspense`. */
export const SUSPENSE_SCREENS: Pairs = {
  facts: ['О деньгах', 'About the money'],
  releases: ['Кому отдаём и отдали', 'Releases to owners'],
  list: ['Из чего складывается остаток', 'What the balance is made of'],
  since: ['Деньги лежат до выяснения', 'The money lies in suspense'],
  open: ['Открыть и отдать владельцу', 'Open, and release to the owner'],
  left: ['Можно отдать: {{left}}.', 'Left to release: {{left}}.'],
  ownerGone: [
    'Покупатель #{{user}} удалил аккаунт. Назовите его новый аккаунт; одобрит другой сотрудник.',
    'The buyer #{{user}} deleted the account. Name the new account; another person approves.',
  ],
  buyers: [
    'Деньги пришли за заказ, поэтому уйдут его покупателю #{{user}}.',
    'The money came for an order, so it goes to its buyer #{{user}}.',
  ],
  amountHint: ['Например 19.5. Пусто — всё, что осталось.', 'For example 19.5. Empty: all that is left.'],
  to: ['Кому', 'To'],
  todo: [
    'Нашёлся владелец — запросите передачу на его баланс: одобрит другой сотрудник, пользователю сообщит бот. Больше, чем здесь лежит, отдать нельзя.',
    'The owner turned up: request the release to the owner’s balance. Another person approves, and the bot tells the user. No more than lies here can be given.',
  ],
  loss: [
    'Это потеря, которую приняли на себя: отдавать нечего. Она уменьшает остаток счёта.',
    'This is a loss that was taken over: there is nothing to give. It lowers the balance of the account.',
  ],
};
