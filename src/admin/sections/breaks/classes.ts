import type { BreakClass } from '../../../breaks/index.ts';
import type { Pair } from '../../words/pair.ts';

/** What differs. */
export const CLASSES: Readonly<Record<BreakClass, Pair>> = {
  missing_at_provider: ['у системы нет такого счёта', 'missing at provider'],
  missing_with_us: ['у нас нет такого счёта', 'missing with us'],
  amount: ['сумма', 'amount'],
  currency: ['валюта', 'currency'],
  status: ['статус', 'status'],
  duplicate: ['два счёта под одним номером', 'duplicate'],
  paid_not_delivered: ['оплачено, не выдано', 'paid, not delivered'],
  delivered_not_paid: ['выдано, не оплачено', 'delivered, not paid'],
  unreadable: ['не прочитать', 'unreadable'],
  owner_gone: ['владелец удалил аккаунт', 'owner deleted the account'],
  supply_missing_at_supplier: ['у поставщика нет такого заказа', 'missing at the supplier'],
  supply_missing_with_us: ['заказ у поставщика, которого нет у нас', 'supplier’s order missing with us'],
  supply_stars: ['другое число звёзд', 'stars differ'],
  supply_recipient: ['другой получатель', 'recipient differs'],
  supply_status: ['поставщик говорит об исходе другое', 'supplier’s outcome differs'],
  supply_paid_not_delivered: ['поставщику заплачено, звёзд нет', 'supplier paid, not delivered'],
  supply_twice: ['два заказа на одну отправку', 'ordered twice'],
};

/** What each class means. */
export const ABOUT: Readonly<Record<BreakClass, Pair>> = {
  missing_at_provider: [
    'У нас есть счёт, о котором платёжная система не знает.',
    'We have an invoice that the provider does not know.',
  ],
  missing_with_us: [
    'У платёжной системы есть счёт, которого нет у нас.',
    'The provider has an invoice that we do not know.',
  ],
  amount: ['Цена или пришедшие деньги не сходятся.', 'The price or the money received differ.'],
  currency: [
    'Система считает в другой валюте, чем мы просили.',
    'The provider counts in another currency than we asked for.',
  ],
  status: [
    'Система противоречит тому, что говорила раньше, или сообщает неизвестный статус.',
    'The provider contradicts its earlier answer, or gives an unknown status.',
  ],
  duplicate: [
    'У системы два счёта под одним нашим номером.',
    'The provider has two invoices under one name of ours.',
  ],
  paid_not_delivered: [
    'Деньги у системы, а покупатель ничего не получил.',
    'The provider has the money, and the buyer got nothing.',
  ],
  delivered_not_paid: [
    'Покупатель своё получил, а денег нет или они ушли обратно.',
    'The buyer got the value, and the money did not come or went back.',
  ],
  owner_gone: [
    'Деньги пришли для удалённого аккаунта. Они на счёте «до выяснения» и никому не зачислены.',
    'Money came for a deleted account. It is in suspense, and nobody got it.',
  ],
  unreadable: [
    'В ответе системы есть строка, в которой важное не прочитать. Остальные строки сверены.',
    'The provider sent a row whose important fields cannot be read. All other rows were compared.',
  ],
  supply_missing_at_supplier: [
    'Отправка ушла поставщику, а в его списке такого заказа нет.',
    'A delivery was ordered, and the supplier’s list does not have it.',
  ],
  supply_missing_with_us: [
    'У поставщика есть заказ, который не относится ни к одной нашей отправке.',
    'The supplier has an order that belongs to no delivery of ours.',
  ],
  supply_stars: [
    'Поставщик взял заказ на другое число звёзд.',
    'The supplier took the order for another number of stars.',
  ],
  supply_recipient: [
    'Поставщик взял заказ для другого аккаунта.',
    'The supplier took the order for another account.',
  ],
  supply_status: [
    'У нас отправка закончилась одним исходом, у поставщика другим.',
    'The delivery ended in one way with us, and in another way at the supplier.',
  ],
  supply_paid_not_delivered: [
    'Мы заплатили, а поставщик закрыл заказ как неоплаченный.',
    'We paid, and the supplier ended the order as unpaid.',
  ],
  supply_twice: [
    'У поставщика второй заказ тому же человеку на столько же звёзд.',
    'The supplier has a second order to the same person for as many stars.',
  ],
};

/** What a person does about each class. */
export const ADVICE: Readonly<Record<BreakClass, Pair>> = {
  missing_at_provider: [
    'Найдите номер в кабинете системы. Денег не было — «Ничего не делать». Были — «Зачислить покупателю» с суммой из кабинета.',
    'Look up the id in the provider’s dashboard. No money came: ignore. Money came: credit with the amount from the dashboard.',
  ],
  missing_with_us: [
    'Чей он? Известно — «Зачислить пользователю». Пока неизвестно — «До выяснения». Чужой или проба — «Ничего не делать».',
    'Whose is it? Known: link to the user. Not yet: write off to suspense. Another shop or a test: ignore.',
  ],
  amount: [
    'Сравните стороны и перевод в кабинете. Пришло целиком — «Зачислить покупателю». Вернули вручную — «Ушло возвратом», а если у нас не учтено — «Провайдер вернул сам».',
    'Compare both sides and the transfer in the dashboard. It came in full: credit. Paid back by hand: gone as a refund; if we never booked it: sent back.',
  ],
  currency: [
    'Зачислите, сколько это стоит по курсу дня, расчёт напишите в причине.',
    'Credit its value at the rate of the day, and write the calculation into the reason.',
  ],
  status: [
    'Посмотрите события заказа с самого раннего, спросите систему.',
    'Look at the events of the order, oldest first, and ask the provider.',
  ],
  duplicate: [
    'Есть деньги на втором счёте — «Зачислить покупателю». Нет — «Ничего не делать».',
    'Money on the second: credit. None: ignore.',
  ],
  paid_not_delivered: [
    'Часто исправляется само при следующей сверке. Если нет — «Зачислить покупателю».',
    'A sweep often heals it. If not: credit.',
  ],
  delivered_not_paid: [
    'Вернул коллега — «Ушло возвратом» и номер возврата. Убыток — корректировка баланса, затем «Ничего не делать» с её номером.',
    'Refunded by a colleague: gone as a refund, and name it. A loss: an adjustment, then ignore with its id.',
  ],
  owner_gone: [
    'Владелец нашёлся — откройте деньги до выяснения ниже и отдайте их его новому аккаунту: одобрит другой сотрудник. После этого расхождение закроется само.',
    'The owner turned up: open the money in suspense below and release it to the new account; another person approves. The break then closes by itself.',
  ],
  unreadable: [
    'Найдите платёж в кабинете системы. Деньги пришли, а у нас не учтены — зачислите. Иначе закройте: то же самое больше не откроется. Когда строку удастся прочитать, расхождение закроется само.',
    'Find the payment in the provider’s dashboard. Money came and is not booked: credit. Otherwise ignore: the same answer does not open a break again. It closes by itself when the row can be read.',
  ],
  supply_missing_at_supplier: [
    'Откройте отправку и спросите поставщика по номеру заказа. Исход решают там, это расхождение потом закройте с номером ответа.',
    'Open the delivery and ask the supplier by the order’s number. Decide there; then close this break with the number of the answer.',
  ],
  supply_missing_with_us: [
    'Похоже на неясную отправку — привяжите к ней этот заказ. Заказали вручную — закройте с пояснением. Иначе смените ключ поставщика: им пользуется кто-то ещё.',
    'It looks like an uncertain delivery: adopt the order there. Ordered by hand: close with a note. Else change the supplier’s key: somebody else uses it.',
  ],
  supply_stars: [
    'Не платите и не подтверждайте, пока поставщик не ответит. Разницу оформляют корректировкой.',
    'Neither pay nor confirm before the supplier has answered. The difference is corrected by an adjustment.',
  ],
  supply_recipient: [
    'Звёзды ушли не тому — спросите поставщика. Покупателю отправьте заново после решения.',
    'Stars went to somebody else: ask the supplier. Send to the buyer again when that is decided.',
  ],
  supply_status: [
    'Сверьте подтверждение у получателя и у поставщика. Отправка сама не изменится: звёзды и деньги правят корректировкой.',
    'Check the proof with the recipient and the supplier. The delivery stays as it is: stars and money are corrected by an adjustment.',
  ],
  supply_paid_not_delivered: [
    'Найдите наш платёж в сети и спросите поставщика с его номером. Деньги вернутся на тот же кошелёк.',
    'Find our payment on the chain and ask the supplier with its id. The money comes back to the same wallet.',
  ],
  supply_twice: [
    'Проверьте, пришло ли получателю дважды. Если да, убыток — на себестоимость, и разберитесь, откуда второй заказ.',
    'Check whether the recipient got them twice. If so the loss is a cost; find out where the second order came from.',
  ],
};
