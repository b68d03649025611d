import { AppError } from '../../../lib/index.ts';
import type { ActionCall } from '../../access/actions.ts';

/** The common part of all actions on people's accounts. */
export const common = { subject: 'staff', right: 'edit', kind: 'record' } as const;

/** Only for the buttons: the use case decides. */
export const ofOther = (row: Readonly<Record<string, unknown>>, staff: { readonly id: bigint }): boolean =>
  row['id'] !== staff.id.toString();
export const isOff = (row: Readonly<Record<string, unknown>>): boolean => row['disabled_at'] !== null;

/** The id of another person. People must not raise their own rights or lock themselves out. */
export function other(call: ActionCall): bigint {
  const id = BigInt(call.id);
  if (id === call.staff.id) throw new AppError('OWN_ACCOUNT');
  return id;
}
