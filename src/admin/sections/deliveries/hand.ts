import { z } from 'zod';
import { claimNext } from '../../../delivery/index.ts';
import { defineAction } from '../../access/actions.ts';
import type { Access } from '../../access/panel.ts';
import { findRows, type ShownRow } from '../../access/reader/index.ts';
import { rowsOf, textOf } from '../../access/rows.ts';
import { DELIVERIES } from './source.ts';
import { STEPS } from './steps.ts';
import { QUEUE } from './texts.ts';

/**
 * A delivery that a person has taken and not sent yet, with the full account name. Taking it is the look that is
 * logged.
 */
interface InHand {
  readonly row: ShownRow;
  readonly recipient: string;
  readonly recipientName: string;
}

export interface HandView {
  /** People send in this shop. If not, only what they have begun is left. */
  readonly isManual: boolean;
  readonly mine: InHand | null;
  readonly waiting: readonly ShownRow[];
  readonly others: readonly ShownRow[];
  readonly second: readonly { readonly row: ShownRow; readonly isOwn: boolean }[];
  readonly mayConfirm: boolean;
}

const MOST = 100;

/** The queue of people who send by hand, the oldest first. */
export async function readHand(access: Access): Promise<HandView> {
  const { ability, panel, staff } = access;
  const me = staff.id.toString();
  const isManual = panel.app.config.DELIVERY === 'manual';
  const those = (filters: Readonly<Record<string, string>>): Promise<ShownRow[]> =>
    rowsOf(access, DELIVERIES, { filters, sort: { by: 'created_at', direction: 'asc' }, limit: MOST });
  const [waiting, inHand, second] = await Promise.all([
    isManual ? those({ status: 'reserved', by_hand: 'waiting' }) : [],
    those({ status: 'submitted', by_hand: 'in_hand' }),
    those({ status: 'submitted', by_hand: 'second' }),
  ]);
  const mine = inHand.find((row) => textOf(row, 'claimed_by') === me);
  return {
    isManual,
    mine: mine ? await withRecipient(access, mine) : null,
    waiting,
    others: inHand.filter((row) => textOf(row, 'claimed_by') !== me),
    second: second.map((row) => ({ row, isOwn: textOf(row, 'sent_by') === me })),
    mayConfirm: ability.can('approve', 'deliveries'),
  };
}

async function withRecipient({ panel, ability }: Access, row: ShownRow): Promise<InHand> {
  const access = { ability, source: DELIVERIES, action: 'open' } as const;
  const [clear] = await findRows(panel.reads, access, [textOf(row, 'id')]);
  const nameOf = (column: string): string => (typeof clear?.[column] === 'string' ? clear[column] : '');
  return { row, recipient: nameOf('recipient'), recipientName: nameOf('recipient_name') };
}

/** Takes the oldest delivery that waits. */
export const takeNext = defineAction({
  name: 'takeNext',
  label: QUEUE.next,
  consequence: STEPS.claimDelivery.consequence,
  subject: 'deliveries',
  right: 'send',
  kind: 'resource',
  icon: 'ChevronsRight',
  form: [],
  input: z.object({}),
  run: async ({ app, staff }) => {
    const taken = await claimNext(app, { staffId: staff.id });
    if (!taken) return { unchanged: true, isRepeat: true, notice: QUEUE.nothing };
    return {
      about: { type: 'deliveries', id: taken.id },
      after: { status: taken.status, stars: taken.stars },
      data: { id: taken.id },
    };
  },
});
