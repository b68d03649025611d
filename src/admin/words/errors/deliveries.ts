import type { ErrorWords } from './words.ts';

/** The words for staff when something about a delivery of stars is refused. */
export const DELIVERY_ERRORS: ErrorWords = {
  DELIVERY_OFF: [
    'Этот способ отправки выключен. Его задаёт переменная DELIVERY.',
    'This way of sending is off. The variable DELIVERY sets it.',
  ],
  DELIVERY_UNKNOWN: ['Такой отправки нет.', 'There is no such delivery.'],
  DELIVERY_STATE: [
    'Отправка уже в другом состоянии, это действие недоступно. Обновите страницу.',
    'The delivery has changed, so this is no longer possible. Reload the page.',
  ],
  PAYMENT_NOT_PROVED: [
    'Эта транзакция не оплачивает платёж: у нашего кошелька её нет, или в ней другая сумма, получатель или memo.',
    'This transaction does not pay it: our wallet has none like it, or its amount, receiver or memo is another.',
  ],
  DELIVERY_CLAIMED: [
    'Эту отправку взял другой сотрудник. Возьмите следующую.',
    'Another person has taken this delivery. Take the next one.',
  ],
  RECIPIENT_INVALID: ['Это не имя аккаунта Telegram.', 'This is not the name of a Telegram account.'],
  RECIPIENT_REFUSED: [
    'Такого аккаунта нет, или он не может получать звёзды.',
    'There is no such account, or it cannot receive stars.',
  ],
  SUPPLIER_UNAVAILABLE: [
    'Поставщик звёзд не отвечает, ничего не заказано. Система сама попробует позже.',
    'The supplier of stars does not answer. Nothing was ordered. The system tries again by itself.',
  ],
  SUPPLIER_CHANGED: [
    'Прежний поставщик ещё не ответил о заказе. Верните прежнее значение DELIVERY_SUPPLIER, пока отправка не закончится.',
    'The former supplier has not answered about its order yet. Set DELIVERY_SUPPLIER back until the delivery has ended.',
  ],
};
