import type { KindSpec } from '../types.ts';

/** Services that we depend on. */
export const SERVICES = {
  circuit: {
    area: 'operation',
    where: '/admin/pages/circuits',
    patience: 1,
    title: ['Предохранитель открыт: {{about}}', 'The circuit is open: {{about}}'],
    why: [
      'Служба несколько раз подряд не ответила, и вызовы к ней остановлены.',
      'The service failed several times in a row, so we have stopped calling it.',
    ],
    todo: [
      'Подождите: проба идёт сама каждую минуту. Если долго — смотрите страницу состояния службы.',
      'Wait: a test call goes out every minute. If it takes long, look at the status page of the service.',
    ],
  },
  'telegram.token': {
    area: 'operation',
    title: ['Telegram не принимает токен бота', 'Telegram refuses the token of the bot'],
    why: [
      'Токен сменили у BotFather или он введён с ошибкой.',
      'BotFather made a new token, or it was typed wrong.',
    ],
    todo: ['Задайте TELEGRAM_TOKEN и перезапустите.', 'Set TELEGRAM_TOKEN and restart.'],
  },
  'telegram.away': {
    area: 'operation',
    patience: 1,
    title: ['Telegram не отвечает', 'Telegram does not answer'],
    why: ['Сбой у Telegram или в сети.', 'Telegram has an outage, or the network has.'],
    todo: ['Проверьте сеть и подождите.', 'Check the network, and wait.'],
  },
  'telegram.webhook': {
    area: 'operation',
    patience: 1,
    title: [
      'Сообщения из Telegram идут не нам: вебхук не тот',
      'Messages from Telegram do not reach us: the webhook is not ours',
    ],
    why: [
      'Вебхук удалили или переставили. Мы ставим его снова каждые полминуты.',
      'The webhook was deleted or moved. We set it again every half a minute.',
    ],
    todo: [
      'Если повторяется, токен есть у другой программы: выпустите новый.',
      'If it happens again, another program has our token: make a new one.',
    ],
  },
  'telegram.consumers': {
    area: 'operation',
    title: ['С токеном бота работает ещё одна программа', 'Another program works with the token of the bot'],
    why: ['Обе забирают сообщения друг у друга.', 'They take messages away from each other.'],
    todo: ['Остановите одну из них.', 'Stop one of them.'],
  },
  'telegram.delivery': {
    area: 'operation',
    title: ['Telegram не может доставить нам сообщения', 'Telegram cannot deliver messages to us'],
    why: ['Сертификат, адрес или наши ответы.', 'The certificate, the address, or our answers.'],
    todo: ['Причину называет npm run cli -- webhook info.', 'npm run cli -- webhook info names the cause.'],
  },
  'heleket.key': {
    area: 'operation',
    title: ['Heleket не принимает ключ магазина', 'Heleket refuses the key of the shop'],
    why: [
      'Счета не выставляются и не проверяются. Ключ сменили, или это ключ другого магазина.',
      'No invoice can be made or checked. The key was changed, or it belongs to another merchant.',
    ],
    todo: [
      'Задайте API_KEY и MERCHANT_UUID и перезапустите. Опрос продолжится сам.',
      'Set API_KEY and MERCHANT_UUID and restart. Polling goes on by itself.',
    ],
  },
  'heleket.invoices': {
    area: 'money',
    title: [
      'Heleket не узнаёт наши счета: проверьте ключи магазина',
      'Heleket does not know our invoices: check the keys of the shop',
    ],
    why: ['Похоже на ключи другого магазина.', 'It looks like the keys of another merchant.'],
    todo: [
      'Сверьте MERCHANT_UUID и API_KEY; единичные случаи — в расхождениях.',
      'Compare MERCHANT_UUID and API_KEY. Single cases are under Breaks.',
    ],
  },
  'heleket.polls': {
    area: 'operation',
    title: [
      'Ответы Heleket о счетах не удаётся использовать',
      'Answers of Heleket about invoices cannot be used',
    ],
    why: ['Ответ не такой, какого мы ждём.', 'The answer does not have the form that we expect.'],
    todo: [
      'Код ошибки — в подробностях, счёт — в журнале.',
      'The detail has the code, the log has the invoice.',
    ],
  },
} as const satisfies Record<string, KindSpec>;
