import type { Pair, Words } from '../../words/pair.ts';

/** Signs of ill health by name. `about` is the subject of the sign. */
export const SIGNS: Words = {
  redis: ['Redis не отвечает', 'Redis does not answer'],
  'redis.writes': [
    'Redis не принимает записи: оплаты зачисляются с опозданием',
    'Redis refuses to write: payments are credited late',
  ],
  'redis.evicts': [
    'Redis теряет данные, когда память кончается: нужна политика noeviction',
    'Redis loses data when its memory is full: set its policy to noeviction',
  ],
  schedule: ['Работа по расписанию стоит: {{about}}', 'Scheduled work has stopped: {{about}}'],
  role: ['Не работает ни одного процесса с ролью {{about}}', 'No process with the role {{about}} is running'],
  queue: ['Очередь {{about}} на паузе', 'The queue {{about}} is paused'],
  desk: [
    'Обращения ждут, а стол поддержки ни у кого не открыт',
    'Tickets wait, and nobody has the desk open',
  ],
  chats: [
    'Telegram не принял отдельные сообщения: отправьте их ещё раз',
    'Telegram did not accept some messages: send them again',
  ],
  answers: [
    'Кому-то бот не отвечает, хотя Telegram работает',
    'Somebody gets no answer from the bot, although Telegram works',
  ],
  check: ['Не удалось проверить: {{about}}', 'Could not be checked: {{about}}'],
  outbox: ['Задания не передаются в очередь', 'Jobs are not handed over to the queues'],
  jobs: ['Задания ждут дольше обычного', 'Jobs wait longer than usual'],
  'telegram.token': ['Telegram не принимает токен бота', 'Telegram refuses the token of the bot'],
  'telegram.away': ['Telegram не отвечает', 'Telegram does not answer'],
  'telegram.webhook': [
    'Сообщения из Telegram идут не нам: вебхук не тот',
    'Messages from Telegram do not reach us: the webhook is not ours',
  ],
  'telegram.consumers': [
    'С токеном бота работает ещё одна программа',
    'Another program works with the token of the bot',
  ],
  'telegram.delivery': [
    'Telegram не может доставить нам сообщения',
    'Telegram cannot deliver messages to us',
  ],
  'heleket.key': ['Heleket не принимает ключ магазина', 'Heleket refuses the key of the shop'],
  'heleket.invoices': [
    'Heleket не узнаёт наши счета: проверьте ключи магазина',
    'Heleket does not know our invoices: check the keys of the shop',
  ],
  'heleket.polls': [
    'Ответы Heleket о счетах не удаётся использовать',
    'Answers of Heleket about invoices cannot be used',
  ],
  'ton.stuck': [
    'Платёж с нашего кошелька TON завис: новые не отправляются, пока его не проверят',
    'A payment from our TON wallet is stuck: no others are made until somebody looks at it',
  ],
  'ton.funds': [
    'На нашем кошельке TON не хватает монет: платежи ждут пополнения',
    'Our TON wallet holds too little: payments wait for it to be funded',
  ],
  'deliveries.person': [
    'Есть отправки звёзд, по которым должен решить человек',
    'There are deliveries of stars that a person must decide about',
  ],
  'deliveries.stuck': [
    'Отправка звёзд идёт дольше часа',
    'A delivery of stars has been under way for more than an hour',
  ],
  cost: [
    'Пакет {{about}} ⭐ стоит нам дороже, чем продаётся: смотрите пакеты и казначейство',
    'The package of {{about}} ⭐ costs us more than it is sold for: see packages and the treasury',
  ],
  supply: [
    'Продажи звёзд остановлены: причина в разделе «Казначейство»',
    'Selling of stars is stopped: the treasury page says why',
  ],
};

export const TEXTS = {
  since: ['с {{since}}', 'since {{since}}'],
  hello: ['Здравствуйте, {{name}}', 'Hello, {{name}}'],
  openTickets: ['Открытых обращений', 'Open tickets'],
  unassigned: ['из них ничьих', 'of them unassigned'],
  oldest: ['Самое старое ждёт', 'Oldest waits'],
  overdue: ['Просрочены', 'Overdue'],
  mine: ['Мои', 'Mine'],
  sales: ['Продажи за сутки', 'Sales in 24 hours'],
  orders: ['Заказов звёзд за сутки', 'Orders of stars in 24 hours'],
  topups: ['Пополнения', 'Top-ups'],
  paid: ['Оплачено', 'Paid'],
  stars: ['Продано звёзд', 'Stars sold'],
  newUsers: ['Новых пользователей', 'New users'],
  failedMessages: ['Не доставлено сообщений', 'Undelivered messages'],
  approvals: ['Ждут второго человека', 'Wait for a second person'],
  stuck: ['не вышло', 'stuck'],
  byHand: ['Ждут отправки вручную', 'Wait to be sent by hand'],
  deliveriesStuck: ['Отправки: нужен человек', 'Deliveries: a person is needed'],
  breaks: ['Расхождения', 'Breaks'],
  olderThanDay: ['старше суток', 'older than a day'],
  flags: ['Открытые флаги', 'Open flags'],
  restricting: ['ограничивают покупателей', 'restrict buyers'],
  byDay: ['Оплаченные покупки звёзд по дням', 'Paid purchases of stars by day'],
  switchedOff: ['Выключено', 'Switched off'],
} as const satisfies Record<string, Pair>;
