import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

const untouched = 'Your money is untouched: neither coins nor stars were taken.';

export const errors: Texts['errors'] = {
  labels: {
    money: '💰',
    now: '👉',
    reference: (ref) => `🔖 Reference for support: <code>${escapeHtml(ref)}</code>`,
  },
  categories: {
    network: {
      title: '📡 <b>No connection to a service</b>',
      what: 'An outside service did not answer in time.',
      money: untouched,
      now: 'Wait a minute and try again.',
    },
    payment: {
      title: '💳 <b>The payment was not made</b>',
      what: 'The operation could not be carried out.',
      money: untouched,
      now: 'Try another amount or another way to pay. If it still fails, write to us.',
    },
    system: {
      title: '🛠 <b>Something failed on our side</b>',
      what: 'Something went wrong, and we already know.',
      money:
        'An unfinished operation takes nothing. If you have already sent a payment, it will be found and credited.',
      now: 'Try again in a minute. If it happens again, write to us with the reference below.',
    },
    user: {
      title: '☝️ <b>That does not work</b>',
      what: 'The request cannot be carried out.',
      money: untouched,
      now: 'Go back and try another way.',
    },
  },
  restocking: {
    title: '⭐ <b>Stars are being restocked</b>',
    what: 'We are out of stars for the moment and are restocking.',
    money: untouched,
    now: 'Please try again soon. Orders that are paid will be carried out.',
  },
  codes: {
    PROVIDER_UNAVAILABLE: {
      title: '📡 <b>The payment service does not answer</b>',
      what: 'Heleket did not answer, so no invoice could be made.',
      money: untouched,
      now: 'Wait a minute and try again, or buy stars from your balance: that always works.',
    },
    CIRCUIT_OPEN: {
      title: '📡 <b>The payment service is paused</b>',
      what: 'Heleket failed to answer several times in a row, so we’ll try again in a minute.',
      money: untouched,
      now: 'Try again in a minute, or buy stars from your balance right now.',
    },
    TELEGRAM_UNAVAILABLE: {
      title: '📡 <b>Telegram did not take the answer in time</b>',
      what: 'We could not show you the result at once.',
      money:
        'If you confirmed a purchase or a payment, it may have gone through — once, never more. Your history tells.',
      now: 'Open your balance or history. Pressing the same button again will not charge you twice.',
    },
    PROVIDER_REFUSED: {
      title: '💳 <b>The payment service refused</b>',
      what: 'Heleket did not accept this invoice.',
      money: untouched,
      now: 'Try another amount, or buy from your balance.',
    },
    PROVIDER_MISMATCH: {
      title: '💳 <b>The invoice has to be checked</b>',
      what: 'The payment service answered with something else than we asked for. We do not show such an invoice.',
      money: untouched,
      now: 'Finance is looking at it. Please try a new invoice later.',
    },
    KEY_REUSED: {
      title: '☝️ <b>This button was for something else</b>',
      what: 'The button that you pressed belongs to another number of stars, and has done its work already.',
      money: 'Nothing was taken by this press. What was bought before stands in your history.',
      now: 'Open the shop and choose the number again.',
    },
    INSUFFICIENT_FUNDS: {
      title: '💰 <b>Not enough on your balance</b>',
      what: 'Your balance is too small for this purchase.',
      money: untouched,
      now: 'Top up, choose fewer stars, or pay by invoice.',
    },
    SWITCHED_OFF: {
      title: '🔧 <b>This section is switched off</b>',
      what: 'The shop has switched this function off for a short time.',
      money: untouched,
      now: 'Please come back a little later; the other sections work.',
    },
    USER_UNDER_REVIEW: {
      title: '🛡 <b>Purchases are paused</b>',
      what: 'Our security team is checking your account.',
      money: 'Your balance and stars are safe.',
      now: 'Write to support and we will tell you what is needed.',
    },
    USER_BLOCKED: {
      title: '⛔ <b>The account is blocked</b>',
      what: 'Purchases and top-ups are closed for this account.',
      money: 'Your balance and stars stay recorded as yours.',
      now: 'Write to support if you think this is a mistake.',
    },
    PACKAGE_UNKNOWN: {
      title: '📦 <b>This package is gone</b>',
      what: 'The package is no longer sold.',
      money: untouched,
      now: 'Open the shop to see the current packages.',
    },
    ORDER_UNKNOWN: {
      title: '🔎 <b>Operation not found</b>',
      what: 'You have no such order.',
      money: untouched,
      now: 'Open your history and choose the operation there.',
    },
    PRICE_CHANGED: {
      title: '🔔 <b>The price changed</b>',
      what: 'The price changed while the screen was open.',
      money: untouched,
      now: 'Look at the new price and confirm the purchase.',
    },
    AMOUNT_OUT_OF_RANGE: {
      title: '🔢 <b>The number is outside the limits</b>',
      what: 'This amount cannot be bought or topped up.',
      money: untouched,
      now: 'Choose a number inside the stated limits.',
    },
    DELIVERY_OFF: {
      title: '🔧 <b>Sending stars is switched off</b>',
      what: 'The shop does not send stars to Telegram accounts right now.',
      money: 'Nothing was taken: the stars stay on your balance in the bot.',
      now: 'Look in later, or write to support.',
    },
    DELIVERY_UNKNOWN: {
      title: '🔎 <b>Delivery not found</b>',
      what: 'You have no such delivery.',
      money: untouched,
      now: 'Open “My deliveries” and choose it there.',
    },
    DELIVERY_STATE: {
      title: '🚀 <b>The delivery is under way</b>',
      what: 'Its recipient cannot be changed any more.',
      money: 'This tap took nothing.',
      now: 'Open “My deliveries” to see what happens to the stars.',
    },
    DELIVERY_CLAIMED: {
      title: '🚀 <b>The delivery is under way</b>',
      what: 'Another person of the shop sends these stars.',
      money: 'This tap took nothing.',
      now: 'Open “My deliveries” to see what happens to the stars.',
    },
    RECIPIENT_INVALID: {
      title: '👤 <b>This name does not fit</b>',
      what: 'It does not look like a @username of Telegram.',
      money: untouched,
      now: 'Send a @username, or a link such as t.me/name.',
    },
    RECIPIENT_REFUSED: {
      title: '👤 <b>This recipient does not fit</b>',
      what: 'There is no such account, or it cannot receive stars now.',
      money: untouched,
      now: 'Check the name, or choose somebody else.',
    },
    SUPPLIER_UNAVAILABLE: {
      title: '📡 <b>The supplier of stars does not answer</b>',
      what: 'The stars cannot be sent at this moment.',
      money: 'Nothing is lost: a delivery that began goes on by itself, one that did not took nothing.',
      now: 'Try again in a few minutes.',
    },
    TICKET_UNKNOWN: {
      title: '🔎 <b>Ticket not found</b>',
      what: 'You have no such ticket.',
      money: 'This has nothing to do with your money.',
      now: 'Open the list of your tickets, or open a new one.',
    },
    TICKET_STATE: {
      title: '💬 <b>This ticket is closed</b>',
      what: 'It takes no more messages and cannot be opened again.',
      money: 'This has nothing to do with your money.',
      now: 'Open a new one: we see the earlier conversation.',
    },
    TICKETS_TOO_MANY: {
      title: '🗂 <b>Too many open tickets</b>',
      what: 'You cannot open another one until one of them is resolved.',
      money: 'This has nothing to do with your money.',
      now: 'Write into one of the open ones: we answer there.',
    },
    TEXT_INVALID: {
      title: '✍️ <b>The text does not fit</b>',
      what: 'The message is empty or too long.',
      money: 'This has nothing to do with your money.',
      now: 'Shorten the text and send it again; your draft is kept.',
    },
    DATABASE_UNAVAILABLE: {
      title: '⏳ <b>One moment</b>',
      what: 'We cannot reach our records for a moment.',
      money: 'Nothing is lost: what was done stays done, and is done once.',
      now: 'Wait half a minute and try again. What you had begun is kept.',
    },
    REDIS_UNAVAILABLE: {
      title: '🛠 <b>Typing does not work right now</b>',
      what: 'We cannot remember an unfinished action.',
      money: untouched,
      now: 'Packages and fixed amounts work: choose one with a button.',
    },
  },
  rateLimited: {
    title: '🐢 <b>Too fast</b>',
    what: 'You press faster than the bot can answer.',
    messages:
      'Too many messages in a row: the last one, and those that come before the time is over, were not read or passed on. Please send them again later.',
    ticketMessages:
      'Too many messages in a row. Everything before the last one reached support; the last one, and those that come before the time is over, did not. Please send them again later.',
    payments: 'Too many new invoices in a row.',
    later: (time) => `⏱ One more can be made in <b>${time}</b>: press the button below then.`,
    back: (time) => `⏱ Please come back in <b>${time}</b>.`,
    alert: (time) => `🐢 Too fast. Please come back in ${time}.`,
    money: untouched,
    open: 'These invoices are already made: pay one of them, or come back later.',
  },
  groupChat: 'The bot works in a private chat only. Open it and press /start.',
};
