import type { Row } from '../../kit/Table.tsx';
import type { Pair } from '../../words/pair.ts';
import { NOW } from './texts.ts';

/** What happens with a delivery now, in words. */
export function nowText(delivery: Row): Pair {
  const status = String(delivery['status']) as keyof typeof NOW;
  if (status === 'submitted' && delivery['supplier'] === 'manual')
    return delivery['sent_by'] === null ? NOW.inHand : NOW.second;
  if (status !== 'reserved') return NOW[status];
  if (delivery['review_since'] !== null) return NOW.review;
  return delivery['needs_person'] === true ? NOW.failing : NOW.reserved;
}
