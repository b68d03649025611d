import type { ErrorWords } from './words.ts';

/** The words for staff when a refund or an adjustment is refused. */
export const REFUND_ERRORS: ErrorWords = {
  REFUND_UNKNOWN: ['Такого возврата нет.', 'There is no such refund.'],
  REFUND_STATE: [
    'В этом состоянии так нельзя: кто-то успел раньше. Обновите страницу.',
    'It cannot do this in its state; somebody was faster. Reload the page.',
  ],
  REFUND_NOT_ALLOWED: [
    'Это больше вашего предела, или ваша роль этого не может. Попросите финансы.',
    'This is above your limit, or your role may not do it. Ask finance.',
  ],
  REFUND_OWN: [
    'Это ваш запрос: одобряет и отклоняет его другой сотрудник.',
    'This is your own request: another person approves or rejects it.',
  ],
  REFUND_EXCEEDS_PAID: [
    'Больше, чем осталось: вернуть можно не больше {left}.',
    'More than is left: at most {left} can go back.',
  ],
  REFUND_SOURCE: [
    'Этим путём эти деньги не вернуть. Выберите другое назначение или другой заказ.',
    'This money cannot go back this way. Choose the other destination, or another order.',
  ],
  REFUND_BUSY: [
    'По этому счёту уже есть возврат на кошелёк. Остальное верните на баланс.',
    'There is a refund of this invoice to a wallet already. Refund the rest to the balance.',
  ],
  REFUND_VALUE_SPENT: [
    'У пользователя уже нет того, что пришлось бы списать. Верните меньше или договоритесь с ним.',
    'The user no longer has what it would take back. Refund less, or agree with the user.',
  ],
  REFUND_UNCERTAIN: [
    'Неясно, не ушли ли деньги. Система должна сказать, что нет; спросить её можно через {waitSeconds} с.',
    'It is not certain that nothing was sent. The provider has to say so; ask it in {waitSeconds} s.',
  ],
  REFUND_ADDRESS_LISTED: [
    'Кошелёк в списке блокировки. Сначала отклоните флаг пользователя (раздел «Флаги») или запросите другой адрес.',
    'The wallet is on the block list. Dismiss the flag of its user first, or ask for another address.',
  ],
  PAYOUT_KEY_MISSING: ['Не задан ключ выплат.', 'The payout key is not set.'],
  USER_UNKNOWN: [
    'Такого пользователя нет, или он удалил аккаунт.',
    'There is no such user, or the account was deleted.',
  ],
  JOURNAL_UNKNOWN: [
    'Под этой проводкой до выяснения ничего не лежит.',
    'Nothing lies in suspense under this journal.',
  ],
  KEY_REUSED: ['Форма устарела. Откройте её заново.', 'The form is out of date. Open it again.'],
};
