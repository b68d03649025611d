import type { SupplyState } from '../../../shop/index.ts';
import type { FundingEnd, IncomingBooking, Place } from '../../../treasury/index.ts';
import type { SupplierName } from '../../../suppliers/index.ts';
import type { Pair } from '../../words/pair.ts';

/** Where money of the shop lies. */
export const PLACES: Readonly<Record<Place, Pair>> = {
  heleket: ['баланс в Heleket', 'balance at Heleket'],
  ton_wallet: ['наш кошелёк TON', 'our TON wallet'],
  istar: ['баланс в iStar', 'balance at iStar'],
};

/** The ends of a movement. */
export const ENDS: Readonly<Record<FundingEnd, Pair>> = {
  capital: ['деньги владельца', 'money of the owner'],
  ...PLACES,
};

/** How a movement is written down. */
export const BOOKINGS = {
  funding: ['переложили деньги', 'money was moved'],
  return: ['поставщик вернул цену заказа', 'a supplier gave the price of an order back'],
  known: ['записано раньше', 'was booked before'],
} as const satisfies Record<string, Pair>;

/** What a person says about a transfer that came in. */
export const AS: Readonly<Record<IncomingBooking['as'], Pair>> = {
  return: ['Поставщик вернул цену заказа', 'A supplier gave the price of an order back'],
  capital: ['Деньги владельца', 'Money of the owner'],
  heleket: ['Выплата из Heleket', 'A payout of Heleket'],
  known: ['Уже записано (treasury fund)', 'Booked before (treasury fund)'],
};

/** Whether a transfer that came in is written down. */
export const CAME_IN = {
  open: ['не записан', 'not booked'],
  waiting: ['ждёт второго человека', 'waits for a second person'],
  booked: ['записан', 'booked'],
} as const satisfies Record<string, Pair>;

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
    'Деньги, которые переложили вручную, нужно записать: до этого здесь видна разница.',
    'Money that was moved by hand has to be booked: until then there is a difference here.',
  ],
  toBookings: ['Записи казначейства', 'Bookings of the treasury'],
  openIncoming: ['Переводов, которые не записаны: {{n}}', 'Transfers that are not booked: {{n}}'],
  what: ['Что это за перевод', 'What this transfer is'],
  delivery: ['Номер отправки', 'Id of the delivery'],
  deliveryHint: [
    'Отправка должна быть закончена и оплачена с нашего кошелька. Номер — на странице отправки.',
    'The delivery must be over and paid from our wallet. Its page has the id.',
  ],
  remark: ['Чем это подтверждено (увидят коллеги)', 'What proves it (colleagues will see it)'],
  check: ['Проверить проводку', 'Check the postings'],
  book: ['Записать', 'Book'],
  back: ['Назад', 'Back'],
  planned: ['Проводка', 'Postings'],
  nothingPosted: [
    'Проводки не будет: деньги уже записаны.',
    'Nothing is posted: the money was booked before.',
  ],
  willWait: [
    'Сумма больше предела: запишем после второго человека.',
    'Above the limit: booked after a second person.',
  ],
  booked: ['Записано', 'Booked'],
  bookedBefore: ['Это уже записано раньше, ничего не изменилось', 'This was booked before; nothing changed'],
  willBook: ['Запишется сразу.', 'It is booked at once.'],
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
  price: ['Цена', 'Price'],
  withoutCost: [
    'Отправки без известной цены в валюте магазина (например, вручную): {{n}}. В суммах их нет.',
    'Deliveries without a known price in the shop’s coin (sent by hand, for example): {{n}}. The amounts leave them out.',
  ],
} as const satisfies Record<string, Pair>;
