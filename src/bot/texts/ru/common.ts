import { plural } from '../plural.ts';

/** Words that many screens use. */
export const common = {
  /** 1 звезда, 2 звезды, 5 звёзд. */
  stars: (n: number): string => `${n} ${plural(n, 'звезда', 'звезды', 'звёзд')}`,
  /** 22.11.2026, or 22.11 without a year. */
  date: (day: number, month: number, year?: number): string =>
    [day, month, year].flatMap((n) => (n === undefined ? [] : [String(n).padStart(2, '0')])).join('.'),
  minutes: (n: number): string => `${n} мин`,
  seconds: (n: number): string => `${n} с`,
  hours: (h: number, m: number): string => (m === 0 ? `${h} ч` : `${h} ч ${m} мин`),
  /** В течение 1 дня, в течение 7 дней. */
  withinDays: (n: number): string => `в течение ${n} ${plural(n, 'дня', 'дней', 'дней')}`,
  home: '🏠 Главное меню',
  back: '⬅️ Назад',
  toBalance: '⬅️ К балансу',
  toShop: '⬅️ В магазин',
  toHelp: '⬅️ К помощи',
  cancel: '✖️ Отменить',
  buy: '⭐ Купить звёзды',
  balance: '💰 Баланс',
  help: '❓ Помощь',
  settings: '⚙️ Настройки',
  history: '📊 История',
  topUp: '➕ Пополнить',
  send: '🚀 Отправить звёзды',
  sent: '📦 Мои отправки',
  support: '💬 Поддержка',
  retry: '🔄 Повторить',
};
