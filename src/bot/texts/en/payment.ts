import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

const careful = 'If you have already paid, we will find the payment ourselves: don’t pay twice.';

export const payment: Texts['payment'] = {
  purchaseTitle: '🧾 <b>Invoice for stars</b>',
  topupTitle: '🧾 <b>Invoice for a top-up</b>',
  heads: {
    preparing: {
      title: '🛠 <b>The invoice is being prepared</b>',
      text: () =>
        'Your order is recorded, but the payment service has not given a link yet, so there is nowhere to pay. Please try again in a minute.',
    },
    awaiting: {
      title: '',
      text: ({ asked }) =>
        `1️⃣ Tap “Pay” to open the Heleket page.\n2️⃣ Send exactly ${asked}; add your exchange’s fee on top.\n3️⃣ The receipt comes by itself, usually within a few minutes.`,
    },
    time_over: {
      title: '⌛ <b>The invoice ran out of time</b>',
      text: () =>
        'No payment is seen yet. If a transfer is on its way, you don’t need to do anything: we find it and count it. If you have not paid, make a new invoice.',
    },
    part: {
      title: '⚠️ <b>Less arrived than needed</b>',
      text: ({ received, asked, missing }) =>
        `You paid <b>${received}</b> of <b>${asked}</b>.\n⏳ The invoice is still open: send the missing <b>${missing}</b> by the same link. If time runs out, whatever arrived goes to your balance.`,
    },
    part_over: {
      title: '⚠️ <b>Less arrived than needed</b>',
      text: ({ received, asked }) =>
        `You paid <b>${received}</b> of <b>${asked}</b>, and the time is over. Please send nothing more: whatever arrived goes to your balance, and we will tell you.`,
    },
    seen: {
      title: '🔎 <b>Payment seen</b>',
      text: () =>
        'It waits for confirmations, usually a few minutes. The receipt comes by itself; you don’t need to pay again.',
    },
    locked: {
      title: '🔒 <b>The payment is under review</b>',
      text: () =>
        'The money arrived, but Heleket holds it to check where the funds come from (AML). It is not lost, and you don’t need to pay again.',
    },
    review: {
      title: '🔎 <b>We are checking the payment</b>',
      text: () =>
        'What the payment service says about the payment does not match the order. Our finance team is looking at it: no money is lost, and you don’t need to pay again. The bot will write when they have decided.',
    },
    paid: { title: '✅ <b>The invoice is paid</b>', text: () => '' },
    underpaid: {
      title: '⚠️ <b>Less arrived than needed</b>',
      text: ({ received, asked, credited }) =>
        `You paid <b>${received}</b> of <b>${asked}</b>, and the time is over.\n💰 <b>${credited}</b> was credited to your balance. You can buy stars with it.`,
    },
    expired: {
      title: '⌛ <b>The invoice has expired</b>',
      text: () =>
        'We saw no payment in time, so the order is closed. If a transfer is on its way, you don’t need to do anything: we find it and count it. If more than an hour passed, write to us.',
    },
    failed: {
      title: '❌ <b>The payment failed</b>',
      text: () =>
        'The payment service declined the payment and the order was not carried out. If the money left your wallet it is not lost: write to support and we will find the transfer.',
    },
    cancelled: {
      title: '✖️ <b>The invoice is cancelled</b>',
      text: () =>
        'You don’t need to pay it any more. If a transfer is already on its way, do nothing: whatever arrives goes to your balance, and we will tell you.',
    },
    cancelled_paid: {
      title: '✖️ <b>The invoice is cancelled, but a payment came</b>',
      text: ({ received, credited, asked }) =>
        [
          `The price was ${asked}; <b>${received}</b> arrived, and <b>${credited}</b> was credited to your balance.`,
          'Whatever comes to a cancelled invoice goes to your balance: at once, or when the time of the invoice is over.',
        ].join('\n'),
    },
    replaced: {
      title: '🔁 <b>Another invoice replaced this one</b>',
      text: () =>
        'You chose another purchase, so you don’t need to pay this one. If a transfer is on its way, do nothing: we find it and count it.',
    },
    refunded: {
      title: '↩️ <b>The order was refunded</b>',
      text: () => 'The money of this order was returned. See your history for details.',
    },
  },
  what: (stars, bonus) => `⭐ <b>${stars}</b>${bonus > 0 ? ` + <b>${bonus}</b> bonus ✨` : ''}`,
  topup: (amount) => `➕ Top-up: <b>${amount}</b>`,
  amount: (amount) => `💳 To pay: <b>${amount}</b>`,
  price: (amount) => `💳 Price: <b>${amount}</b>`,
  credited: (amount) => `💰 Credited to your balance: <b>${amount}</b>`,
  until: (end, now, left) => `⏳ Pay by <b>${end}</b> (${left} left at ${now})`,
  promo: '🎟 With a promo code',
  thenBuys: (stars) => `⭐ Once it is paid, we buy <b>${stars}</b> from your balance`,
  payTo: {
    send: (amount, network, address) =>
      `💸 Send exactly <code>${amount}</code> in the network <b>${network}</b> to this address:\n<code>${address}</code>`,
    how: 'Add the exchange’s fee on top. The receipt comes by itself, usually within a few minutes. You can also pay on the page of Heleket with “Pay”.',
    memo: '⚠️ If your wallet or the payment page shows a comment (memo), be sure to add it: without it nobody can find the transfer.',
    copyAddress: '📋 Address',
    copyAmount: '📋 Amount',
  },
  qr: {
    button: '📷 QR code',
    page: 'Point the camera of your phone at the code: it opens the payment page.',
  },
  ending: {
    title: '⏰ <b>Your invoice ends soon</b>',
    text: 'No payment is seen yet. If you have already sent it, you don’t need to do anything: the receipt comes by itself.',
    mute: '🔕 Notifications',
  },
  asks: {
    title: '💬 <b>Your money is on the balance, the purchase waits for you</b>',
    text: (stars) =>
      `You topped up to buy <b>${stars}</b>. Something has changed since then, so we charged nothing without you. Tap the button to see today’s price.`,
    button: (stars) => `⭐ Buy ${stars}`,
  },
  proof: {
    title: '🧾 <b>Receipt</b>',
    where:
      'You can forward this receipt. To ask about it, open in the bot: History → the transaction → “Ask about this”.',
  },
  order: (id) => `🔖 Order: <code>${escapeHtml(id)}</code>`,
  pay: (amount) => `💳 Pay ${amount}`,
  check: '🔄 Check payment',
  newInvoice: '🧾 New invoice',
  cancel: '✖️ Cancel invoice',
  cancelDone: 'The invoice is cancelled.',
  look: {
    none: (time) => `🔎 Checked at ${time}: no payment yet.`,
    some: (time) => `🔎 As Heleket answered at ${time}.`,
    unreachable: (time) => `⚠️ We could not ask Heleket at ${time}. ${careful}`,
    circuit: (time) => `⚠️ Heleket had trouble answering at ${time}. ${careful}`,
  },
  toast: {
    none: 'Checked just now: no payment yet. The bot will write as soon as it sees it.',
    answered: (said) => `🔎 ${said}.`,
    recently: (said, left) => `Asked a moment ago. ${said}. You can ask again in ${left}.`,
    unreachable: `We could not ask Heleket. ${careful}`,
  },
  moved: {
    title: '🧾 <b>This invoice is in another message</b>',
    text: 'You pay and check it there now.',
    show: '🧾 Show the invoice',
  },
  questionnaire: {
    some: '📝 To speed up the review, fill in the short questionnaire below.',
    none: 'You don’t need to do anything: the bot will write when the review is over.',
    button: '📝 Fill in the questionnaire',
  },
  topupReceipt: {
    title: '🎉 <b>Balance topped up!</b> 🎉',
    amount: (amount) => `➕ Credited: <b>${amount}</b>`,
    differs: (asked) => `📥 The invoice was for ${asked}; all that arrived is credited.`,
    balance: (coins, stars) => `Your balance now: 💎 <b>${coins}</b> and ⭐ <b>${stars}</b>`,
    thenBuys: (stars) => `⭐ Now we buy <b>${stars}</b>. The receipt comes next.`,
    thanks: '💛 Thank you! You can buy stars from your balance now.',
  },
  extra: {
    againTitle: '💚 <b>A second payment for a paid order</b>',
    again: (amount) => `You paid this order a second time. All <b>${amount}</b> is on your balance.`,
    cancelledTitle: '💚 <b>A payment came to a cancelled invoice</b>',
    cancelled: (amount) => `You had cancelled the invoice, so all <b>${amount}</b> is on your balance.`,
    lateTitle: '💚 <b>We found your payment</b>',
    late: (amount) =>
      `It arrived when the order was already closed. All <b>${amount}</b> is on your balance.`,
    review: '🔎 Our finance team is looking at it and will credit it to your balance or return it.',
  },
  returned: {
    title: '↩️ <b>The payment service sent the money back</b>',
    text: 'Heleket reports that it returned the money of this order. Our finance team is looking at what this means for the order. You don’t need to do anything; if you did not expect it, write to us.',
  },
};
