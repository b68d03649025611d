import type { FindOutcome, Intent, Later, OrderPage, OrderView } from '../contract.ts';
import { unreadable } from './answers.ts';

/** So many pages hold more orders than are made between two tries. */
const MAX_PAGES = 50;

/**
 * Looks for an order whose answer was lost. The supplier keeps nothing of ours with an order, so the recipient, the number
 * of stars and the time tell: more than one that fits is for a person.
 */
export async function findByList(
  list: (cursor?: string) => Promise<OrderPage | Later>,
  intent: Pick<Intent, 'recipient' | 'stars'> & { readonly askedAt: Date },
): Promise<FindOutcome> {
  // The supplier may write whole seconds.
  const since = Math.floor(intent.askedAt.getTime() / 1000) * 1000;
  const found: OrderView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await list(cursor);
    if ('is' in read) return read;
    for (const view of read.views) {
      if (!view.createdAt) return unreadable(`an order without a time: ${view.ref}`);
      if (view.createdAt.getTime() < since) return outcomeOf(found);
      if (view.recipient === intent.recipient.toLowerCase() && view.stars === intent.stars) found.push(view);
    }
    cursor = read.nextCursor;
    if (cursor === undefined) return outcomeOf(found);
  }
  return unreadable('the list has no end');
}

function outcomeOf(found: readonly OrderView[]): FindOutcome {
  const [view, ...others] = found;
  if (!view) return { is: 'none' };
  return others.length === 0 ? { is: 'one', view } : { is: 'several', views: found };
}
