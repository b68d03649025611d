import type { Delivery, DeliveryStatus } from '../../../delivery/index.ts';
import type { OrderState, SupplierName } from '../../../suppliers/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

export const STATUSES: Readonly<Record<DeliveryStatus, Pair>> = {
  requested: ['запрошена', 'requested'],
  reserved: ['ждёт отправки', 'waiting to be sent'],
  submitted: ['отправляется', 'being sent'],
  confirmed: ['дошла', 'arrived'],
  failed: ['не состоялась', 'did not happen'],
  uncertain: ['судьба неизвестна', 'fate unknown'],
};

/** What happens now. `review`, `inHand`, `second` and `failing` are used if they say more than the state. */
export const NOW: Readonly<Record<DeliveryStatus | 'review' | 'inHand' | 'second' | 'failing', Pair>> = {
  requested: [
    'Получатель выбран, заказ ещё не оплачен. Звёзды не отложены.',
    'The recipient is chosen, the order is not paid yet. No stars are set aside.',
  ],
  reserved: [
    'Звёзды отложены с баланса и ждут отправки. Наружу ничего не ушло.',
    'The stars are set aside and wait to be sent. Nothing has left the shop.',
  ],
  review: [
    'Правило остановило отправку: финансы или администратор отпускают её или возвращают звёзды. Звёзды отложены, наружу ничего не ушло.',
    'A rule held it: finance or an admin releases it or gives the stars back. The stars are set aside, nothing has left the shop.',
  ],
  failing: [
    'Отправить не получается несколько раз подряд, причина ниже. Мы пробуем снова сами; посмотрите, что мешает. Пока ничего не отправлено, её можно отправить вручную или вернуть звёзды.',
    'It failed several times in a row, the reason is below. It is tried again by itself; look at what is in the way. As long as nothing was sent, a person can send it by hand or give the stars back.',
  ],
  submitted: [
    'Заказ у поставщика. Спрашиваем его сами; ничего делать не нужно.',
    'The supplier has the order. It is asked by itself; nothing to do.',
  ],
  inHand: [
    'Сотрудник взял отправку и отправляет звёзды. Если он ушёл и не закончил, нажмите «Неизвестно, ушли ли звёзды».',
    'A person took it and is sending the stars. If that person is gone, press “Nobody knows whether it was sent”.',
  ],
  second: [
    'Отправитель говорит, что звёзды ушли. Другой сотрудник сверяет подтверждение и завершает.',
    'The sender says that the stars went out. Another person compares the proof and ends it.',
  ],
  confirmed: ['Звёзды у получателя.', 'The recipient has the stars.'],
  failed: [
    'Отправка не состоялась, причина ниже. Отложенные звёзды вернулись на баланс.',
    'It did not happen, the reason is below. Stars that were set aside are back on the balance.',
  ],
  uncertain: [
    'Неизвестно, ушли ли звёзды; пользователь знает, что мы проверяем. Сама отправка не повторится: финансы или администратор решают по доказательствам ниже.',
    'Nobody knows whether the stars went out; the user knows that it is being checked. It is not repeated by itself: finance or an admin decides by the evidence below.',
  ],
};

export const CONTRADICTED: Pair = [
  'После конца поставщик сказал другое, чем мы записали. Звёзды и деньги не двигались: сверьте и исправьте корректировкой.',
  'After the end the supplier said something else than what stands here. Nothing was moved: compare, and correct it by an adjustment.',
];

/** How the stars are sent. */
export const SUPPLIERS: Readonly<Record<SupplierName, Pair>> = {
  manual: ['вручную', 'by hand'],
  mystars: ['через MyStars', 'through MyStars'],
  istar: ['через iStar', 'through iStar'],
};

/** The place of a delivery in the queue for sending by hand. */
export const BY_HAND = {
  waiting: ['никто не взял', 'nobody has taken it'],
  in_hand: ['отправляет сотрудник', 'a person is sending'],
  second: ['ждёт второго человека', 'waits for a second person'],
} as const satisfies Words;

/** Whether the supplier was asked about the account. */
export const CHECKS: Readonly<Record<Delivery['checked'], Pair>> = {
  ok: ['да', 'yes'],
  unknown: ['не удалось', 'could not be'],
  no: ['нет', 'no'],
};

/** Why a person checks it before it is sent. */
export const REVIEWS = {
  'many-senders': [
    'на этот аккаунт отправляют много разных людей',
    'many different people send to this account',
  ],
  'new-recipient': ['много звёзд новому получателю', 'many stars to a new recipient'],
  'new-account': ['новый пользователь отправляет много звёзд', 'a new user sends many stars'],
  'recipient-velocity': [
    'слишком много звёзд одному получателю за день',
    'too many stars to one recipient within a day',
  ],
  'wallet-velocity': [
    'слишком много звёзд с одного кошелька за день',
    'too many stars from one wallet within a day',
  ],
  'recipient-block-list': ['получатель в списке блокировки', 'the recipient is on the block list'],
  'block-list': ['отправитель в списке блокировки', 'the sender is on the block list'],
  'user-under-review': ['отправитель на проверке или заблокирован', 'the sender is under review or blocked'],
} as const satisfies Words;

/** What we asked a supplier for, and what it reported by itself. */
export const CALLS = {
  create: ['заказали', 'ordered'],
  lookUp: ['спросили о заказе', 'asked about the order'],
  find: ['искали заказ', 'looked for the order'],
  cancel: ['отменяли', 'took it back'],
  event: ['сообщил сам', 'reported by itself'],
} as const satisfies Words;

/** The result of a call, if it is one word. */
export const OUTCOMES: Words = {
  accepted: ['принят', 'accepted'],
  unknown: ['ответа нет', 'no answer'],
  absent: ['такого заказа нет', 'no such order'],
  'refused: recipient': ['отказ: получатель', 'refused: recipient'],
  'refused: funds': ['отказ: не хватает средств', 'refused: funds'],
  'refused: order': ['отказ', 'refused'],
  'later: busy': ['поставщик занят', 'supplier busy'],
  'later: down': ['поставщик не отвечает', 'supplier does not answer'],
  'later: key': ['ключ не принят', 'key refused'],
  'later: open': ['вызовы приостановлены', 'calls paused'],
};

export const ORDER_STATES: Readonly<Record<OrderState, Pair>> = {
  pending: ['в работе', 'in process'],
  held: ['задержан', 'held'],
  delivered: ['доставлен', 'delivered'],
  failed: ['не удался', 'failed'],
  expired: ['истёк', 'expired'],
  cancelled: ['отменён', 'cancelled'],
};

/** The last problem that stopped a delivery. */
export const ERRORS = {
  RECIPIENT_REFUSED: [
    'Такого аккаунта нет, или он не может получать звёзды.',
    'No such account, or it cannot receive stars.',
  ],
  SUPPLIER_REFUSED: ['Поставщик отказал.', 'The supplier refused.'],
  SUPPLIER_UNAVAILABLE: [
    'Поставщик не отвечает; ничего не заказано.',
    'The supplier does not answer; nothing was ordered.',
  ],
  SUPPLIER_CHANGED: [
    'Заказ у прежнего поставщика ещё без ответа: верните DELIVERY_SUPPLIER, пока он не закончится.',
    'An order at the former supplier has no answer yet: set DELIVERY_SUPPLIER back until it has ended.',
  ],
  SUPPLIER_SILENT: [
    'Заказ отправлен, ответ потерялся: принят он или нет, неизвестно.',
    'The order was sent and its answer was lost: whether it was taken is not known.',
  ],
  SUPPLIER_FAILED: ['Поставщик не смог отправить.', 'The supplier could not send.'],
  SUPPLIER_EXPIRED: [
    'Заказ у поставщика истёк без оплаты.',
    'The order at the supplier expired without a payment.',
  ],
  SUPPLIER_CANCELLED: ['Поставщик отменил заказ.', 'The supplier cancelled the order.'],
  SUPPLIER_FUNDS: [
    'У поставщика не хватает наших средств: пополните баланс.',
    'Our balance at the supplier is too low: top it up.',
  ],
  SUPPLIER_KEY_REFUSED: ['Поставщик не принимает наш ключ.', 'The supplier refuses our key.'],
  SUPPLIER_NO_FINAL_WORD: [
    'Время поставщика вышло, а последнего слова нет.',
    'The supplier’s time is over without a final word.',
  ],
  PAID_BUT_ENDED: [
    'Заказ у поставщика закончился без отправки, а наш платёж ушёл.',
    'The order ended unsent, and our payment has left.',
  ],
  DELIVERY_TOO_DEAR: [
    'Поставщик просит больше предела; ждём цену ниже.',
    'The supplier asks for more than the limit; a lower price is waited for.',
  ],
  REFUSED_BY_STAFF: ['Сотрудник вернул звёзды.', 'A person gave the stars back.'],
  RESOLVED_BY_STAFF: [
    'Сотрудник решил, что звёзды не ушли.',
    'A person decided that the stars did not go out.',
  ],
  SENT_IN_DOUBT: [
    'Отправляли вручную; ушли ли звёзды, неизвестно.',
    'It was sent by hand; whether the stars went out is not known.',
  ],
  REPLACED: ['Покупатель выбрал другого получателя.', 'The buyer chose another recipient.'],
  INSUFFICIENT_FUNDS: ['На балансе не было стольких звёзд.', 'The balance had fewer stars.'],
  INTERNAL: ['Что-то сломалось: смотрите журнал.', 'Something broke: look at the log.'],
} as const satisfies Words;

export const TEXTS = {
  facts: ['Об отправке', 'About the delivery'],
  now: ['Что сейчас', 'What now'],
  may: ['Что можно сделать', 'What can be done'],
  nothingToDo: ['Здесь вам ничего делать не нужно.', 'There is nothing for you to do here.'],
  attempt: ['Отправка и поставщик', 'Sending and supplier'],
  evidence: ['Доказательства', 'Evidence'],
  answers: ['Что ответил поставщик', 'What the supplier answered'],
  noAnswers: ['Поставщика не спрашивали.', 'No supplier was asked.'],
  reports: ['Что поставщик сообщил сам', 'What the supplier reported'],
  unclaimed: [
    'Ничьи сообщения поставщика около этого времени: один из этих заказов может быть нашим.',
    'Reports of the supplier near that time that belong to no delivery: one of these orders may be this one.',
  ],
  noUnclaimed: [
    'Ничьих сообщений поставщика около этого времени нет.',
    'There are no reports of the supplier near that time that belong to no delivery.',
  ],
  trail: ['Как было', 'What happened'],
  journals: ['Проводки', 'Journals'],
  messages: ['Сообщения пользователю', 'Messages to the user'],
  show: ['Показать получателя', 'Show the recipient'],
  logged: ['Просмотр записан в журнал действий.', 'The look was written to the audit log.'],
  recipient: ['Получатель', 'Recipient'],
  recipientName: ['Имя получателя', 'Name of the recipient'],
  note: ['Пожелание покупателя', 'Note of the buyer'],
  erased: ['стёрт', 'erased'],
} as const satisfies Record<string, Pair>;

/** The page for sending by hand. */
export const QUEUE = {
  title: ['Отправка вручную', 'Send by hand'],
  off: [
    'Сейчас звёзды отправляет поставщик: новое в эту очередь не приходит.',
    'The supplier sends the stars now: nothing new comes to this queue.',
  ],
  mine: ['У вас в руках', 'In your hands'],
  none: ['Вы ничего не взяли.', 'You have taken nothing.'],
  empty: ['Очередь пуста: отправки никто не ждёт.', 'The queue is empty: nobody waits for stars.'],
  waiting: ['Ждут отправки', 'Waiting to be sent'],
  others: ['Отправляют коллеги', 'Colleagues are sending'],
  second: ['Ждут второго человека', 'Wait for a second person'],
  own: ['отправляли вы: проверит другой', 'yours: another person checks'],
  check: ['Проверить', 'Check'],
  next: ['Взять следующую', 'Take the next'],
  nothing: ['Больше ничего не ждёт', 'Nothing waits any more'],
  proof: ['Подтверждение (номер перевода или ссылка)', 'Proof (number of the transfer, or a link)'],
  done: ['Отправлено, дальше', 'Sent, next'],
  doneSecond: ['Отправлено, на проверку', 'Sent, to be checked'],
  needsSecond: [
    'Крупная отправка: после вас её подтвердит другой сотрудник.',
    'A large delivery: another person confirms it after you.',
  ],
  giveBack: ['Вернуть в очередь', 'Give back'],
  howTo: [
    'Отправьте на аккаунт ниже ровно столько звёзд, впишите подтверждение и нажмите Enter.',
    'Send exactly this many stars to the account below, type the proof, and press Enter.',
  ],
  keys: [
    'Клавиши: N — следующая, C — скопировать получателя, Enter в поле — готово.',
    'Keys: N the next one, C copies the recipient, Enter in the field: done.',
  ],
  waits: ['Ждёт', 'Waits'],
} as const satisfies Record<string, Pair>;
