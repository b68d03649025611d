import type { Texts } from '../ru/index.ts';

export const balance: Texts['balance'] = {
  title: '💰 <b>Your balance</b>',
  coins: (amount) => `💎 Balance: <b>${amount}</b>`,
  stars: (n) => `⭐ Stars: <b>${n}</b>`,
  onTheWay: (stars) => `🚀 On their way: <b>${stars}</b>`,
  held: (amount) => `🔒 Set aside for a refund to your wallet: <b>${amount}</b>`,
  heldState: (amount, status) => `↩️ Refund of <b>${amount}</b>: ${status}`,
  unpaid: (n, amount) => `🧾 Unpaid ${n === 1 ? 'invoice' : 'invoices'}: <b>${n}</b> · ${amount}`,
  coming: (n, amount) =>
    `🔎 Payments on their way or being checked: <b>${n}</b>${amount === undefined ? '' : ` · ${amount}`}`,
  last: '🕘 <b>Recent activity</b>',
  none: '🕘 No operations yet. A good time to start!',
  topupsOff: '🔧 Top-ups are switched off right now. You can buy stars with crypto.',
  recharge: {
    title: '➕ <b>Top up your balance</b>',
    intro:
      'The balance is topped up with crypto through Heleket. Choose an amount and the bot makes the invoice.',
    custom: '🔢 Another amount',
    customPrompt: (min, max) =>
      `🔢 <b>How much to top up?</b>\n\nSend a number from <b>${min}</b> to <b>${max}</b>.`,
    example: 'For example: <code>25</code> or <code>12.5</code>',
  },
};
