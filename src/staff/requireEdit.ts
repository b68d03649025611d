import type { Context, Tx } from '../platform/index.ts';
import { requireRight } from './requireRight.ts';

export type Data = Pick<Context, 'db'>;

/** Who asks, and why. `by` null: the operator on the server, who needs no second person. */
export interface Asked {
  readonly by: bigint | null;
  readonly reason: string;
  readonly correlationId?: string | undefined;
}

/** The operator has the server itself and needs no right. Errors: FORBIDDEN. */
export async function requireEdit(tx: Tx, { by }: Pick<Asked, 'by'>): Promise<void> {
  if (by !== null) await requireRight(tx, by, 'edit', 'staff');
}
