import type { Texts } from '../ru/index.ts';

export const balance: Texts['balance'] = {
  title: '💰 <b>Your balance</b>',
  coins: (amount) => `💎 Coins: <b>${amount}</b>`,
  stars: (n) => `⭐ Stars: <b>${n}</b>`,
  held: (amount) => `🔒 Set aside for a refund to your wallet: <b>${amount}</b>`,
  heldState: (amount, status) => `↩️ Refund of <b>${amount}</b>: ${status}`,
  pending: (n, amount) => `⏳ Awaiting payment: <b>${n}</b>, ${amount}`,
  last: '🕘 <b>Latest operations</b>',
  none: '🕘 No operations yet. A good time to start!',
  topupsOff: '🔧 Top-ups are switched off right now. You can buy stars by invoice.',
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
