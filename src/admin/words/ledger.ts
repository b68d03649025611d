import type { HouseAccount, UserAccount } from '../../ledger/index.ts';
import type { RefundReason } from '../../refunds/index.ts';
import type { Pair } from './pair.ts';

/** Kinds of accounts. */
export const ACCOUNT_KINDS: Readonly<Record<UserAccount | HouseAccount, Pair>> = {
  wallet: ['кошелёк', 'wallet'],
  stars: ['звёзды', 'stars'],
  hold: ['удержание', 'hold'],
  delivery: ['звёзды в пути', 'stars on their way'],
  provider_clearing: ['расчёты с платёжной системой', 'provider clearing'],
  revenue: ['выручка', 'revenue'],
  fees: ['комиссии', 'fees'],
  bonus: ['бонусы', 'bonus'],
  star_stock: ['выпуск звёзд', 'star stock'],
  refunds: ['возвраты', 'refunds'],
  suspense: ['до выяснения', 'suspense'],
  adjustments: ['корректировки', 'adjustments'],
  delivered: ['доставленные звёзды', 'delivered stars'],
  capital: ['вложения владельца', 'owner’s capital'],
  ton_wallet: ['наш кошелёк TON', 'our TON wallet'],
  supplier_float: ['остаток у поставщика', 'balance at the supplier'],
  supplier_due: ['за поставщиком', 'due from the supplier'],
  delivery_cost: ['себестоимость доставки', 'cost of delivery'],
};

/** Actors, and owners of accounts. */
export const PARTIES = {
  shop: ['магазин', 'shop'],
  user: ['пользователь', 'user'],
  staff: ['сотрудник', 'staff'],
  system: ['система', 'system'],
} as const satisfies Record<string, Pair>;

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
