import { trialBalance, USER_ACCOUNTS, type TrialLine } from '../../../ledger/index.ts';
import type { Access, Panel } from '../../access/panel.ts';
import { readTime } from '../../access/period.ts';
import { moneyText } from '../../access/reader/index.ts';

interface BalanceLine {
  kind: string;
  isHouse: boolean;
  balance: string;
  /** The page of an account of the house. Accounts of users have a list instead. */
  accountId: string | null;
}
interface AssetBalance {
  asset: string;
  label: string;
  lines: BalanceLine[];
  total: string;
  balanced: boolean;
}
export interface TrialBalanceView {
  at: string | null;
  assets: AssetBalance[];
  mayExport: boolean;
}

/**
 * Every kind of account with its balance, for each asset, now or `at` a moment. Double entry makes each total zero. If
 * a total is not zero, something is broken.
 */
export async function readTrialBalance(
  { panel, ability }: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<TrialBalanceView> {
  const at = readTime(query['at']);
  const lines = await trialBalance(panel.reads, at);
  const house = await houseAccounts(panel, lines);
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

const FIRST_PART = '00000000-0000-0000-0000-000000000000';

/** One part of each account of the house, by kind and asset: its page shows all parts together. */
export async function houseAccounts(
  { reads }: Panel,
  lines: readonly Pick<TrialLine, 'kind' | 'asset'>[],
): Promise<Map<string, string>> {
  const { rows } = await reads.query<{ kind: string; asset: string; id: bigint | null }>(
    `SELECT kind, asset, ledger.house_account(kind, asset, '${FIRST_PART}') AS id FROM unnest($1::text[], $2::text[]) l (kind, asset)`,
    [lines.map(({ kind }) => kind), lines.map(({ asset }) => asset)],
  );
  return new Map(
    rows.flatMap(({ kind, asset, id }) =>
      id === null ? [] : [[`${kind}/${asset}`, id.toString()] as const],
    ),
  );
}
