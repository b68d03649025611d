import type { ErrorWords } from './words.ts';

/** The words for staff when something about a delivery of stars is refused. */
export const DELIVERY_ERRORS: ErrorWords = {
  DELIVERY_OFF: [
    'Так сейчас не отправляем: смотрите переменную DELIVERY.',
    'Nothing is sent that way now: see the variable DELIVERY.',
  ],
  DELIVERY_UNKNOWN: ['Такой отправки нет.', 'There is no such delivery.'],
  DELIVERY_STATE: [
    'В этом состоянии так нельзя: что-то успело измениться. Обновите страницу.',
    'It cannot do this in its state; something has changed. Reload the page.',
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
    'Поставщик звёзд не отвечает; ничего не заказано. Попробуем сами позже.',
    'The supplier of stars does not answer; nothing was ordered. It is tried again by itself.',
  ],
  SUPPLIER_CHANGED: [
    'Заказ у прежнего поставщика ещё без ответа: верните DELIVERY_SUPPLIER, пока он не закончится.',
    'An order at the former supplier has no answer yet: set DELIVERY_SUPPLIER back until it has ended.',
  ],
};
