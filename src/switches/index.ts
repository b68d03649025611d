import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';

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

/** Read from the database each time, so a switch is in force at once, in every process. */
export async function isEnabled(context: Context, name: SwitchName): Promise<boolean> {
  const row = await context.db.one<{ enabled: boolean }>('SELECT enabled FROM switches WHERE name = $1', [
    name,
  ]);
  return (row?.enabled ?? false) && configured(context, name);
}

/**
 * Switches a function on or off, or changes the note of one that is off. `staffId` null: the command line. Errors:
 * FORBIDDEN, ALREADY_SO if nothing would change, CONFIGURED_OFF if the configuration leaves the function out.
 */
export async function setSwitch(
  context: Context,
  input: { name: SwitchName; enabled: boolean; note: string; staffId: bigint | null },
): Promise<Switch> {
  if (input.enabled && !configured(context, input.name)) throw new AppError('CONFIGURED_OFF');
  return context.db.tx(async (tx) => {
    if (input.staffId !== null) await requireRight(tx, input.staffId, 'edit', 'switches');
    const { rows } = await tx.query<Switch>(
      `UPDATE switches SET enabled = $2, note = $3, changed_by = $4, changed_at = now()
       WHERE name = $1 AND (enabled, note) IS DISTINCT FROM ($2, $3) RETURNING ${COLUMNS}`,
      [input.name, input.enabled, input.note, input.staffId],
    );
    if (!rows[0]) throw new AppError('ALREADY_SO');
    return rows[0];
  });
}

/** A function that the configuration leaves out cannot be switched on. */
function configured({ config }: Context, name: SwitchName): boolean {
  return name !== 'topup' || config.BALANCE_SERVICE_ENABLED;
}
