import { escapeHtml } from '../../../lib/index.ts';
import type { Texts } from '../ru/index.ts';

export const notices: Texts['notices'] = {
  ping: {
    paid: '🎉 Your payment arrived! The receipt is in the message above ☝️',
    news: '🔔 There is news about your invoice in the message above ☝️',
  },
  reply: (n) => `💬 <b>Support answered</b> · ticket #${n}`,
  replyBody: (text) => escapeHtml(text),
  replyHint: '✍️ To answer, just send a message.',
  resolved: (n) => `✅ <b>Ticket #${n} is resolved</b>`,
  resolvedText: 'We hope this helped. If not, you can reopen the ticket within 7 days.',
  refund: {
    title: '↩️ <b>Refund</b>',
    steps: {
      requested: 'The refund is made and waits for a check.',
      approved: 'The refund is approved; the payout is being prepared.',
      sent: 'The refund is on its way.',
      done: 'The refund is complete.',
      declined: 'The refund was declined. Write to us if you disagree.',
      failed: 'The refund did not go through at once; finance is working on it.',
      other: 'The state of your refund changed. See your history for details.',
    },
    amount: (amount) => `💰 Amount: <b>${amount}</b>`,
  },
};
