import { escapeHtml } from '../../../lib/index.ts';

/** The user's side of a refund: its state, and the address that coins go to. */
export const refund = {
  title: '↩️ <b>Возврат</b>',
  adjustment: '🧾 <b>Изменение баланса</b>',
  statuses: {
    requested: '⏳ ждёт проверки',
    awaiting_address: '✍️ ждёт вашего адреса',
    approved: '✅ одобрен',
    rejected: '🚫 отказано',
    cancelled: '✖️ отменён',
    executing: '📤 отправляется',
    unknown: '🔎 проверяем у платёжного сервиса',
    failed: '🛠 не прошёл, им занимается финансовый отдел',
    done: '✅ выполнен',
  },
  status: (status: string): string => `📌 Состояние: <b>${status}</b>`,
  amount: (amount: string): string => `💰 Сумма: <b>${amount}</b>`,
  stars: (stars: string, isDone: boolean): string =>
    `⭐ ${isDone ? 'Списано' : 'Будет списано'}: <b>${stars}</b>`,
  network: (network: string, currency: string): string =>
    `🌐 Сеть: <b>${escapeHtml(network)}</b> · монета: <b>${escapeHtml(currency)}</b>`,
  sentTo: (hint: string): string => `📮 Адрес: <code>${escapeHtml(hint)}</code>`,
  notBefore: (date: string): string => `⏰ Отправим не раньше <b>${date}</b>`,
  open: '↩️ К возврату',
  details: '🔎 Подробнее',
  enter: '✍️ Указать адрес',
  change: '🔁 Изменить адрес',
  prompt: {
    title: '📮 <b>Куда отправить возврат?</b>',
    text: 'Пришлите адрес вашего кошелька одним сообщением. Он должен быть именно в этой сети: перевод в другой сети не вернуть.',
    memo: 'Не указывайте адрес биржи, если ей нужен комментарий (memo): указать его в возврате нельзя.',
    fee: 'Комиссия сети вычитается из суммы.',
  },
  wrong: {
    title: '🔎 <b>Это не похоже на адрес</b>',
    text: (network: string): string =>
      `В адресе сети ${escapeHtml(network)} не сходится контрольная сумма, или это адрес другой сети. Скопируйте его из кошелька целиком и пришлите ещё раз.`,
    kept: 'Ничего не отправлено, возврат ждёт вас.',
  },
  confirm: {
    title: '👀 <b>Проверьте адрес</b>',
    address: (address: string): string => `<code>${escapeHtml(address)}</code>`,
    text: 'Сверьте первые и последние символы с кошельком. После отправки изменить адрес нельзя.',
    waits:
      'Прежний возврат шёл на другой адрес, поэтому этот мы отправим через 24 часа. Если адрес меняли не вы — сразу напишите в поддержку.',
    yes: '✅ Всё верно, отправляйте',
    other: '✍️ Другой адрес',
  },
};
