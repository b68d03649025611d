import type { HouseAccount, UserAccount } from '../../ledger/index.ts';
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
  promo: ['промокоды', 'promo codes'],
  delivery_cost: ['себестоимость доставки', 'cost of delivery'],
};

/** Actors, and owners of accounts. */
export const PARTIES = {
  shop: ['магазин', 'shop'],
  user: ['пользователь', 'user'],
  staff: ['сотрудник', 'staff'],
  system: ['система', 'system'],
} as const satisfies Record<string, Pair>;
