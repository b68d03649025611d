import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const drafts: Texts['drafts'] = {
  expired: {
    title: '⌛ <b>Too much time has passed</b>',
    text: (what) =>
      `You started <b>${what}</b> but did not finish in time. Nothing was charged or sent for it. Go on from the same place?`,
    typed: (answer) => `✍️ Your answer is kept: <b>${escapeHtml(answer)}</b>`,
    gone: 'This message does not wait for an answer any more. If you sent or paid something, it is in your tickets and your history. If not, please start again, it is quick.',
  },
  answered:
    '👌 Your answer was taken already, there is nothing to cancel here. It went on in the message below.',
  answeredByInvoice:
    '👌 Your answer was taken already: there is an invoice for it. This does not close the invoice, it waits for payment.',
  openInvoice: '🧾 Open the invoice',
  resume: '▶️ Go on',
  notNow: '✖️ No, thanks',
  names: {
    purchase: 'a purchase by invoice',
    balance_purchase: 'a purchase from balance',
    topup: 'a top-up',
    promo: 'entering a promo code',
    ticket: 'a support ticket',
    refund_address: 'the address of a refund',
    send_stars: 'sending stars',
    recipient: 'choosing who gets the stars',
    gift_note: 'the note for a gift',
    delete_account: 'the deletion of your account',
  },
  amountWrong: '🔢 <b>This does not look like a number</b>',
  amountHow: 'Send a number in plain digits, without signs, spaces or letters.',
  wholeOnly: 'It has to be a whole number of stars.',
  decimals: (n) => `Use a point for the fraction, with no more than ${n} digits after it.`,
  outOfRange: '🔢 <b>The number is outside the limits</b>',
  range: (min, max) => `Anything from <b>${min}</b> to <b>${max}</b>.`,
  kept: 'Nothing is lost — just send it again.',
};
