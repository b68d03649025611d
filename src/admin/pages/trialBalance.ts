import { trialBalance, USER_ACCOUNTS } from '../../ledger/index.ts';
import type { Access, Panel } from '../panel/panel.ts';
import { moneyText } from '../reader/index.ts';
import { readTime } from './period.ts';

interface BalanceLine {
  kind: string;
  isHouse: boolean;
  balance: string;
  /** The page of an account of the house; accounts of users are a list. */
  accountId: string | null;
}
interface AssetBalance {
  asset: string;
  label: string;
  lines: BalanceLine[];
  total: string;
  balanced: boolean;
}

/** Every kind of account with its balance, per asset, now or `at` a moment. Double entry makes each total zero, or something is broken. */
export async function readTrialBalance(
  { panel, ability }: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<{ at: string | null; assets: AssetBalance[]; mayExport: boolean }> {
  const at = readTime(query['at']);
  const [lines, house] = await Promise.all([trialBalance(panel.reads, at), houseAccounts(panel)]);
  const isHouse = (kind: string): boolean => !USER_ACCOUNTS.some((own) => own === kind);
  const assets = [...new Set(lines.map(({ asset }) => asset))].toSorted().toReversed();
  return {
    at: at?.toISOString() ?? null,
    mayExport: ability.can('export', 'ledger'),
    assets: assets.map((asset) => {
      const shown = (minor: bigint): string => moneyText(panel.style, minor, asset);
      const own = lines.filter((line) => line.asset === asset);
      const total = own.reduce((sum, line) => sum + line.balance, 0n);
      return {
        asset,
        label: panel.style.label(asset),
        lines: own
          .map(({ kind, balance }) => ({
            kind,
            isHouse: isHouse(kind),
            balance: shown(balance),
            accountId: house.get(`${kind}/${asset}`) ?? null,
          }))
          .toSorted((a, b) => Number(a.isHouse) - Number(b.isHouse) || a.kind.localeCompare(b.kind)),
        total: shown(total),
        balanced: total === 0n,
      };
    }),
  };
}

/** One part of each account of the house, by kind and asset: its page shows all parts together. */
async function houseAccounts({ reads }: Panel): Promise<Map<string, string>> {
  const { rows } = await reads.query<{ kind: string; asset: string; id: bigint }>(
    'SELECT kind, asset, min(id) AS id FROM ledger.accounts WHERE user_id IS NULL GROUP BY kind, asset',
  );
  return new Map(rows.map((row) => [`${row.kind}/${row.asset}`, row.id.toString()]));
}
