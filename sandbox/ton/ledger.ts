import type { Message } from '@ton/core';
import { judge, nextMemory, NotAccepted, readExternal, type External } from './message.ts';
import {
  commentOf,
  FORWARD_FEE,
  GAS_FEE,
  onItsWay,
  transferMessage,
  writeTransaction,
} from './transaction.ts';
import type { AccountView, TonTransfer, TonWorld } from './types.ts';

const STEP = 1_000_000n;
const NO_TRANSACTION = '0'.repeat(64);

export const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1000);
const now = (world: TonWorld): number => secondsOf(world.time.now().getTime());

export const emptyView = (balance = '0'): AccountView => ({
  balance,
  data: '',
  lt: '0',
  hash: NO_TRANSACTION,
});

/** The state of an account at that second. */
export function viewAt({ state }: TonWorld, address: string, seconds: number): AccountView {
  const account = state.accounts[address];
  if (!account) return emptyView();
  return account.rows.findLast(({ at }) => at <= seconds) ?? account.first;
}

const viewNow = (world: TonWorld, address: string): AccountView => {
  const account = world.state.accounts[address];
  return account?.rows.at(-1) ?? account?.first ?? emptyView();
};

/** Takes a message into the next blocks. Errors: NotAccepted if the wallet would refuse it now. */
export function submit(world: TonWorld, boc: string, { delayMs = 0, isLost = false } = {}): void {
  produce(world);
  const external = readExternal(boc);
  judge(external, viewNow(world, external.to).data, now(world));
  if (isLost || world.pending.some((message) => message.boc === boc)) return;
  world.pending.push({ boc, landsAt: world.time.now().getTime() + world.settings.confirmMs + delayMs });
  produce(world);
}

/**
 * Puts the messages into blocks of their time, up to now. It does so even if nobody asked in between, because a clock
 * may jump. A message that is no longer valid is dropped, as on the chain.
 */
export function produce(world: TonWorld): void {
  const moment = world.time.now().getTime();
  const due = world.pending.filter(({ landsAt }) => landsAt <= moment);
  world.pending = world.pending.filter(({ landsAt }) => landsAt > moment);
  for (const { boc, landsAt } of world.settings.reversed ? due.toReversed() : due) {
    try {
      land(world, readExternal(boc), secondsOf(landsAt));
    } catch (error) {
      if (!(error instanceof NotAccepted)) throw error;
      world.log.debug({ err: error }, 'sandbox: a TON message did not land');
    }
  }
}

function land(world: TonWorld, external: External, seconds: number): void {
  const { message, to: wallet, init } = external;
  const before = viewNow(world, wallet);
  judge(external, before.data, seconds);
  const lt = takeLt(world);
  let balance = BigInt(before.balance) - GAS_FEE;
  if (balance < 0n) throw new NotAccepted('the wallet cannot pay for its work');
  const sent: Message[] = [];
  for (const wanted of external.outgoing) {
    const leaving = onItsWay(wanted, wallet, lt + BigInt(sent.length + 1), seconds);
    const cost = valueOf(leaving) + FORWARD_FEE;
    // The wallet was told to ignore errors, so it uses up the number and the coins stay.
    if (cost > balance) continue;
    balance -= cost;
    sent.push(leaving);
  }
  const data = nextMemory(before.data === '' ? init : before.data);
  const skipped = external.outgoing.length - sent.length;
  const written = {
    address: wallet,
    lt,
    seconds,
    inMessage: message,
    outMessages: sent,
    fee: GAS_FEE,
    skipped,
  };
  const hash = append(world, written, { balance, data });
  for (const out of sent) world.onTransfer(receive(world, out, seconds, hash));
}

/** The receiver's side of a transfer. */
function receive(world: TonWorld, message: Message, seconds: number, senderHash?: string): TonTransfer {
  if (message.info.type !== 'internal') throw new Error('only transfers are imitated');
  const [from, to] = [message.info.src.toRawString(), message.info.dest.toRawString()];
  const before = viewNow(world, to);
  const amount = valueOf(message);
  const lt = takeLt(world);
  const written = { address: to, lt, seconds, inMessage: message, outMessages: [], fee: 0n, skipped: 0 };
  const own = append(world, written, { balance: BigInt(before.balance) + amount, data: before.data });
  const transfer = {
    from,
    to,
    amount: String(amount),
    comment: commentOf(message),
    txHash: senderHash ?? own,
    at: new Date(seconds * 1000).toISOString(),
  };
  world.state.transfers.push(transfer);
  world.changed();
  return transfer;
}

/** Coins that a person outside sends to an account here, at once. */
export function transferIn(
  world: TonWorld,
  transfer: { from: string; to: string; amount: bigint; comment: string },
): TonTransfer {
  produce(world);
  const seconds = now(world);
  return receive(world, transferMessage({ ...transfer, lt: takeLt(world), seconds }), seconds);
}

function append(
  world: TonWorld,
  facts: Omit<Parameters<typeof writeTransaction>[0], 'before'>,
  after: { balance: bigint; data: string },
): string {
  const { address, lt, seconds } = facts;
  const account = (world.state.accounts[address] ??= { first: emptyView(), rows: [] });
  const { boc, hash } = writeTransaction({ ...facts, before: account.rows.at(-1) ?? account.first });
  const { balance, data } = after;
  account.rows.push({ balance: String(balance), data, lt: String(lt), hash, at: seconds, boc });
  world.changed();
  return hash;
}

function takeLt(world: TonWorld): bigint {
  const lt = BigInt(world.state.nextLt);
  world.state.nextLt = String(lt + STEP);
  return lt;
}

function valueOf({ info }: Message): bigint {
  return info.type === 'internal' ? info.value.coins : 0n;
}
