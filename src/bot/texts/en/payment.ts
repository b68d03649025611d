import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const payment: Texts['payment'] = {
  purchaseTitle: '🧾 <b>Invoice for stars</b>',
  topupTitle: '🧾 <b>Invoice for a top-up</b>',
  what: (stars, bonus) => `⭐ Stars: <b>${stars}</b>${bonus > 0 ? ` <b>+${bonus}</b> 🎁` : ''}`,
  topup: (amount) => `💰 To your balance: <b>${amount}</b>`,
  amount: (amount) => `💳 To pay: <b>${amount}</b>`,
  timeLeft: (time) => `⏳ Time left: <b>${time}</b>`,
  timeOver:
    '⌛ The invoice has run out of time. If you have already paid, press “Check payment”: no money gets lost. If not, make a new invoice.',
  order: (id) => `🔖 Order: <code>${escapeHtml(id)}</code>`,
  steps:
    '1️⃣ Press “Pay” to open the Heleket page.\n2️⃣ Send the exact amount.\n3️⃣ The bot sends the receipt by itself; you can also check with the button.',
  pay: (amount) => `💳 Pay ${amount}`,
  check: '🔄 Check payment',
  refresh: '⏳ Refresh',
  newInvoice: '🧾 New invoice',
  notYet: 'The payment has not arrived yet. The bot will write as soon as it sees it.',
  notYetLine: (time) => `🔎 Checked at ${time}: the payment has not arrived yet.`,
  seen: '🔎 Your payment is seen on the network and waits for confirmations. This takes a few minutes; the receipt comes by itself.',
  preparing: {
    title: '🛠 <b>The invoice is being prepared</b>',
    text: 'Your order is recorded, but the payment service has not given a link yet. No money was taken. Please try again in a minute.',
  },
  topupReceipt: {
    title: '🎉 <b>Balance topped up!</b> 🎉',
    amount: (amount) => `➕ Credited: <b>${amount}</b>`,
    balance: (coins, stars) => `You now have 💰 <b>${coins}</b> and ⭐ <b>${stars}</b>`,
    thanks: '💛 Thank you! Stars from balance are now one tap away.',
  },
  underpaid: {
    title: '⚠️ <b>Less arrived than needed</b>',
    received: (received, wanted) => `<b>${received}</b> of <b>${wanted}</b> arrived.`,
    credited: (amount) =>
      `💰 <b>${amount}</b> was credited to your balance, nothing is lost. Buy stars from balance or with a new invoice.`,
    waiting: (missing) =>
      `⏳ The invoice is still open: send the missing <b>${missing}</b> by the same link. If time runs out, whatever arrived goes to your balance.`,
    review: '🔎 Finance is looking at the rest; we will write if a decision is needed.',
  },
  overpaid: {
    title: '💚 <b>More arrived than needed</b>',
    lateTitle: '💚 <b>We found your payment</b>',
    late: 'It arrived when the order was already closed.',
    received: (received, wanted) =>
      `<b>${received}</b> arrived instead of <b>${wanted}</b>. Your order is complete.`,
    credited: (amount) => `💰 <b>${amount}</b> above the price was credited to your balance.`,
    review: '🔎 Finance is looking at the extra and will credit it to your balance or return it.',
  },
  expired: {
    title: '⌛ <b>The invoice has expired</b>',
    text: 'No payment arrived in time, so the order is closed. No money was taken.',
    late: 'If you did send a transfer, write to us: we will find it and credit it.',
  },
  failed: {
    title: '❌ <b>The payment failed</b>',
    text: 'The payment service declined the payment and no stars were credited. If the money left your wallet it is not lost: write to support and we will find the transfer.',
  },
  locked: {
    title: '🔒 <b>The payment is under review</b>',
    text: 'Heleket holds the transfer to check where the funds come from (AML). The money is with the provider, it is not lost.',
    link: 'To speed up the review, fill in the short questionnaire below.',
    noLink: 'You need not do anything: the bot will write when the review is over.',
    questionnaire: '📝 Fill in the questionnaire',
  },
  review: {
    title: '🔎 <b>We are checking the payment</b>',
    text: 'What the payment service says about the payment does not match the order. Our finance team is looking at it: no money is lost, and you need not pay again. The bot will write when it is settled.',
  },
  returned: {
    title: '↩️ <b>The payment service sent the money back</b>',
    text: 'Heleket reports that it returned the money of this order. Our finance team is looking at what this means for the order. You need not do anything; if you did not expect it, write to us.',
  },
  refunded: {
    title: '↩️ <b>The order was refunded</b>',
    text: 'The money of this order was returned. See your history for details.',
  },
};
