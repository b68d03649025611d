import type { RefundReason } from '../../refunds/index.ts';
import type { Pair } from './pair.ts';

/** Reasons that the product itself writes, in the form of the ledger and the rules. */
export const OWN_REASONS: Readonly<Record<string, Pair>> = {
  'supplier gave the price back': ['поставщик вернул цену заказа', 'supplier gave the price back'],
  'paid by invoice': ['оплачено по счёту', 'paid by invoice'],
  'top-up by invoice': ['пополнение по счёту', 'top-up by invoice'],
  'invoice money to balance': ['деньги по счёту — на баланс', 'invoice money to balance'],
  'invoice money of a deleted account': [
    'деньги по счёту удалённого аккаунта',
    'invoice money of a deleted account',
  ],
  'refund to balance': ['возврат на баланс', 'refund to balance'],
  'refund, set aside for an address': [
    'возврат отложен для отправки на адрес',
    'refund, set aside for an address',
  ],
  'refund sent to the address': ['возврат отправлен на адрес', 'refund sent to the address'],
  'refund to an address given up: to balance': [
    'возврат на адрес отменён: на баланс',
    'refund to an address given up: to balance',
  ],
  'stars set aside for delivery': ['звёзды отложены для отправки', 'stars set aside for delivery'],
  'supplier paid': ['оплачено поставщику', 'supplier paid'],
  'stars delivered': ['звёзды дошли', 'stars delivered'],
  'stars returned to the balance': ['звёзды вернулись на баланс', 'stars returned to the balance'],
  'first price list': ['первый прайс-лист', 'first price list'],
  'first rules': ['пришло с продуктом', 'came with the product'],
  'a note harms nobody': ['пришло с продуктом', 'came with the product'],
  'stars that left do not come back; a review costs little': ['пришло с продуктом', 'came with the product'],
  'an entry is itself a decision of a person': ['пришло с продуктом', 'came with the product'],
};

export const STARS_FROM_BALANCE: Pair = ['{{n}} звёзд с баланса', '{{n}} stars from balance'];

/** Reasons that a person chooses from. */
export const REASON_WORDS: Readonly<Record<RefundReason, Pair>> = {
  not_delivered: ['звёзды не пришли', 'not delivered'],
  duplicate_payment: ['двойная оплата', 'duplicate payment'],
  wrong_amount: ['неверная сумма', 'wrong amount'],
  customer_request: ['просьба пользователя', 'customer’s request'],
  service_failure: ['наш сбой', 'our failure'],
  goodwill: ['жест доброй воли', 'goodwill'],
  correction: ['исправление ошибки', 'correction'],
  fraud: ['мошенничество', 'fraud'],
  other: ['другое', 'other'],
};
