import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

export const SWITCHES = ['sell', 'topup', 'refund', 'tickets'] as const;
export type SwitchName = (typeof SWITCHES)[number];

/** A function of the shop that admins can switch off; `note` is for staff. */
export interface Switch {
  readonly name: SwitchName;
  readonly enabled: boolean;
  readonly note: string;
  readonly changedBy: bigint | null;
  readonly changedAt: Date;
}

const COLUMNS = 'name, enabled, note, changed_by AS "changedBy", changed_at AS "changedAt"';

/** Read each time: a switch is in force at once, in every process. */
export async function isEnabled(context: Context, name: SwitchName): Promise<boolean> {
  const row = await context.db.one<{ enabled: boolean }>('SELECT enabled FROM switches WHERE name = $1', [
    name,
  ]);
  return (row?.enabled ?? false) && configured(context, name);
}

/** `staffId` null: the command line. */
export async function setSwitch(
  context: Context,
  input: { name: SwitchName; enabled: boolean; note: string; staffId: bigint | null },
): Promise<Switch> {
  const row = await context.db.one<Switch>(
    `UPDATE switches SET enabled = $2, note = $3, changed_by = $4, changed_at = now() WHERE name = $1 RETURNING ${COLUMNS}`,
    [input.name, input.enabled, input.note, input.staffId],
  );
  if (!row) throw new AppError('INPUT_INVALID', { name: input.name });
  return row;
}

/** What the configuration leaves out cannot be switched on. */
function configured({ config }: Context, name: SwitchName): boolean {
  return name !== 'topup' || config.BALANCE_SERVICE_ENABLED;
}
