import type { SupplyState } from '../../../shop/index.ts';
import type { Place } from '../../../treasury/index.ts';
import type { SupplierName } from '../../../suppliers/index.ts';
import type { Pair } from '../../words/pair.ts';

/** Where money of the shop lies. */
export const PLACES: Readonly<Record<Place, Pair>> = {
  heleket: ['баланс в Heleket', 'balance at Heleket'],
  ton_wallet: ['наш кошелёк TON', 'our TON wallet'],
  istar: ['баланс в iStar', 'balance at iStar'],
};

/** Who named a price. Nobody does for sending by hand. */
export const SUPPLIERS: Readonly<Record<Exclude<SupplierName, 'manual'>, Pair>> = {
  mystars: ['MyStars', 'MyStars'],
  istar: ['iStar', 'iStar'],
};

/** Why selling stands as it does. */
export const REASONS: Readonly<Record<SupplyState['why'], Pair>> = {
  covered: ['Денег хватает.', 'There is enough money.'],
  short: ['Денег не хватает: пополните остаток.', 'There is not enough money: fill the float.'],
  blind: [
    'Поставщик или остаток не отвечает. Через полчаса продажи остановятся.',
    'The supplier or the balance cannot be read. After half an hour selling stops.',
  ],
  unknown: [
    'Неизвестно, сколько стоит звезда, поэтому ничего не останавливаем. Задайте STAR_COST или дождитесь первой отправки.',
    'Nobody has said what a star costs, so nothing is decided. Set STAR_COST, or wait for the first delivery.',
  ],
};

export const TEXTS = {
  line: ['Хватает ли денег на проданное', 'Does the money cover what is sold'],
  selling: ['Продаём', 'Selling'],
  stopped: ['Продажи остановлены', 'Selling is stopped'],
  notWatched: [
    'Звёзды шлёт не поставщик, поэтому продажи сами не останавливаются.',
    'No supplier sends the stars, so selling does not stop by itself.',
  ],
  held: ['Есть', 'There is'],
  needed: ['Нужно', 'Needed'],
  waiting: ['Звёзд продано и ещё не куплено', 'Stars sold and not bought yet'],
  reserve: ['Звёзд в запасе', 'Stars in reserve'],
  starCost: ['Себестоимость звезды', 'A star costs'],
  lookedAt: ['Проверено', 'Looked at'],
  changes: ['Когда останавливались и продолжали', 'When selling stopped and went on'],
  places: ['Где лежат деньги', 'Where the money lies'],
  place: ['Где', 'Place'],
  there: ['Там', 'There'],
  ledger: ['По нашему учёту', 'By our ledger'],
  difference: ['Разница', 'Difference'],
  read: ['Прочитано', 'Read'],
  statement: ['Выписка', 'Statement'],
  never: ['ещё не читали', 'not read yet'],
  booking: [
    'Деньги, которые переложили вручную, записывает команда treasury fund: до неё здесь видна разница.',
    'Money that was moved by hand is booked by the command treasury fund: until then there is a difference here.',
  ],
  history: ['За 30 дней, на конец дня (UTC)', 'The last 30 days, at the end of each day (UTC)'],
  day: ['День', 'Day'],
  byPackage: ['Маржа по пакетам, 30 дней', 'Margin by package, 30 days'],
  byDay: ['Маржа по дням, 30 дней', 'Margin by day, 30 days'],
  package: ['Пакет', 'Package'],
  fromBalance: ['звёзды с баланса', 'stars of the balance'],
  deliveries: ['Отправок', 'Deliveries'],
  delivered: ['Звёзд', 'Stars'],
  soldFor: ['Продано за', 'Sold for'],
  cost: ['Себестоимость', 'Cost'],
  margin: ['Маржа', 'Margin'],
  withoutCost: [
    'Отправки без известной цены в валюте магазина (например, вручную): {{n}}. В суммах их нет.',
    'Deliveries without a known price in the shop’s coin (sent by hand, for example): {{n}}. The amounts leave them out.',
  ],
} as const satisfies Record<string, Pair>;
