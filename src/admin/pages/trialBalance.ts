import { formatAmount } from '../../lib/index.ts';
import type { Access } from '../panel/panel.ts';

export interface BalanceLine {
  kind: string;
  isHouse: boolean;
  accounts: string;
  balance: string;
}
export interface AssetBalance {
  asset: string;
  label: string;
  lines: BalanceLine[];
  total: string;
  balanced: boolean;
}

/** Every kind of account with its balance, per asset. Double entry makes each total zero, or something is broken. */
export async function readTrialBalance({ panel }: Access): Promise<{ assets: AssetBalance[] }> {
  const { rows } = await panel.reads.query<{
    asset: string;
    kind: string;
    is_house: boolean;
    accounts: bigint;
    balance: string;
  }>(
    `SELECT asset, kind, bool_and(user_id IS NULL) AS is_house, count(*) AS accounts, sum(balance)::text AS balance
     FROM ledger.balances GROUP BY asset, kind ORDER BY asset DESC, is_house, kind`,
  );
  const assets = [...new Set(rows.map(({ asset }) => asset))];
  return {
    assets: assets.map((asset) => {
      const shown = (minor: bigint): string =>
        formatAmount(minor, { code: asset, exponent: panel.style.exponent(asset) });
      const own = rows.filter((row) => row.asset === asset);
      const total = own.reduce((sum, row) => sum + BigInt(row.balance), 0n);
      return {
        asset,
        label: panel.style.label(asset),
        lines: own.map((row) => ({
          kind: row.kind,
          isHouse: row.is_house,
          accounts: row.accounts.toString(),
          balance: shown(BigInt(row.balance)),
        })),
        total: shown(total),
        balanced: total === 0n,
      };
    }),
  };
}
