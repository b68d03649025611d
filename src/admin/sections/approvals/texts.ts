import type { NotAnother, Proposal, ProposalKind } from '../../../proposals/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

/** The kinds of wishes. */
export const KINDS: Readonly<Record<ProposalKind, Pair>> = {
  staff_create: ['новый сотрудник', 'new account'],
  staff_role: ['смена роли', 'change of role'],
  staff_enable: ['возврат доступа', 'access given back'],
  staff_password: ['сброс пароля', 'password reset'],
  staff_totp: ['сброс второго фактора', 'second factor reset'],
  limit: ['предел', 'limit'],
  fraud_rule: ['ослабление правила', 'weaker rule'],
  fraud_allow: ['исключение из проверок', 'exception from checks'],
  fraud_unblock: ['снятие с блокировки', 'off the block list'],
  break: ['зачисление по расхождению', 'credit of a break'],
  booking: ['запись о деньгах вне магазина', 'booking of money elsewhere'],
};

export const STATUSES: Readonly<Record<Proposal['status'], Pair>> = {
  waiting: ['ждёт второго человека', 'waits for a second person'],
  done: ['выполнено', 'done'],
  rejected: ['отклонено', 'rejected'],
  cancelled: ['отменено', 'cancelled'],
};

/** The notice after a step. */
export const NOTICES: Readonly<Record<Proposal['status'], Pair>> = {
  waiting: [
    'Записано. Одному так нельзя: ждёт другого человека в «Ждут решения»',
    'Written down. One person may not do this alone: it waits for another one under “Waiting for approval”',
  ],
  done: ['Одобрено и выполнено', 'Approved and done'],
  rejected: ['Отклонено', 'Rejected'],
  cancelled: ['Запрос отозван', 'Taken back'],
};

/** Why this person may not be the second person. */
export const WHY_NOT: Readonly<Record<NotAnother, Pair>> = {
  self: ['Это ваш запрос.', 'This is your own request.'],
  made: [
    'Вы не можете одобрить: одну из двух учётных записей недавно создал, сбросил или повысил другой из вас, либо обе — один человек. Пусть решит кто-то ещё.',
    'You cannot approve: one of the two accounts was lately made, reset or raised by the other, or both by one person. Let somebody else decide.',
  ],
  device: [
    'Вы не можете одобрить: в этом же браузере работал тот, кто запросил. Пусть решит кто-то ещё, со своего устройства.',
    'You cannot approve: who asked has used the same browser. Let somebody else decide, on a device of their own.',
  ],
  address: [
    'Вы не можете одобрить: вы и тот, кто запросил, работали с одного адреса. Если это общий офис, оператор записывает его сеть.',
    'You cannot approve: you and who asked have worked from one address. If it is a shared office, the operator states its network.',
  ],
};

/** Entries in the queue of money, by table. */
export const QUEUED: Words = {
  refunds: ['Возврат', 'Refund'],
  adjustments: ['Корректировка', 'Adjustment'],
};

export const TEXTS = {
  queue: ['Ждут решения', 'Waiting for approval'],
  queueEmpty: ['Никто ничего не ждёт.', 'Nothing is waiting.'],
  stuck: ['Не вышло: нужен человек', 'Went wrong: a person is needed'],
  stuckEmpty: ['Все отправки в порядке.', 'All is well.'],
  prices: ['Цены ждут второго человека', 'Prices that wait for a second person'],
  wishes: [
    'Доступ, пределы, правила, расхождения и казначейство',
    'Access, limits, rules, breaks and the treasury',
  ],
  wishesEmpty: ['Ничего не ждёт.', 'Nothing waits.'],
  waits: ['Ждёт', 'Waits'],
  what: ['Что', 'What'],
  decide: ['Решить', 'Decide'],
  approve: ['Одобрить', 'Approve'],
  reject: ['Отклонить', 'Reject'],
  ownShort: ['ваш запрос: решает другой', 'your own: somebody else decides'],
  change: ['Что изменится', 'What would change'],
  news: ['Изменения доступа к деньгам', 'Changes of access to money'],
  newsRead: ['Прочитано', 'Read'],
} as const satisfies Record<string, Pair>;
