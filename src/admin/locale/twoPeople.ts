import type { Pairs } from './pair.ts';

/** Everything that is said about what one person asks for and another one decides; the other files take their part from here. */

export const WISH_SECTIONS: Pairs = {
  staff_changes: ['Изменения доступа', 'Changes of access'],
  limit_changes: ['Изменения пределов', 'Changes of limits'],
  fraud_changes: ['Изменения правил', 'Changes of rules'],
  break_changes: ['Зачисления по расхождениям', 'Credits of breaks'],
};

export const WISH_RECORDS: Pairs = {
  staff_changes: ['Изменение доступа', 'Change of access'],
  limit_changes: ['Изменение предела', 'Change of a limit'],
  fraud_changes: ['Изменение правила', 'Change of a rule'],
  break_changes: ['Зачисление по расхождению', 'Credit of a break'],
};

export const WISH_ACTION_NAMES: Pairs = {
  accessLink: ['Одноразовая ссылка', 'One-time link'],
  password: ['Сбросить пароль', 'Reset password'],
};

export const WISH_COLUMNS: Pairs = {
  decider: ['Решил', 'Decided by'],
  wanted: ['Что просят', 'Wanted'],
  link_for: ['Ссылку выдаёт', 'Link is handed on by'],
};

export const WISH_KINDS: Pairs = {
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
};

export const WISH_NOTICES: Pairs = {
  proposal_waiting: [
    'Записано. Одному так нельзя: ждёт другого человека в «Ждут решения»',
    'Written down. One person may not do this alone: it waits for another one under “Waiting for approval”',
  ],
  proposal_done: ['Одобрено и выполнено', 'Approved and done'],
  proposal_rejected: ['Отклонено', 'Rejected'],
  proposal_cancelled: ['Запрос отозван', 'Taken back'],
  staff_link: [
    'Готово. Возьмите одноразовую ссылку на странице сотрудника и передайте её человеку',
    'Done. Take the one-time link on the person’s page and hand it on',
  ],
};

export const WISH_AUDIT: Pairs = {
  password_set: ['пароль задан по ссылке', 'password set by link'],
  second_factor_given_up: ['второй фактор снят по ссылке', 'second factor given up by link'],
  created: ['создан оператором', 'made by the operator'],
  link: ['ссылка выдана оператором', 'link given by the operator'],
  proposal_approved: ['одобрено оператором', 'approved by the operator'],
  proposal_rejected: ['отклонено оператором', 'rejected by the operator'],
  second_person_rule: ['правило второго человека', 'rule of the second person'],
};

export const WISH_SCREENS: Pairs = {
  waitingTitle: ['Доступ, пределы, правила и расхождения', 'Access, limits, rules and breaks'],
  empty: ['Ничего не ждёт.', 'Nothing waits.'],
  change: ['Что изменится', 'What would change'],
  operator: ['оператор сервера', 'operator of the server'],
  news: ['Изменения доступа к деньгам', 'Changes of access to money'],
  newsRead: ['Прочитано', 'Read'],
  newsBy: ['{{who}}', '{{who}}'],
  banner: ['Изменён доступ к деньгам: {{n}}. Проверьте.', 'Access to money changed: {{n}}. Please look.'],
  linkAbout: [
    'Ссылка откроет человеку страницу, где он сам задаст пароль (или снимет второй фактор). Она сработает один раз, действует сутки и показывается только сейчас; новая отменит прежнюю. Передайте её лично.',
    'The link opens a page on which the person sets the password (or gives up the second factor). It works once, for a day, and is shown only now; a new one ends the one before. Hand it over in person.',
  ],
  linkUntil: ['Действует до {{time}}.', 'Works until {{time}}.'],
  takeLink: ['Выдать ссылку', 'Make the link'],
  copy: ['Скопировать', 'Copy'],
  why: {
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
  },
};

/** What staff read when the second person is missing. */
export const WISH_ERROR_TEXTS = {
  SECOND_PERSON: [
    'Одобрить должен другой человек: ваша учётная запись и запись того, кто запросил, связаны ({reason}: made — создание или сброс, device — один браузер, address — один адрес). Запрос ждёт кого-то ещё.',
    'Another person must approve: your account and the one that asked belong together ({reason}: made or reset by the other, the same device, the same address). The request waits for somebody else.',
  ],
  SECOND_PERSON_NEEDED: [
    'Одному так нельзя: нужен второй человек.',
    'One person may not do this alone: it takes a second one.',
  ],
  PROPOSAL_UNKNOWN: ['Такого запроса нет.', 'There is no such request.'],
  PROPOSAL_STATE: [
    'Запрос уже решён, или то, о чём он, с тех пор изменилось. Обновите страницу и запросите заново, если ещё нужно.',
    'The request is decided, or what it is about has changed since. Reload the page and ask anew if it is still wanted.',
  ],
  PROPOSAL_WAITS: [
    'Об этом уже ждёт решения другой запрос. Сначала решите или отзовите его.',
    'Another request about this waits. Decide it or take it back first.',
  ],
  PROPOSAL_OWN: [
    'Свой запрос одобряет и отклоняет кто-то другой.',
    'Somebody else decides on your own request.',
  ],
  LINK_INVALID: [
    'Ссылку взять нельзя: её уже использовали, прошла неделя или запрашивал не вы.',
    'There is no link to take: it was used, a week has passed, or somebody else asked.',
  ],
} as const;
