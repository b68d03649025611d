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
  checked: '🔎 адрес на проверке у финансового отдела',
  status: (status: string): string => `📌 Состояние: <b>${status}</b>`,
  /** The order that the refund is for. */
  of: (name: string, date: string): string => `🧾 За что: <b>${name}</b>, ${date}`,
  purchase: (stars: string, amount: string): string => `покупка, ${stars} за ${amount}`,
  topup: (amount: string): string => `пополнение на ${amount}`,
  reason: (reason: string): string => `💬 Причина: ${reason}`,
  reasons: {
    not_delivered: 'заказ не выполнен',
    duplicate_payment: 'двойная оплата',
    wrong_amount: 'неверная сумма',
    customer_request: 'по вашей просьбе',
    service_failure: 'сбой на нашей стороне',
    goodwill: 'жест доброй воли',
    correction: 'исправление ошибки',
    fraud: 'проверка безопасности',
    other: 'другая',
  },
  amount: (amount: string): string => `💰 Сумма: <b>${amount}</b>`,
  gain: (amount: string): string => `💰 Вам: <b>${amount}</b>`,
  taken: (what: string): string => `⭐ Списываем: <b>${what}</b>`,
  fromBalance: (amount: string): string => `${amount} с баланса в боте`,
  to: (place: string): string => `📮 Куда: ${place}`,
  places: {
    balance: 'на баланс в боте',
    address: (network: string, hint: string | null): string =>
      `на ваш кошелёк в сети ${escapeHtml(network)}${hint === null ? '' : ` <code>${escapeHtml(hint)}</code>`}`,
  },
  network: (network: string, currency: string): string =>
    `🌐 Сеть: <b>${escapeHtml(network)}</b> · монета: <b>${escapeHtml(currency)}</b>`,
  notBefore: (date: string): string => `⏰ Отправим не раньше <b>${date}</b>`,
  open: '↩️ К возврату',
  details: '🔎 Подробнее',
  enter: '✍️ Указать адрес',
  change: '🔁 Изменить адрес',
  stop: '🛑 Это не я — остановить',
  stopped: '🛑 Адрес отозван: на него ничего не уйдёт. Если его указывали не вы — напишите в поддержку.',
  tooLate:
    '☝️ Монеты уже переданы платёжному сервису, остановить их нельзя. Если адрес указывали не вы — сразу напишите в поддержку.',
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
    taken: (stars: string): string => `☝️ Когда возврат уйдёт, мы спишем у вас <b>${stars}</b>.`,
    waits:
      '⏳ Раньше вы указывали другой кошелёк, поэтому на этот мы отправим возврат через 24 часа. Если адрес меняете не вы, остановить его можно кнопкой в чате.',
    yes: '✅ Всё верно, отправляйте',
    other: '✍️ Другой адрес',
  },
};
