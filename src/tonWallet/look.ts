import { outage } from '../platform/index.ts';
import type { WalletTransaction } from './cells.ts';
import type { Chain, ChainAccount, ChainPoint } from './chain.ts';
import type { TonContext } from './ton.ts';
import { unavailable } from './toncenter.ts';

/** Nothing is signed with a node whose time differs more than this from our clock. */
const MOST_LAG_MS = 60_000;

/** The state of our wallet at one block. */
export interface Look extends Pick<ChainAccount, 'balance' | 'last' | 'at'> {
  /** Number of the next message that the wallet will take. */
  readonly seqno: number;
  /** How far the block is behind our clock. */
  readonly lagMs: number;
  readonly isInSync: boolean;
}

/** Looks at a wallet and stores the result. Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN. */
export async function look(context: TonContext, address: string): Promise<Look> {
  const { ton, db, clock, log } = context;
  const { balance, status, data, last, at } = await ton.chain.account(address);
  if (status === 'frozen') throw unavailable('our wallet', 'it is frozen');
  const seqno = status === 'active' ? await seqnoOf(data) : 0;
  await db.query(
    `INSERT INTO ton_wallets (address, balance, seqno, chain_at, incoming_lt) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (address) DO UPDATE SET balance = EXCLUDED.balance, seqno = EXCLUDED.seqno,
       chain_at = EXCLUDED.chain_at, updated_at = now()
     WHERE ton_wallets.chain_at <= EXCLUDED.chain_at`,
    [address, balance, seqno, at, last?.lt ?? 0n],
  );
  const lagMs = clock.now().getTime() - at.getTime();
  const isInSync = Math.abs(lagMs) <= MOST_LAG_MS;
  if (isInSync) outage(log, 'ton node').well();
  else outage(log, 'ton node').failed(unavailable('the node', `it is ${lagMs} ms behind our clock`));
  return { balance, seqno, last, at, lagMs, isInSync };
}

async function seqnoOf(data: string): Promise<number> {
  const { readSeqno } = await import('./cells.ts');
  try {
    return readSeqno(data);
  } catch (error) {
    throw unavailable('our wallet', `its memory is unreadable: ${String(error)}`);
  }
}

const PAGE = 50;

/**
 * All transactions after `afterLt`, and since that time, up to `last`, newest first. Each names the hash of the one
 * before, so none can be missing, whichever node answers. Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN.
 */
export async function transactionsAfter(
  chain: Chain,
  address: string,
  {
    afterLt,
    last,
    since,
  }: { readonly afterLt: bigint; readonly last: ChainPoint | undefined; readonly since?: Date },
): Promise<readonly WalletTransaction[]> {
  const { readTransaction } = await import('./cells.ts');
  const read = (boc: string): WalletTransaction => {
    try {
      return readTransaction(boc);
    } catch (error) {
      throw unavailable('a transaction', `unreadable: ${String(error)}`);
    }
  };
  const found: WalletTransaction[] = [];
  let next = last;
  while (next !== undefined && next.lt > afterLt) {
    const page = await chain.transactions(address, next, PAGE);
    if (page.length === 0) throw unavailable('a transaction', `${next.lt} is not there`);
    for (const boc of page) {
      if (next === undefined || next.lt <= afterLt) break;
      const transaction = read(boc);
      if (transaction.lt !== next.lt || transaction.hash !== next.hash)
        throw unavailable('a transaction', `${next.lt} is another one`);
      found.push(transaction);
      next = since && transaction.at < since ? undefined : transaction.before;
    }
  }
  return found;
}
