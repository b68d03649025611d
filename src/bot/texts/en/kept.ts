import type { Texts } from '../ru/index.ts';

export const kept: Texts['kept'] = {
  title: (n) => (n === 1 ? '📥 <b>Your message is kept</b>' : `📥 <b>${n} messages are kept</b>`),
  ask: 'Nobody reads it yet. Send it to support?',
  off: '🔧 Support takes no new tickets right now. Your message is kept: write anything later, and you can send it.',
  send: '📨 Send it to support',
  into: (n) => `➕ Add to ticket #${n}`,
  reopen: (n) => `🔁 Reopen #${n} with this message`,
  drop: '✖️ No need',
  dropped: '👌 All right, it was removed: nothing went to support.',
  nothing: 'There is nothing to send here any more: it was sent already, or removed.',
};
