import type { Texts } from '../ru/index.ts';

export const shop: Texts['shop'] = {
  title: '🌟 <b>Star shop</b>',
  intro: 'Choose how to pay: by a crypto invoice (discount and bonus included) or from your balance.',
  packageLine: (p) =>
    `⭐ <b>${p.stars}</b>${p.bonus > 0 ? ` <b>+${p.bonus}</b> 🎁` : ''} — <b>${p.price}</b>${
      p.discount > 0 ? ` <s>${p.list.replace(' ', '\u00a0')}</s> (−${p.discount}%)` : ''
    }`,
  packageButton: (p) => `⭐ ${p.stars}${p.bonus > 0 ? ` +${p.bonus} 🎁` : ''} · ${p.price}`,
  balanceButton: (p) => `⭐ ${p.stars} · ${p.price}`,
  noPackages: '📭 No packages right now, but you can buy any number of stars.',
  quick: '⚡ Quick purchase by invoice: one tap below.',
  withPayment: '💎 Pay by invoice',
  withBalance: '💰 Buy from balance',
  payment: {
    title: '💎 <b>Purchase by invoice</b>',
    intro:
      'Choose a package and the bot makes the invoice at once. Bonus stars and discount are already included.',
    custom: '🔢 Another number of stars',
  },
  fromBalance: {
    title: '💰 <b>Purchase from balance</b>',
    intro: (rate) => `One star costs <b>${rate}</b>. Stars arrive at once.`,
    have: (coins) => `Your balance: <b>${coins}</b>`,
    custom: '🔢 Another number of stars',
    off: '🔧 Purchases from balance are switched off right now. You can buy stars by invoice.',
  },
  customPrompt: {
    payment: '🔢 <b>How many stars to buy by invoice?</b>',
    balance: '🔢 <b>How many stars to buy from balance?</b>',
    range: (min, max) => `Send a whole number from <b>${min}</b> to <b>${max}</b>.`,
    rate: (rate) => `One star costs ${rate}. Packages by invoice come with a discount and a bonus.`,
    example: 'For example: <code>150</code>',
  },
  confirm: {
    title: '🧾 <b>Check your purchase</b>',
    what: (stars, price) => `⭐ Stars: <b>${stars}</b>\n💰 To be charged: <b>${price}</b>`,
    after: (have, left) => `You have ${have}; <b>${left}</b> will remain.`,
    short: (have, missing) =>
      `⚠️ You have ${have}: <b>${missing}</b> short. Top up your balance or pay by invoice.`,
    priceChanged: '🔔 The price changed while the screen was open. The new one is below.',
    yes: (price) => `✅ Buy for ${price}`,
    payInstead: '💎 Pay by invoice',
  },
  choose: {
    title: (stars) => `⭐ <b>${stars}</b>`,
    how: 'How would you like to pay?',
    byInvoice: (price) => `💎 By invoice — ${price}`,
    fromBalance: (price) => `💰 From balance — ${price}`,
  },
  receipt: {
    title: '🎉 <b>Done! The stars are yours</b> 🎉',
    bought: (stars) => `⭐ Bought: <b>${stars}</b>`,
    bonus: (n) => `🎁 Bonus: <b>+${n} ${n === 1 ? 'star' : 'stars'}</b>`,
    paid: (amount) => `💳 Paid: <b>${amount}</b>`,
    balance: (coins, stars) => `You now have ⭐ <b>${stars}</b> and 💰 <b>${coins}</b>`,
    thanks: '💛 Thank you! The receipt is always in your history.',
    again: '⭐ Buy more',
    details: '🧾 Receipt',
  },
  circuit:
    '⚠️ The payment service does not answer right now, so invoices may fail. Buying from balance works.',
};
