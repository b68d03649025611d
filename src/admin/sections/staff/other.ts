import { AppError } from '../../../lib/index.ts';
import type { ActionCall } from '../../access/actions.ts';

/** What all actions on people's accounts have. */
export const common = { subject: 'staff', right: 'edit', kind: 'record' } as const;

/** For the buttons: the use case decides. */
export const ofOther = (row: Readonly<Record<string, unknown>>, staff: { readonly id: bigint }): boolean =>
  row['id'] !== staff.id.toString();
export const isOff = (row: Readonly<Record<string, unknown>>): boolean => row['disabled_at'] !== null;

/** The id of somebody else: a person must not raise or lock out oneself. */
export function other(call: ActionCall): bigint {
  const id = BigInt(call.id);
  if (id === call.staff.id) throw new AppError('OWN_ACCOUNT');
  return id;
}
