import type { NotAnother, Proposal, ProposalKind } from '../../../proposals/index.ts';
import type { Pair, Words } from '../../words/pair.ts';

/** The kinds of proposals. */
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
    'Записано. В одиночку это сделать нельзя: запрос ждёт другого человека в «Ждут решения»',
    'Saved. One person may not do this alone: the request waits for another person under “Waiting for approval”',
  ],
  done: ['Одобрено и выполнено', 'Approved and done'],
  rejected: ['Отклонено', 'Rejected'],
  cancelled: ['Запрос отозван', 'Taken back'],
};

/** Why this person may not be the second person. */
export const WHY_NOT: Readonly<Record<NotAnother, Pair>> = {
  self: ['Это ваш запрос.', 'This is your own request.'],
  made: [
    'Вы не можете одобрить: один из вас недавно создал, сбросил или повысил учётную запись другого, либо обе записи создал один человек. Пусть решит кто-то ещё.',
    'You cannot approve: one of you recently made, reset or raised the account of the other, or one person did it for both. Let somebody else decide.',
  ],
  device: [
    'Вы не можете одобрить: в этом же браузере работал автор запроса. Пусть решит кто-то ещё, со своего устройства.',
    'You cannot approve: the person who asked has used the same browser. Let somebody else decide, on a device of their own.',
  ],
  address: [
    'Вы не можете одобрить: вы и автор запроса работали с одного адреса. Если это общий офис, оператор может добавить его сеть.',
    'You cannot approve: you and the person who asked have used the same address. If it is a shared office, the operator can add its network.',
  ],
};

/** Entries in the queue of money, by table. */
export const QUEUED: Words = {
  refunds: ['Возврат', 'Refund'],
  adjustments: ['Корректировка', 'Adjustment'],
};

export const TEXTS = {
  queue: ['Ждут решения', 'Waiting for approval'],
  queueEmpty: ['Ничего не ждёт решения.', 'Nothing is waiting.'],
  stuck: ['Не вышло: нужен человек', 'Went wrong: a person is needed'],
  stuckEmpty: ['Сбоев нет.', 'Nothing went wrong.'],
  prices: ['Цены ждут второго человека', 'Prices that wait for a second person'],
  proposals: [
    'Доступ, пределы, правила, расхождения и казначейство',
    'Access, limits, rules, breaks and the treasury',
  ],
  proposalsEmpty: ['Ничего не ждёт.', 'Nothing is waiting.'],
  waits: ['Ждёт', 'Waits'],
  what: ['Что', 'What'],
  decide: ['Решить', 'Decide'],
  approve: ['Одобрить', 'Approve'],
  reject: ['Отклонить', 'Reject'],
  ownShort: ['ваш запрос: решает другой', 'your request: somebody else decides'],
  change: ['Что изменится', 'What would change'],
  news: ['Изменения доступа к деньгам', 'Changes of access to money'],
  newsRead: ['Прочитано', 'Read'],
} as const satisfies Record<string, Pair>;
