import type { Texts } from '../ru/index.ts';

export const shop: Texts['shop'] = {
  title: '🌟 <b>Star shop</b>',
  intro: 'Choose how to pay: by a crypto invoice (discount and bonus included) or from your balance.',
  packageLine: (p) =>
    `⭐ <b>${p.stars}</b>${p.bonus > 0 ? ` <b>+${p.bonus}</b> ✨` : ''} — <b>${p.price}</b>${
      p.discount > 0 ? ` <s>${p.list.replace(' ', '\u00a0')}</s> (−${p.discount}%)` : ''
    }`,
  packageButton: (p) => `⭐ ${p.stars}${p.bonus > 0 ? ` +${p.bonus} ✨` : ''} · ${p.price}`,
  balanceButton: (p) => `⭐ ${p.stars} · ${p.price}`,
  noPackages: '📭 No packages right now, but you can buy any number of stars.',
  quick: '⚡ Tap a package and the invoice is there at once.',
  withPayment: '💎 Pay with crypto',
  withBalance: '💰 Buy from balance',
  payment: {
    title: '💎 <b>Pay with crypto</b>',
    intro:
      'Choose a package and the bot makes the invoice at once. Bonus stars and discount are already included.',
    custom: '🔢 Another number of stars',
  },
  fromBalance: {
    title: '💰 <b>Purchase from balance</b>',
    intro: (rate) => `One star costs <b>${rate}</b>. Stars arrive at once, on your balance in the bot.`,
    have: (coins) => `Your balance: <b>${coins}</b>`,
    custom: '🔢 Another number of stars',
    off: '🔧 Purchases from balance are switched off right now. You can buy stars with crypto.',
  },
  promo: {
    button: '🎟 Promo code',
    ask: '🎟 <b>Type your promo code</b>',
    wrong: 'This does not look like a promo code: it has 3 to 32 Latin letters, digits, “-” and “_”.',
    title: (code) => `🎟 <b>Promo code ${code}</b>`,
    percent: (percent) => `<b>${percent}\u00a0%</b> off packages that you pay for with crypto.`,
    fixed: (amount) => `<b>${amount}</b> off a package that you pay for with crypto.`,
    stars: (stars) => `<b>${stars}</b> more as a gift with a package that you pay for with crypto.`,
    first: 'For your first purchase only.',
    until: (date) => `Valid until ${date}.`,
    choose: '⚡ Tap a package to get its invoice at once, with the code applied.',
    none: 'There are no packages now that this code is for.',
    another: '🎟 Another code',
    refusedTitle: '🎟 <b>This promo code did not work</b>',
    refused: {
      unknown: 'There is no such code. Please check its spelling.',
      over: 'It is not valid any more, or not yet.',
      used_up: 'It is used up: nothing is left of it.',
      used: 'You have already used it. If your unpaid invoice holds it, cancel that invoice and the code comes back.',
      not_first: 'It is only for a first purchase.',
      package: 'It is not for this package.',
    },
    without: 'You can buy stars without it.',
  },
  customPrompt: {
    payment: '🔢 <b>How many stars to buy by invoice?</b>',
    balance: '🔢 <b>How many stars to buy from balance?</b>',
    range: (min, max) => `Send a whole number from <b>${min}</b> to <b>${max}</b>.`,
    rate: (rate) => `One star costs ${rate}. Packages paid with crypto come with a discount and a bonus.`,
    example: 'For example: <code>150</code>',
  },
  confirm: {
    title: '🧾 <b>Check your purchase</b>',
    what: (stars, price) => `⭐ <b>${stars}</b>\n💰 You pay: <b>${price}</b>`,
    after: (have, left) => `You have ${have}; <b>${left}</b> will remain.`,
    short: (have, missing) =>
      `⚠️ You have ${have}: <b>${missing}</b> short. Top up your balance or pay with crypto.`,
    least: (least, rest) => `The smallest top-up is <b>${least}</b>; the other ${rest} stay on your balance.`,
    fund: (amount) => `➕ Top up ${amount} and buy`,
    priceChanged: '🔔 The price changed while the screen was open. The new one is below.',
    yes: (price) => `✅ Buy for ${price}`,
    payInstead: '💎 Pay with crypto',
  },
  choose: {
    title: (stars) => `⭐ <b>${stars}</b>`,
    how: 'How would you like to pay?',
    byInvoice: (price, bonus) => `💎 With crypto — ${price}${bonus > 0 ? ` (+${bonus} ✨)` : ''}`,
    fromBalance: (price) => `💰 From balance — ${price}`,
  },
  receipt: {
    title: '🎉 <b>Paid! The stars are on your balance in the bot</b>',
    bought: (stars) => `⭐ Bought: <b>${stars}</b>`,
    bonus: (n) => `✨ Bonus: <b>+${n} ${n === 1 ? 'star' : 'stars'}</b>`,
    paid: (amount) => `💳 Price: <b>${amount}</b>`,
    received: (amount) => `📥 Arrived: <b>${amount}</b>`,
    surplus: (amount) => `💰 <b>${amount}</b> above the price was credited to your balance.`,
    balance: (coins, stars) => `Your balance now: ⭐ <b>${stars}</b> and 💎 <b>${coins}</b>`,
    where:
      'ℹ️ The stars are kept on your balance in this bot; the bot does not move them to Telegram’s own star counter. If you don’t need them, ask support for a refund.',
    canSend:
      'ℹ️ The stars are kept on your balance in this bot. The button below sends them to a Telegram account, yours or a friend’s.',
    goingTitle: '🎉 <b>Paid! The stars are being sent</b>',
    arrivedTitle: '🎉 <b>Paid! The stars have arrived</b>',
    going: 'We tell you when they arrive. If they cannot be sent, they stay on your balance in the bot.',
    thanks: '💛 Thank you! The receipt is in your history.',
    again: '⭐ Buy more',
    details: '🧾 Receipt',
  },
  circuit:
    '⚠️ The payment service does not answer right now, so invoices may fail. Buying from balance works.',
};
