import type { Access } from '../../access/panel.ts';

/** One closing of a day, which was also written outside the database. */
interface ShownClosing {
  day: string;
  hash: string;
  block: string;
}

/** What is known about the chain before the check: how far it is sealed, and the last closings to compare with. */
export interface VerifyView {
  sealed: string;
  last: string;
  blocks: string;
  closings: ShownClosing[];
  mayVerify: boolean;
  mayExport: boolean;
}

export async function readVerify({ panel, ability }: Access): Promise<VerifyView> {
  const [state, closings] = await Promise.all([
    panel.reads.one<{ sealed: bigint; last: bigint; blocks: bigint }>(
      `SELECT ledger.sealed_position() AS sealed, coalesce((SELECT max(position) FROM ledger.transfers), 0) AS last,
         coalesce((SELECT max(number) FROM ledger.blocks), 0) AS blocks`,
    ),
    panel.reads.query<ShownClosing>(
      'SELECT day::text AS day, hash, block::text AS block FROM ledger.closings ORDER BY day DESC LIMIT 10',
    ),
  ]);
  return {
    sealed: String(state?.sealed ?? 0n),
    last: String(state?.last ?? 0n),
    blocks: String(state?.blocks ?? 0n),
    closings: closings.rows,
    mayVerify: ability.can('verify', 'ledger'),
    mayExport: ability.can('export', 'ledger'),
  };
}
