import type { Row } from '../../kit/Table.tsx';
import type { Pair } from '../../words/pair.ts';
import type { RefundView } from './page.ts';
import { NOW } from './texts.ts';

/** "+19 TON", "−5 TON": what the user gets or loses. */
export function signed(refund: Row): string {
  return `${refund['direction'] === 'debit' ? '−' : '+'}${String(refund['amount'])}`;
}

/** The request with the name of its user, if the person may see that. */
export function withUser({ refund, user }: RefundView): Row {
  return { ...refund, user_name: user?.['name'] ?? null };
}

/** What happens now, in words. */
export function nowText(refund: Row): Pair {
  const status = String(refund['status']) as keyof typeof NOW;
  if (refund['needs_person'] !== true) return NOW[status];
  if (status === 'approved') return NOW.tried;
  return status === 'executing' ? NOW.unseen : NOW[status];
}
