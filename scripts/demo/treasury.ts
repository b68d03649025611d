import { OPENING } from '../../sandbox/opening.ts';
import { approveProposal } from '../../src/approvals/index.ts';
import { trialBalance } from '../../src/ledger/index.ts';
import { parseAmount } from '../../src/lib/index.ts';
import { inOneTransaction, type Context } from '../../src/platform/index.ts';
import type { Role } from '../../src/staff/index.ts';
import { bookFunding, fundingAsset, type Funding } from '../../src/treasury/index.ts';

/**
 * Books what the imitated wallet and balances hold at the beginning, so that the treasury shows no differences. The imitated
 * provider never saw the demo's payments: its owner took that money out.
 */
export async function seedTreasury(
  context: Context,
  { finance, admin }: Readonly<Record<Role, bigint>>,
): Promise<void> {
  const opening = { ton_wallet: OPENING.ton, istar: OPENING.istar[context.config.ISTAR_WALLET] } as const;
  for (const place of ['ton_wallet', 'istar'] as const) {
    const way = { from: 'capital', to: place } as const;
    const amount = parseAmount(opening[place], fundingAsset(context, way));
    await book(context, { ...way, amount, remark: 'Начальный остаток', staffId: finance }, admin);
  }
  const takings = { from: 'heleket', to: 'capital' } as const;
  const { code } = fundingAsset(context, takings);
  const amount = (await trialBalance(context.db))
    .filter(({ kind, asset }) => kind === 'provider_clearing' && asset === code)
    .reduce((sum, { balance }) => sum - balance, 0n);
  if (amount > 0n)
    await book(context, { ...takings, amount, remark: 'Выручка выведена', staffId: finance }, admin);
}

/** A large sum takes two people, in the demo as well. An interrupted seeding repeats its steps. */
function book(context: Context, funding: Funding, second: bigint): Promise<void> {
  return inOneTransaction(context, async (within) => {
    const { waits } = await bookFunding(within, funding);
    if (waits) await approveProposal(within, { proposalId: waits.id, staffId: second });
  });
}
