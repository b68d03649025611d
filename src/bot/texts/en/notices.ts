import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const notices: Texts['notices'] = {
  reply: (n) => `💬 <b>Support answered</b> · ticket #${n}`,
  replyBody: (text) => escapeHtml(text),
  replyHint: '✍️ To answer, just send a message.',
  resolved: (n) => `✅ <b>Ticket #${n} is resolved</b>`,
  resolvedText: (within) => `We hope this helped. If not, you can reopen the ticket ${within}.`,
  closed: (n) => `⚪ <b>Ticket #${n} is closed</b>`,
  closedText:
    'It takes no more messages. If something is unsolved, open a new one: we see the earlier conversation.',
  closedUnanswered:
    'We closed it without an answer. If something is unsolved, open a new ticket: we see the earlier conversation.',
  reopened: (n) => `🔁 <b>Ticket #${n} is open again</b>`,
  reopenedText: 'We are working on it and will answer right here.',
  merged: (from, n) => `🔗 <b>Ticket #${from} is now part of #${n}</b>`,
  mergedText: (n) =>
    `Both were yours, so we answer in one place. The whole conversation is kept, and whatever you write from now on goes into ticket #${n}.`,
  refund: {
    title: '↩️ <b>Refund</b>',
    steps: {
      requested: 'The refund is made and waits for a check.',
      approved: 'The refund is approved; the payout is being prepared.',
      sent: 'The refund is on its way.',
      done: 'The refund is complete.',
      declined: 'The refund was declined. Write to us if you disagree.',
      failed: 'The refund did not go through at once; finance is working on it.',
      address: 'The refund is approved. To get it, give the address of your wallet: the button is below.',
      wait: '⚠️ The address of your refund was changed. It is another wallet, so the refund leaves for it in 24 hours. If it was not you, stop it with the button below and write to us.',
      named:
        'The address of your refund is confirmed; the payout is being prepared. If it was not you, stop it with the button below and write to us.',
      review:
        'The address of your refund is being checked: no coins have been sent yet. Finance is looking at it, and we will write to you here. If it was not you, stop it with the button below.',
      stopped:
        'The address of your refund was taken back: nothing will go there. Give an address again to get the refund; if it was not you who gave it, write to us.',
      checking:
        'The payment service did not answer at once; we are checking whether the refund left. Your money is safe and you need not do anything again.',
      to_balance: 'It could not be sent to the address, so the amount is back on your balance.',
      cancelled: 'The refund was cancelled. Write to us if this is a mistake.',
      credited: 'We corrected your balance: the amount was added.',
      found:
        'We found a payment of yours that we could not place at first: the amount is now on your balance.',
      debited: 'We corrected your balance: the amount was taken. Write to us if you disagree.',
    },
  },
};
