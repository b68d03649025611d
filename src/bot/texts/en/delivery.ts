import type { Texts } from '../ru/index.ts';

/** Sending stars to a Telegram account. */
export const delivery: Texts['delivery'] = {
  title: '🚀 <b>Sending stars</b>',
  to: (name) => `👤 To: <b>@${name}</b>`,
  toSelf: (name) => `👤 To: <b>@${name}</b> (that is you)`,
  toErased: '👤 To: erased',
  stars: (stars) => `⭐ How many: <b>${stars}</b>`,
  proof: (id) => `🧾 Proof: <code>${id}</code>`,
  id: (id) => `🔖 Number: <code>${id}</code>`,
  states: {
    requested: '⏳ Waiting for the payment of the order. The stars go out by themselves after it.',
    reserved:
      '⏳ The stars left your balance and wait to be sent. There is nothing to do: we tell you when they arrive.',
    submitted: '📤 The stars are being sent. It usually takes a few minutes. We tell you when they arrive.',
    confirmed: '✅ The stars have arrived.',
    failed: '↩️ The stars could not be sent. They are back on your balance.',
    uncertain:
      '🔎 The supplier did not confirm it, and we are checking with them. There is nothing to do: the stars arrive, or come back to your balance.',
  },
  notBegun: '✖️ The delivery did not begin. Nothing left your balance for it.',
  orderPaid: '⏳ The order is paid, and the delivery is about to begin. There is nothing to do.',
  orderOver: '✖️ The order was cancelled or refunded, so nothing is sent. Nothing left your balance.',
  review: '🔎 Under review. The stars are set aside; a review usually takes no more than an hour.',
  reasons: {
    RECIPIENT_REFUSED: 'This account was not found, or cannot receive stars now.',
    INSUFFICIENT_FUNDS: 'There were not so many stars on the balance any more.',
    REPLACED: 'You chose somebody else for this order.',
    REFUSED_BY_STAFF: 'The shop called this delivery off. Support can tell you why.',
  },
  open: '🚀 To the delivery',
  steps: {
    requested: '📝 Asked for',
    reserved: '⭐ Stars set aside',
    submitted: '📤 Being sent',
    confirmed: '✅ Arrived',
    failed: '↩️ Not sent',
    uncertain: '🔎 Being checked',
  },
  step: (step, time) => `${step} · ${time}`,
  asOf: (time) => `🕘 As things stand at ${time}`,
  refresh: '🔄 Refresh',
  marks: {
    requested: '⏳',
    reserved: '⏳',
    submitted: '📤',
    confirmed: '✅',
    failed: '↩️',
    uncertain: '🔎',
  },
  list: {
    title: '📦 <b>My deliveries</b>',
    text: 'Tap a delivery to see its details.',
    none: '📭 There are no deliveries yet.',
    erased: 'name erased',
  },
  goesTo: (name) => `🚀 The stars go to <b>@${name}</b>`,
  hasArrived: (name) => `🚀 The stars have arrived at <b>@${name}</b>`,
  goesToSelf: (name) => `🚀 The stars go to your account <b>@${name}</b>`,
};
