import type { DeliveryStatus } from '../../../delivery/index.ts';

/** Отправка звёзд на аккаунт Telegram. */
export const delivery = {
  title: '🚀 <b>Отправка звёзд</b>',
  to: (name: string): string => `👤 Кому: <b>@${name}</b>`,
  toErased: '👤 Кому: данные удалены',
  stars: (stars: string): string => `⭐ Сколько: <b>${stars}</b>`,
  asked: (date: string): string => `🕘 Начато: ${date}`,
  proof: (id: string): string => `🧾 Подтверждение: <code>${id}</code>`,
  id: (id: string): string => `🔖 Номер: <code>${id}</code>`,
  /** Что сейчас со звёздами и что будет дальше. */
  states: {
    requested: '⏳ Ждём оплату заказа. После неё звёзды уйдут сами.',
    reserved: '⏳ Звёзды списаны с баланса и ждут отправки. Делать ничего не нужно: сообщим, когда дойдут.',
    submitted: '📤 Звёзды отправляются. Обычно это занимает несколько минут. Сообщим, когда дойдут.',
    confirmed: '✅ Звёзды дошли.',
    failed: '↩️ Отправить не получилось. Звёзды снова на вашем балансе.',
    uncertain:
      '🔎 Поставщик не подтвердил отправку, проверяем её вместе с ним. Делать ничего не нужно: звёзды дойдут или вернутся на баланс.',
  } satisfies Record<DeliveryStatus, string>,
  review: '🔎 Отправка на проверке. Звёзды отложены; обычно проверка занимает не больше часа.',
  /** Почему не получилось. */
  reasons: {
    RECIPIENT_REFUSED: 'Этот аккаунт не найден или сейчас не может получать звёзды.',
    INSUFFICIENT_FUNDS: 'На балансе уже не было стольких звёзд.',
    REFUSED_BY_STAFF: 'Магазин отказался отправлять на этот аккаунт.',
  } as Readonly<Record<string, string>>,
  open: '🚀 К отправке',
};
