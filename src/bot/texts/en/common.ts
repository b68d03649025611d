import type { Texts } from '../ru/index.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const common: Texts['common'] = {
  stars: (n) => `${n} ${n === 1 ? 'star' : 'stars'}`,
  date: (day, month, year) => `${day} ${MONTHS[month - 1] ?? ''}${year === undefined ? '' : ` ${year}`}`,
  minutes: (n) => `${n} min`,
  seconds: (n) => `${n} s`,
  hours: (h, m) => (m === 0 ? `${h} h` : `${h} h ${m} min`),
  withinDays: (n) => `within ${n} ${n === 1 ? 'day' : 'days'}`,
  home: '🏠 Main menu',
  back: '⬅️ Back',
  toBalance: '⬅️ To balance',
  toShop: '⬅️ To the shop',
  toHelp: '⬅️ To help',
  cancel: '✖️ Cancel',
  buy: '⭐ Buy stars',
  balance: '💰 Balance',
  help: '❓ Help',
  settings: '⚙️ Settings',
  history: '📊 History',
  topUp: '➕ Top up',
  send: '🚀 Send my stars',
  sent: '📦 My deliveries',
  support: '💬 Support',
  retry: '🔄 Try again',
};
