import type { DeliveryStatus } from '../../../delivery/index.ts';

/** Отправка звёзд на аккаунт Telegram. */
export const delivery = {
  title: '🚀 <b>Отправка звёзд</b>',
  to: (name: string): string => `👤 Кому: <b>@${name}</b>`,
  toSelf: (name: string): string => `👤 Кому: <b>@${name}</b> (это вы)`,
  toErased: '👤 Кому: данные удалены',
  stars: (stars: string): string => `⭐ Сколько: <b>${stars}</b>`,
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
  /** Отложить звёзды не успели: с баланса ничего не ушло. */
  notBegun: '✖️ Отправка не состоялась. С баланса для неё ничего не списано.',
  orderPaid: '⏳ Заказ оплачен, отправка вот-вот начнётся. Делать ничего не нужно.',
  orderOver: '✖️ Заказ отменён или возвращён, отправки по нему не будет. С баланса ничего не списано.',
  review: '🔎 Отправка на проверке. Звёзды отложены; обычно проверка занимает не больше часа.',
  /** Почему не получилось. */
  reasons: {
    RECIPIENT_REFUSED: 'Этот аккаунт не найден или сейчас не может получать звёзды.',
    INSUFFICIENT_FUNDS: 'На балансе уже не было стольких звёзд.',
    REPLACED: 'Для этого заказа вы выбрали другого получателя.',
    REFUSED_BY_STAFF: 'Магазин отменил эту отправку. Почему — спросите в поддержке.',
  } as Readonly<Record<string, string>>,
  open: '🚀 К отправке',
  /** Что уже было, со временем. */
  steps: {
    requested: '📝 Запрошено',
    reserved: '⭐ Звёзды отложены',
    submitted: '📤 Отправляем',
    confirmed: '✅ Дошли',
    failed: '↩️ Не отправлены',
    uncertain: '🔎 Проверяем отправку',
  } satisfies Record<DeliveryStatus, string>,
  step: (step: string, time: string): string => `${step} · ${time}`,
  asOf: (time: string): string => `🕘 Так обстоит дело на ${time}`,
  refresh: '🔄 Обновить',
  marks: {
    requested: '⏳',
    reserved: '⏳',
    submitted: '📤',
    confirmed: '✅',
    failed: '↩️',
    uncertain: '🔎',
  } satisfies Record<DeliveryStatus, string>,
  list: {
    title: '📦 <b>Мои отправки</b>',
    text: 'Нажмите на отправку, чтобы увидеть подробности.',
    none: '📭 Отправок пока не было.',
    erased: 'имя удалено',
  },
  /** На экране счёта и в чеке. */
  goesTo: (name: string): string => `🚀 Звёзды уйдут на аккаунт <b>@${name}</b>`,
  hasArrived: (name: string): string => `🚀 Звёзды дошли до аккаунта <b>@${name}</b>`,
  goesToSelf: (name: string): string => `🚀 Звёзды уйдут на ваш аккаунт <b>@${name}</b>`,
};
