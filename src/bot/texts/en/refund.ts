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
  status: (status) => `📌 State: <b>${status}</b>`,
  amount: (amount) => `💰 Amount: <b>${amount}</b>`,
  stars: (stars, isDone) => `⭐ ${isDone ? 'Taken back' : 'To be taken back'}: <b>${stars}</b>`,
  network: (network, currency) =>
    `🌐 Network: <b>${escapeHtml(network)}</b> · coin: <b>${escapeHtml(currency)}</b>`,
  sentTo: (hint) => `📮 Address: <code>${escapeHtml(hint)}</code>`,
  notBefore: (date) => `⏰ Sent not before <b>${date}</b>`,
  open: '↩️ To the refund',
  details: '🔎 Details',
  enter: '✍️ Give an address',
  change: '🔁 Change the address',
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
    waits:
      'An earlier refund went to another address, so this one will be sent in 24 hours. If it was not you who changed it, write to support at once.',
    yes: '✅ Correct, send it',
    other: '✍️ Another address',
  },
};
