import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const refund: Texts['refund'] = {
  title: '↩️ <b>Refund</b>',
  adjustment: '🧾 <b>Balance correction</b>',
  statuses: {
    requested: '⏳ being checked',
    awaiting_address: '✍️ waiting for your address',
    approved: '✅ approved',
    rejected: '🚫 declined',
    cancelled: '✖️ cancelled',
    executing: '📤 on its way',
    unknown: '🔎 being checked with the payment service',
    failed: '🛠 did not go through; finance is working on it',
    done: '✅ complete',
  },
  checked: '🔎 finance is checking the address',
  status: (status) => `📌 State: <b>${status}</b>`,
  of: (name, date) => `🧾 For: <b>${name}</b>, ${date}`,
  purchase: (stars, amount) => `purchase, ${stars} for ${amount}`,
  topup: (amount) => `top-up of ${amount}`,
  reason: (reason) => `💬 Reason: ${reason}`,
  reasons: {
    not_delivered: 'the order was not delivered',
    duplicate_payment: 'paid twice',
    wrong_amount: 'wrong amount',
    customer_request: 'at your request',
    service_failure: 'a failure on our side',
    goodwill: 'goodwill',
    correction: 'correction of an error',
    fraud: 'security check',
    other: 'other',
  },
  amount: (amount) => `💰 Amount: <b>${amount}</b>`,
  gain: (amount) => `💰 For you: <b>${amount}</b>`,
  taken: (what) => `⭐ Taken back: <b>${what}</b>`,
  fromBalance: (amount) => `${amount} from your balance here`,
  to: (place) => `📮 To: ${place}`,
  places: {
    balance: 'your balance in the bot',
    address: (network, hint) =>
      `your wallet on ${escapeHtml(network)}${hint === null ? '' : ` <code>${escapeHtml(hint)}</code>`}`,
  },
  network: (network, currency) =>
    `🌐 Network: <b>${escapeHtml(network)}</b> · coin: <b>${escapeHtml(currency)}</b>`,
  notBefore: (date) => `⏰ Sent not before <b>${date}</b>`,
  open: '↩️ To the refund',
  details: '🔎 Details',
  enter: '✍️ Give an address',
  change: '🔁 Change the address',
  stop: '🛑 It was not me: stop it',
  stopped:
    '🛑 The address is taken back: nothing will go there. If it was not you who gave it, write to support.',
  tooLate:
    '☝️ The coins are already with the payment service and cannot be stopped. If it was not you who gave the address, write to support at once.',
  prompt: {
    title: '📮 <b>Where should the refund go?</b>',
    text: 'Send the address of your wallet in one message. It must be on exactly this network: coins sent on another one cannot be recovered.',
    memo: 'Do not give the address of an exchange that needs a comment (memo): a refund cannot carry one.',
    fee: 'The network fee is taken out of the amount.',
  },
  wrong: {
    title: '🔎 <b>This does not look like an address</b>',
    text: (network) =>
      `The checksum of a ${escapeHtml(network)} address does not match, or it belongs to another network. Copy the whole address from your wallet and send it again.`,
    kept: 'Nothing was sent; the refund is waiting for you.',
  },
  confirm: {
    title: '👀 <b>Check the address</b>',
    address: (address) => `<code>${escapeHtml(address)}</code>`,
    text: 'Compare the first and last characters with your wallet. Once it is sent, the address cannot be changed.',
    taken: (stars) => `☝️ When the refund leaves, <b>${stars}</b> are taken back.`,
    waits:
      '⏳ You gave another wallet before, so the refund to this one leaves in 24 hours. If it is not you who changes the address, a button in the chat stops it.',
    yes: '✅ Correct, send it',
    other: '✍️ Another address',
  },
};
