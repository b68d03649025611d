import type { FindOutcome, Intent, Later, OrderPage, OrderView } from '../contract.ts';
import { unreadable } from './answers.ts';

/** This many pages have more orders than we make between two tries. */
const MAX_PAGES = 50;

/**
 * Looks for an order after its answer was lost. The supplier stores no id of ours with an order, so we compare recipient,
 * number of stars and time. If more than one order fits, a person must decide.
 */
export async function findByList(
  list: (cursor?: string) => Promise<OrderPage | Later>,
  intent: Pick<Intent, 'recipient' | 'stars'> & { readonly askedAt: Date },
): Promise<FindOutcome> {
  // The supplier may cut times to whole seconds.
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
