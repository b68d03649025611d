import type { Pair } from './pair.ts';

/**
 * Acts of the audit log that are not an action of a section, and their words. If a section has an action of the same
 * name, the full name of the act is used here.
 */
export const OTHER_ACTS: readonly { readonly name: string; readonly label: Pair }[] = [
  { name: 'login', label: ['вход', 'sign-in'] },
  { name: 'logout', label: ['выход', 'sign-out'] },
  { name: 'session_closed', label: ['закрыт сеанс', 'session closed'] },
  { name: 'sessions_closed', label: ['закрыты остальные сеансы', 'other sessions closed'] },
  { name: 'password_changed', label: ['сменён свой пароль', 'own password changed'] },
  { name: 'export', label: ['выгрузка', 'export'] },
  { name: 'verify', label: ['проверка', 'verification'] },
  { name: 'pause', label: ['пауза', 'paused'] },
  { name: 'resume', label: ['снова работает', 'resumed'] },
  { name: 'put', label: ['действие с задачами', 'action on jobs'] },
  { name: 'post', label: ['действие с задачами', 'action on jobs'] },
  { name: 'patch', label: ['действие с задачами', 'action on jobs'] },
  { name: 'delete', label: ['действие с задачами', 'action on jobs'] },
  { name: 'password_set', label: ['пароль задан по ссылке', 'password set by link'] },
  {
    name: 'second_factor_given_up',
    label: ['второй фактор снят по ссылке', 'second factor given up by link'],
  },
  { name: 'created', label: ['создан оператором', 'made by the operator'] },
  { name: 'staff.link', label: ['ссылка выдана оператором', 'link given by the operator'] },
  { name: 'proposal_approved', label: ['одобрено оператором', 'approved by the operator'] },
  { name: 'proposal_rejected', label: ['отклонено оператором', 'rejected by the operator'] },
  { name: 'added', label: ['добавлено', 'added'] },
  { name: 'changed', label: ['изменено', 'changed'] },
  { name: 'deleted', label: ['удалено', 'deleted'] },
  // Acts on texts, from before the database wrote these rows.
  { name: 'addFaq', label: ['Новый вопрос', 'New question'] },
  { name: 'editFaq', label: ['Изменить', 'Edit'] },
  { name: 'removeFaq', label: ['Удалить', 'Delete'] },
  { name: 'addReply', label: ['Новый ответ', 'New reply'] },
  { name: 'editReply', label: ['Изменить', 'Edit'] },
  { name: 'removeReply', label: ['Удалить', 'Delete'] },
  { name: 'second_person_rule', label: ['правило второго человека', 'rule of the second person'] },
];
