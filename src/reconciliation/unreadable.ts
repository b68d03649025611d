import { openBreak, seeBreaksAgain } from '../breaks/index.ts';
import { bothSides, type PaymentsContext, type UnreadableRow } from '../payments/index.ts';
import { findOurRow, type OurRow } from './ours.ts';
import type { SweepCounts } from './sweepRecord.ts';

/** Handles an answer of the provider that cannot be read: opens a break with its text. */
export interface Unreadable {
  /** A row of the list. If it is about an invoice of ours, the provider is then asked about that one. */
  row(row: UnreadableRow): Promise<void>;
  /** The answer about one invoice of ours. */
  answer(ours: OurRow): Promise<void>;
}

export function createUnreadable({ db }: Pick<PaymentsContext, 'db'>, counts: SweepCounts): Unreadable {
  /** Rows already reported by this sweep. They are few. The answer about such an invoice adds nothing to its row. */
  const told = new Set<string>();
  const tell = async (row: UnreadableRow, ours: OurRow | undefined): Promise<void> => {
    const { subject, uuid, orderId, createdAt, fields, raw } = row;
    told.add(subject);
    const isNew = await openBreak(db, {
      class: 'unreadable',
      source: 'sweep',
      subject,
      subjectAt: ours?.createdAt ?? createdAt,
      ...(uuid === undefined ? {} : { providerUuid: uuid }),
      ...(ours ? { invoiceId: ours.id, orderId: ours.orderId, asset: ours.asset, amount: ours.amount } : {}),
      detail: { ...bothSides(ours, undefined), theirName: orderId ?? null, unread: fields, raw },
    });
    if (isNew) counts.opened++;
  };
  return {
    row: async (row) => {
      await tell(row, row.orderId === undefined ? undefined : await findOurRow(db, row.orderId));
    },
    answer: async (ours) => {
      // Its open breaks are not gone, because nobody can tell.
      await seeBreaksAgain(db, ours.id);
      const subject = ours.providerUuid ?? ours.id;
      if (told.has(subject)) return;
      const { providerUuid, providerOrderId, createdAt } = ours;
      const row = { subject, uuid: providerUuid ?? undefined, orderId: providerOrderId, createdAt };
      await tell({ ...row, fields: '', raw: '' }, ours);
    },
  };
}
