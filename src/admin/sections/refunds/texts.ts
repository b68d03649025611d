import type { Refund, RefundDestination, RefundStatus } from '../../../refunds/index.ts';
import type { ErrorWords } from '../../words/errors/words.ts';
import type { Pair } from '../../words/pair.ts';

/** States of a refund or an adjustment. */
export const STATUSES: Readonly<Record<RefundStatus, Pair>> = {
  requested: ['ждёт одобрения', 'waiting for approval'],
  awaiting_address: ['ждёт адреса', 'waiting for the address'],
  approved: ['одобрено, в очереди', 'approved, queued'],
  rejected: ['отклонено', 'rejected'],
  cancelled: ['отменено', 'cancelled'],
  executing: ['отправляется', 'being sent'],
  unknown: ['судьба неизвестна', 'fate unknown'],
  failed: ['не удалось', 'failed'],
  done: ['выполнено', 'done'],
};

/** Past steps, by the state that each led to. */
export const DONE: Readonly<Record<RefundStatus, Pair>> = {
  requested: ['Запрос создан, ждёт одобрения другого сотрудника', 'Requested; another person has to approve'],
  approved: ['Одобрено, будет выполнено в ближайшую минуту', 'Approved; carried out within a minute'],
  awaiting_address: ['Бот попросил пользователя назвать адрес', 'The bot asked the user for an address'],
  rejected: ['Отклонено, пользователю сообщат', 'Rejected; the user is told'],
  cancelled: ['Отменено, пользователю сообщат', 'Cancelled; the user is told'],
  executing: ['Отправляется', 'It is being sent'],
  unknown: [
    'Платёжная система не дала ясного ответа; мы продолжаем спрашивать',
    'The provider gave no clear answer; we keep asking',
  ],
  failed: ['Не вышло: причина на странице', 'It did not work; the reason is on the page'],
  done: ['Уже выполнено', 'Done already'],
};

/** What happens now, by state. `tried` and `unseen` are used if it fails again and again. */
export const NOW: Readonly<Record<RefundStatus | 'tried' | 'unseen', Pair>> = {
  requested: [
    'Решает другой сотрудник с правом одобрять. Пока не решено, автор может отозвать запрос.',
    'Another person with the right to approve decides. Until then the author may take it back.',
  ],
  awaiting_address: [
    'Пользователь должен назвать и подтвердить адрес в боте. Если он молчит несколько дней, напишите в обращении или отмените и верните на баланс.',
    'The user has to name and confirm an address in the bot. If there is no answer for days, write in the ticket, or cancel and refund to the balance.',
  ],
  approved: [
    'Выполнит фоновая задача. Если висит дольше нескольких минут: включён ли переключатель «Возвраты», не открыт ли предохранитель?',
    'A job carries it out. If this takes more than some minutes: is the switch “Refunds” on, is the circuit closed?',
  ],
  tried: [
    'Отправить не получается. Причина и число попыток — ниже. Система пробует снова сама, но без человека, скорее всего, не обойтись.',
    'It cannot be sent. The reason and the number of tries are below. The system tries again by itself, but probably needs a person.',
  ],
  unseen: [
    'Отправлено, но результат узнать не удаётся, причина ниже. Не платите другим способом; посмотрите в кабинете системы.',
    'It was sent, but its result is not known; the reason is below. Do not pay in another way. Look at the provider’s dashboard.',
  ],
  executing: [
    'Сумма отложена, платёжная система её отправляет. Система проверяет сама, ничего делать не нужно.',
    'The amount is set aside and the provider is sending it. The system checks by itself; you do not have to do anything.',
  ],
  unknown: [
    'Система не дала ясного ответа. Не платите другим путём: мы продолжаем спрашивать. Отправить ещё раз можно, когда система ответит, что ничего не ушло.',
    'The provider gave no clear answer. Do not pay in another way: the system keeps asking. It can be sent again when the provider says that nothing was sent.',
  ],
  failed: [
    'Не получилось, причина ниже. Решите: отправить ещё раз, спросить другой адрес или отменить. Отложенная сумма при отмене уйдёт на баланс пользователя.',
    'It did not work, the reason is below. Decide: send again, ask for another address, or cancel. An amount set aside then goes to the user’s balance.',
  ],
  rejected: ['Отклонено. Деньги не двигались.', 'Rejected. No money moved.'],
  cancelled: ['Отменено.', 'Cancelled.'],
  done: ['Выполнено. Пользователь об этом знает.', 'Done. The user was told.'],
};

/** Where the money of a refund goes. */
export const DESTINATIONS: Readonly<Record<RefundDestination, Pair>> = {
  balance: ['на баланс', 'to balance'],
  address: ['на кошелёк', 'to a wallet'],
};

/** The effect of an adjustment on a balance. */
export const DIRECTIONS: Readonly<Record<Refund['direction'], Pair>> = {
  credit: ['начислить', 'credit'],
  debit: ['списать', 'debit'],
};

/** The units of an adjustment. */
export const UNITS = {
  coin: ['{{coin}}', '{{coin}}'],
  stars: ['звёзды ⭐', 'stars ⭐'],
} as const satisfies Record<string, Pair>;

/** What a payment gave. */
export const GAVE: Readonly<Record<Refund['gave'], Pair>> = {
  stars: ['Покупка звёзд', 'Purchase of stars'],
  wallet: ['На баланс', 'To the balance'],
};

/** What stops a refund. */
export const ERRORS = {
  REFUND_VALUE_SPENT: [
    'Звёзд или денег, которые нужно списать, уже нет.',
    'The user has already spent the stars or coins that it takes back.',
  ],
  REFUND_EXCEEDS_PAID: ['Вернуть пришлось бы больше, чем пришло.', 'It would refund more than came.'],
  REFUND_SOURCE: [
    'Система уже вернула этот платёж или не знает его монет.',
    'The payment was already sent back, or the provider does not know its coins.',
  ],
  REFUND_ADDRESS_LISTED: [
    'Кошелёк в списке блокировки: решите по флагу пользователя.',
    'The wallet is on the block list: decide on the flag of its user.',
  ],
  PROVIDER_REFUSED: ['Платёжная система отклонила запрос.', 'The payment provider refused the request.'],
  PROVIDER_UNAVAILABLE: ['Платёжная система не ответила.', 'The payment provider did not answer.'],
  PROVIDER_MISMATCH: [
    'Ответ платёжной системы не подходит к запросу.',
    'The answer of the provider does not match the request.',
  ],
  CIRCUIT_OPEN: ['Вызовы к системе приостановлены.', 'Calls to the provider are paused.'],
  PAYOUT_KEY_MISSING: ['Не задан ключ выплат.', 'The payout key is not set.'],
  USER_UNKNOWN: [
    'Пользователь удалил аккаунт: деньги никому не зачислены.',
    'The user deleted the account: nobody got the money.',
  ],
  JOB_LOST: ['Задача потерялась; поставлена заново.', 'The job was lost; there is a new one.'],
  SWITCHED_OFF: ['Возвраты выключены переключателем.', 'Refunds are switched off.'],
  INTERNAL: ['Что-то сломалось: смотрите журнал.', 'Something broke: look at the log.'],
  DATABASE_UNAVAILABLE: ['База данных не отвечала.', 'The database did not answer.'],
  ACCOUNT_FROZEN: ['Счёт пользователя заморожен.', 'An account of the user is frozen.'],
} as const satisfies ErrorWords;

export const TEXTS = {
  ask: ['Вернуть деньги', 'Refund'],
  facts: ['О возврате', 'About the refund'],
  adjustmentFacts: ['О корректировке', 'About the adjustment'],
  now: ['Что сейчас', 'What now'],
  trail: ['Как было', 'What happened'],
  provider: ['Платёжная система', 'Payment provider'],
  planned: ['Проводка, которая будет сделана', 'The journal that will be made'],
  journals: ['Проводки', 'Journals'],
  messages: ['Сообщения пользователю', 'Messages to the user'],
  starsBack: ['Спишем звёзд', 'Stars taken back'],
  own: [
    'Это ваш запрос, поэтому решает кто-то другой.',
    'This is your own request, so somebody else decides.',
  ],
  debit: ['Дебет', 'Debit'],
  credit: ['Кредит', 'Credit'],
  what: ['Что', 'What'],
  paid: ['Пришло', 'Paid'],
  given: ['Возвращено и запрошено', 'Refunded or asked for'],
  left: ['Осталось', 'Left'],
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
  balance: ['Баланс пользователя', 'The user’s balance'],
  next: ['Проверить', 'Check'],
  back: ['Исправить', 'Change'],
  request: ['Запросить', 'Request'],
  openMade: ['Открыть запрос', 'Open the request'],
  way: [
    'Уйдёт в {{currency}} по сети {{network}}; адрес пользователь подтвердит в боте.',
    'It is sent in {{currency}} on {{network}}; the user confirms the address in the bot.',
  ],
  willWait: [
    'Сначала это одобрит другой сотрудник. Пользователю сообщит бот.',
    'Another person approves it first. The bot tells the user.',
  ],
  willRun: [
    'В пределах вашего лимита: пойдёт сразу, без второго человека.',
    'Within your limit: it goes on at once, without a second person.',
  ],
} as const satisfies Record<string, Pair>;
