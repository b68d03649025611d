import { STAFF_STEPS, type Situation } from '../../../delivery/index.ts';
import type { Config } from '../../../platform/index.ts';
import type { StaffMember } from '../../../staff/index.ts';
import type { Row } from '../../access/reader/index.ts';
import { STEPS, type Offer } from './steps.ts';

export type Step = keyof typeof STEPS;

/** The person who looks, and the shop. */
interface Looker {
  readonly staff: Pick<StaffMember, 'id'>;
  readonly config: Pick<Config, 'DELIVERY'>;
}

/** Whether a step fits a delivery as the panel shows it. The use case checks the same table again. */
export function isOffered(name: Step, params: Row, { staff, config }: Looker): boolean {
  const { step, whose, isOfSupplier }: Offer = STEPS[name];
  if (!STAFF_STEPS[step](situationOf(params))) return false;
  if (isOfSupplier && config.DELIVERY !== 'supplier') return false;
  const me = staff.id.toString();
  if (whose === 'own') return textOf(params['claimed_by']) === me;
  return whose === undefined || textOf(params['sent_by']) !== me;
}

/** Reads a shown row, where ids and times are texts. */
function situationOf(row: Row): Situation {
  const time = textOf(row['review_since']);
  const sender = textOf(row['sent_by']);
  return {
    status: row['status'] as Situation['status'],
    reviewSince: time === '' ? null : new Date(time),
    supplier: (row['supplier'] as Situation['supplier']) ?? null,
    attempt: Number(row['attempt']),
    supplierStatus: textOf(row['supplier_status']) || null,
    supplierRef: textOf(row['supplier_ref']) || null,
    sentBy: sender === '' ? null : BigInt(sender),
    needsSecond: row['needs_second'] === true,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
