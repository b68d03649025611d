import type { Pairs } from './pair.ts';

/** Signs of ill health on the first page, by name; `about` is what it is about. */
export const SIGN_SCREENS: Pairs = {
  by: ['{{by}}', '{{by}}'],
  since: ['с {{since}}', 'since {{since}}'],
  redis: ['Redis не отвечает', 'Redis does not answer'],
  redis_writes: [
    'Redis не принимает записи: оплаты зачисляются с опозданием',
    'Redis refuses to write: payments are credited late',
  ],
  redis_evicts: [
    'Redis теряет данные, когда память кончается: нужна политика noeviction',
    'Redis loses data when its memory is full: set its policy to noeviction',
  ],
  schedule: ['Работа по расписанию стоит: {{about}}', 'Scheduled work stands still: {{about}}'],
  role: ['Не работает ни одного процесса с ролью {{about}}', 'No process with the role {{about}} is running'],
  queue: ['Очередь {{about}} на паузе', 'The queue {{about}} is paused'],
  desk: [
    'Обращения ждут, а стол поддержки ни у кого не открыт',
    'Tickets wait, and nobody has the desk open',
  ],
  chats: [
    'Telegram не принял отдельные сообщения: отправьте их ещё раз',
    'Telegram did not take single messages: send them again',
  ],
  answers: [
    'Кому-то бот не отвечает, хотя Telegram работает',
    'Somebody has no answer of the bot, although Telegram is well',
  ],
  check: ['Не удалось проверить: {{about}}', 'Could not be checked: {{about}}'],
  outbox: ['Задания не передаются в очередь', 'Jobs are not handed over to the queues'],
  jobs: ['Задания ждут дольше обычного', 'Jobs wait longer than usual'],
  telegram_token: ['Telegram не принимает токен бота', 'Telegram refuses the token of the bot'],
  telegram_away: ['Telegram не отвечает', 'Telegram does not answer'],
  telegram_webhook: [
    'Сообщения из Telegram идут не нам: вебхук не тот',
    'Messages from Telegram do not reach us: the webhook is not ours',
  ],
  telegram_consumers: [
    'С токеном бота работает ещё одна программа',
    'Another program works with the token of the bot',
  ],
  telegram_delivery: ['Telegram не может доставить нам сообщения', 'Telegram cannot deliver messages to us'],
  heleket_key: ['Heleket не принимает ключ магазина', 'Heleket refuses the key of the shop'],
  heleket_invoices: [
    'Heleket не узнаёт наши счета: проверьте ключи магазина',
    'Heleket does not know our invoices: check the keys of the shop',
  ],
  heleket_polls: [
    'Ответы Heleket о счетах не удаётся использовать',
    'Answers of Heleket about invoices cannot be used',
  ],
};
