import {
  bothSides,
  openBreak,
  settle,
  type BreakClass,
  type PaymentsContext,
  type ProviderInvoice,
} from '../payments/index.ts';
import { coin } from '../shop/index.ts';
import { compare } from './compare.ts';
import { findOurRow, type OurRow } from './ours.ts';
import type { SweepCounts } from './sweepRecord.ts';

/** What is done with each row of a sweep. */
export interface Judge {
  pair(ours: OurRow, theirs: ProviderInvoice): Promise<void>;
  onlyOurs(ours: OurRow): Promise<void>;
  onlyTheirs(theirs: ProviderInvoice): Promise<void>;
}

/** Whatever looks different is asked for again before it counts: a list may lag behind, miss rows or tell them twice. */
export function createJudge(context: PaymentsContext, counts: SweepCounts): Judge {
  const asset = coin(context.config);
  const open = async (found: BreakClass, ours: OurRow | undefined, theirs: ProviderInvoice | undefined) => {
    if (await openBreak(context.db, { class: found, source: 'sweep', ...described(ours, theirs) }))
      counts.opened++;
  };
  const pair = async (ours: OurRow, theirs: ProviderInvoice): Promise<void> => {
    const first = compare(ours, theirs, asset);
    if (first === undefined) {
      counts.matched++;
      return;
    }
    // The list may lag behind, and we may: what the provider says now decides, by the rules of every payment.
    const facts = await context.provider.info({ orderId: ours.providerOrderId });
    if (facts) await settle(context, { invoiceId: ours.id, facts, source: 'sweep' });
    const now = (await findOurRow(context.db, ours.providerOrderId)) ?? ours;
    const left = first === 'duplicate' ? first : compare(now, facts ?? theirs, asset);
    if (left === undefined) counts.healed++;
    else await open(left, now, left === 'duplicate' ? theirs : (facts ?? theirs));
  };
  return {
    pair,
    onlyOurs: async (ours) => {
      // The provider was never reached, and nobody could pay.
      if (ours.providerUuid === null) return;
      const facts = await context.provider.info({ orderId: ours.providerOrderId });
      if (facts) await pair(ours, facts);
      else await open('missing_at_provider', ours, undefined);
    },
    onlyTheirs: async (theirs) => {
      const ours = await findOurRow(context.db, theirs.orderId);
      if (ours) await pair(ours, theirs);
      else await open('missing_with_us', undefined, theirs);
    },
  };
}

/** Both sides as they are shown beside a break. */
function described(ours: OurRow | undefined, theirs: ProviderInvoice | undefined) {
  return {
    subject: ours?.id ?? theirs?.uuid ?? '',
    subjectAt: ours?.createdAt ?? theirs?.createdAt,
    ...(ours ? { invoiceId: ours.id, orderId: ours.orderId, asset: ours.asset, amount: ours.amount } : {}),
    ...(theirs ? { providerUuid: theirs.uuid } : {}),
    detail: bothSides(ours, theirs),
  };
}
