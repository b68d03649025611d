import { openBreak, type BreakClass } from '../breaks/index.ts';
import { bothSides, settle, type PaymentsContext, type ProviderInvoice } from '../payments/index.ts';
import { coin } from '../shop/index.ts';
import { askAbout } from './ask.ts';
import { compare } from './compare.ts';
import { findOurRow, type OurRow } from './ours.ts';
import type { SweepCounts } from './sweepRecord.ts';
import { createUnreadable, type Unreadable } from './unreadable.ts';

/** Decides what happens with each row of a sweep. */
export interface Judge {
  /** Undefined: both agree, and there was nothing to do. */
  pair(ours: OurRow, theirs: ProviderInvoice): Promise<void> | undefined;
  onlyOurs(ours: OurRow): Promise<void>;
  onlyTheirs(theirs: ProviderInvoice): Promise<void>;
  unreadable: Unreadable['row'];
}

/**
 * Asks again about every apparent difference before it counts, because a list may lag behind, miss rows or show them
 * twice.
 */
export function createJudge(context: PaymentsContext, counts: SweepCounts): Judge {
  const asset = coin(context.config);
  const unreadable = createUnreadable(context, counts);
  const open = async (found: BreakClass, ours: OurRow | undefined, theirs: ProviderInvoice | undefined) =>
    openBreak(context.db, { class: found, source: 'sweep', ...described(ours, theirs) });
  const pair = (ours: OurRow, theirs: ProviderInvoice): Promise<void> | undefined => {
    const first = compare(ours, theirs, asset);
    if (first !== undefined) return differ(first, ours, theirs);
    counts.matched++;
    return undefined;
  };
  const differ = async (first: BreakClass, ours: OurRow, theirs: ProviderInvoice): Promise<void> => {
    const wasOpen = await hasOpenBreak(context, ours.id);
    // The list may lag behind, and so may we. The provider's answer now decides, by the same rules as every payment.
    const facts = await askAbout(context, { orderId: ours.providerOrderId });
    if (facts === 'unreadable') return unreadable.answer(ours);
    if (facts) await settle(context, { invoiceId: ours.id, facts, source: 'sweep' });
    const now = (await findOurRow(context.db, ours.providerOrderId)) ?? ours;
    const left = first === 'duplicate' ? first : compare(now, facts ?? theirs, asset);
    if (left === undefined) {
      counts.healed++;
      return;
    }
    // The settlement may have opened this break already. It still counts as found by this sweep.
    await open(left, now, left === 'duplicate' ? theirs : (facts ?? theirs));
    if (!wasOpen && (await hasOpenBreak(context, ours.id))) counts.opened++;
  };
  return {
    pair,
    unreadable: (row) => unreadable.row(row),
    onlyOurs: async (ours) => {
      // The provider was never reached, and nobody could pay.
      if (ours.providerUuid === null) return;
      const facts = await askAbout(context, { orderId: ours.providerOrderId });
      if (facts === 'unreadable') await unreadable.answer(ours);
      else if (facts) await pair(ours, facts);
      else if (await open('missing_at_provider', ours, undefined)) counts.opened++;
    },
    onlyTheirs: async (theirs) => {
      const ours = await findOurRow(context.db, theirs.orderId);
      if (ours) await pair(ours, theirs);
      else if (await open('missing_with_us', undefined, theirs)) counts.opened++;
    },
  };
}

async function hasOpenBreak({ db }: PaymentsContext, subject: string): Promise<boolean> {
  return (
    (await db.one(`SELECT 1 FROM breaks WHERE subject = $1 AND status = 'open' LIMIT 1`, [subject])) !==
    undefined
  );
}

/** Both sides in the form that the page of a break shows. */
function described(ours: OurRow | undefined, theirs: ProviderInvoice | undefined) {
  return {
    subject: ours?.id ?? theirs?.uuid ?? '',
    subjectAt: ours?.createdAt ?? theirs?.createdAt,
    ...(ours ? { invoiceId: ours.id, orderId: ours.orderId, asset: ours.asset, amount: ours.amount } : {}),
    ...(theirs ? { providerUuid: theirs.uuid } : {}),
    detail: bothSides(ours, theirs),
  };
}
