import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const home: Texts['home'] = {
  title: '⭐ <b>Starboard</b> — Telegram Stars for crypto',
  hello: (name) => `Hello, <b>${escapeHtml(name)}</b>! Good to see you 👋`,
  helloUnnamed: 'Hello! Good to see you 👋',
  account: (coins, stars) => `💰 Balance: <b>${coins}</b>\n⭐ Stars: <b>${stars}</b>`,
  offer: (discount) =>
    `✨ Packages with bonus stars and up to ${discount}% off. Two taps and your invoice is ready.`,
  offerPlain: '✨ Two taps and your invoice is ready.',
  question: '👇 <b>What would you like to do?</b>',
  invited: '🤝 You came by invitation — welcome!',
  openTicket: '💬 You have an open ticket: just send a message.',
  outOfDate: {
    title: '🕰 <b>This button is out of date</b>',
    text: 'It belongs to an old message and does nothing any more. No money has moved — please open the section again.',
    alert: 'This button is out of date; opening the menu again.',
  },
  notUnderstood: {
    title: '🤔 <b>Not quite clear</b>',
    text: 'The bot is not waiting for a message right now. Choose an action with a button, or open a support ticket to talk to a person.',
  },
  nothingToCancel: '👌 There is nothing to cancel.',
  cancelled: '✅ The unfinished action is cancelled. No money was taken.',
};
