import type { ErrorWords } from './words.ts';

/** The words for staff when a refund or an adjustment is refused. */
export const REFUND_ERRORS: ErrorWords = {
  REFUND_UNKNOWN: ['Такого возврата нет.', 'There is no such refund.'],
  REFUND_STATE: [
    'Возврат уже в другом состоянии: кто-то успел раньше. Обновите страницу.',
    'Somebody was faster: the refund is in another state now. Reload the page.',
  ],
  REFUND_NOT_ALLOWED: [
    'Сумма больше вашего предела, или ваша роль этого не может. Обратитесь к финансам.',
    'The amount is above your limit, or your role may not do this. Ask finance.',
  ],
  REFUND_OWN: [
    'Это ваш запрос: решает другой сотрудник.',
    'This is your own request, so another person decides.',
  ],
  REFUND_EXCEEDS_PAID: [
    'Столько вернуть нельзя: осталось не больше {left}.',
    'This is too much: at most {left} can be refunded.',
  ],
  REFUND_SOURCE: [
    'Эти деньги нельзя вернуть таким способом. Выберите другое назначение или другой заказ.',
    'This money cannot be refunded in this way. Choose the other destination, or another order.',
  ],
  REFUND_BUSY: [
    'По этому счёту уже есть возврат на кошелёк. Остальное верните на баланс.',
    'This invoice already has a refund to a wallet. Refund the rest to the balance.',
  ],
  REFUND_VALUE_SPENT: [
    'Пользователь уже потратил то, что нужно списать. Верните меньше или договоритесь с ним.',
    'The user has already spent what the refund would take back. Refund less, or agree with the user.',
  ],
  REFUND_UNCERTAIN: [
    'Пока неизвестно, ушли ли деньги. Платёжная система должна ответить, что не ушли. Спросить её можно через {waitSeconds} с.',
    'It is not known whether the money was sent. The provider must first say that it was not. You can ask in {waitSeconds} s.',
  ],
  REFUND_ADDRESS_LISTED: [
    'Кошелёк в списке блокировки. Сначала отклоните флаг пользователя (раздел «Флаги») или запросите другой адрес.',
    'The wallet is on the block list. First dismiss the flag of the user, or ask for another address.',
  ],
  PAYOUT_KEY_MISSING: ['Не задан ключ выплат.', 'The payout key is not set.'],
  USER_UNKNOWN: [
    'Такого пользователя нет, или он удалил аккаунт.',
    'There is no such user, or the account was deleted.',
  ],
  JOURNAL_UNKNOWN: [
    'На счёте «до выяснения» по этой проводке денег нет.',
    'This journal has no money in suspense.',
  ],
  KEY_REUSED: ['Форма устарела. Откройте её заново.', 'The form is out of date. Open it again.'],
};
