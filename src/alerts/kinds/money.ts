import type { KindSpec } from '../types.ts';

/** Money and stars that wait for a person; flags that hold buyers up. */
export const MONEY = {
  'ton.stuck': {
    area: 'money',
    title: [
      'Платёж с нашего кошелька TON завис: новые не отправляются, пока его не проверят',
      'A payment from our TON wallet is stuck: no others are made until somebody looks at it',
    ],
    why: ['Номер платежа заняло другое сообщение.', 'Another message took the number of the payment.'],
    todo: ['Её покажет npm run cli -- ton resolve.', 'npm run cli -- ton resolve names it.'],
  },
  'ton.funds': {
    area: 'money',
    title: [
      'На нашем кошельке TON не хватает монет: платежи ждут пополнения',
      'Our TON wallet holds too little: payments wait for it to be funded',
    ],
    why: ['Платежи поставщику ждут.', 'Payments to the supplier wait.'],
    todo: [
      'Переведите монеты на кошелёк: платежи пойдут сами.',
      'Send coins to it. The payments go on by themselves.',
    ],
  },
  supply: {
    area: 'money',
    where: '/admin/pages/treasury',
    title: [
      'Продажи звёзд остановлены: причина в разделе «Казначейство»',
      'Selling of stars is stopped: the treasury page says why',
    ],
    why: [
      'Остатка не хватает на проданное, или поставщика полчаса не удаётся прочитать.',
      'The float does not cover what is sold, or the supplier could not be read for half an hour.',
    ],
    todo: [
      'Пополните остаток и запишите это командой treasury fund: продажи пойдут сами.',
      'Fill the float and book it with treasury fund. Selling goes on by itself.',
    ],
  },
  cost: {
    area: 'money',
    where: '/admin/pages/treasury',
    title: [
      'Пакет {{about}} ⭐ стоит нам дороже, чем продаётся',
      'The package of {{about}} ⭐ costs us more than it is sold for',
    ],
    why: ['Поставщик поднял цену выше нашей.', 'The supplier raised its price above ours.'],
    todo: [
      'Поднимите цену пакета или выключите его в разделе «Пакеты».',
      'Raise the price of the package, or switch the package off in the section Packages.',
    ],
  },
  'deliveries.person': {
    area: 'money',
    where: '/admin/resources/deliveries',
    title: [
      'Есть отправки звёзд, по которым должен решить человек',
      'There are deliveries of stars that a person must decide about',
    ],
    why: [
      'Неясно, дошли ли звёзды, отправку остановила проверка, или она не выходит.',
      'Nobody knows whether the stars arrived, a check holds the delivery, or it fails.',
    ],
    todo: [
      'Откройте «Отправки», фильтр «нужен человек».',
      'Open Deliveries, with the filter “needs a person”.',
    ],
  },
  'deliveries.stuck': {
    area: 'money',
    where: '/admin/resources/deliveries',
    title: [
      'Отправка звёзд идёт дольше часа',
      'A delivery of stars has been under way for more than an hour',
    ],
    why: ['Так долго не нужно никому.', 'Nobody needs that long.'],
    todo: [
      'Откройте «Отправки», самую старую: шаги скажут, чего она ждёт.',
      'Open the oldest one under Deliveries: its steps say what it waits for.',
    ],
  },
  'break.old': {
    area: 'money',
    where: '/admin/resources/breaks/records/{{about}}/show',
    title: ['Расхождение открыто больше суток', 'A break has been open for more than a day'],
    why: [
      'Мы и платёжная система не согласны, и само это уже не пройдёт.',
      'The provider and we disagree, and it will not pass by itself any more.',
    ],
    todo: ['Откройте расхождение, разберите и закройте.', 'Open the break, look into it, and resolve it.'],
  },
  'refund.stuck': {
    area: 'money',
    severity: 'critical',
    where: '/admin/resources/refunds/records/{{about}}/show',
    title: ['Возврат завис: нужен человек', 'A refund is stuck and needs a person'],
    why: [
      'Неизвестно, ушли ли монеты, или отправить их не выходит.',
      'Nobody knows whether the coins left, or they cannot be sent.',
    ],
    todo: [
      'Откройте возврат: код ошибки скажет, что делать. Второй раз монеты не отправляйте.',
      'Open the refund: its error code says what to do. Do not send the coins a second time.',
    ],
  },
  'approval.waiting': {
    area: 'money',
    where: '/admin/pages/approvals',
    title: [
      'Решения второго человека ждут больше четырёх часов',
      'A request has waited for a second person for four hours',
    ],
    why: ['Кто-то запросил, и никто не решил.', 'Somebody asked, and nobody has decided.'],
    todo: ['Откройте «Ждут решения».', 'Open Waiting for approval.'],
  },
  'fraud.hold': {
    area: 'fraud',
    where: '/admin/resources/fraud_flags/records/{{about}}/show',
    title: ['Проверка на мошенничество остановила покупателя', 'A fraud rule holds a buyer up'],
    why: [
      'Пока флаг открыт, человек не может покупать или отправлять звёзды.',
      'While the flag is open, the person cannot buy or send stars.',
    ],
    todo: ['Откройте флаг и решите.', 'Open the flag and decide.'],
  },
} as const satisfies Record<string, KindSpec>;
