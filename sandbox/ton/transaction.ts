import {
  Address,
  beginCell,
  comment,
  Dictionary,
  storeTransaction,
  type Cell,
  type Message,
  type MessageRelaxed,
  type Transaction,
} from '@ton/core';
import { MessageValue } from '@ton/core/dist/types/Message.js';

/** The cost of a transfer here: the wallet's own work, and the sending of each message. */
export const GAS_FEE = 2_100_000n;
export const FORWARD_FEE = 266_669n;

interface Facts {
  address: string;
  lt: bigint;
  seconds: number;
  before: { lt: string; hash: string };
  inMessage: Message;
  outMessages: Message[];
  fee: bigint;
  /** Messages that should have been sent, but there were too few coins. */
  skipped: number;
}

/** One transaction in the form of the chain. */
export function writeTransaction(facts: Facts): { boc: string; hash: string } {
  const { address, lt, seconds, before, inMessage, outMessages, fee, skipped } = facts;
  const outgoing = Dictionary.empty(Dictionary.Keys.Uint(15), MessageValue);
  for (const [index, message] of outMessages.entries()) outgoing.set(index, message);
  const nothing = { cells: 0n, bits: 0n };
  const transaction: Omit<Transaction, 'raw' | 'hash'> = {
    address: BigInt(`0x${Address.parse(address).hash.toString('hex')}`),
    lt,
    prevTransactionHash: BigInt(`0x${before.hash}`),
    prevTransactionLt: BigInt(before.lt),
    now: seconds,
    outMessagesCount: outMessages.length,
    oldStatus: 'active',
    endStatus: 'active',
    inMessage,
    outMessages: outgoing,
    totalFees: { coins: fee },
    stateUpdate: { oldHash: Buffer.alloc(32), newHash: Buffer.alloc(32) },
    description: {
      type: 'generic',
      creditFirst: false,
      computePhase: {
        type: 'vm',
        success: true,
        messageStateUsed: false,
        accountActivated: false,
        gasFees: fee,
        gasUsed: 4939n,
        gasLimit: 1_000_000n,
        mode: 0,
        exitCode: 0,
        vmSteps: 90,
        vmInitStateHash: 0n,
        vmFinalStateHash: 0n,
      },
      actionPhase: {
        success: true,
        valid: true,
        noFunds: false,
        statusChange: 'unchanged',
        resultCode: 0,
        totalActions: outMessages.length + skipped,
        specActions: 0,
        skippedActions: skipped,
        messagesCreated: outMessages.length,
        actionListHash: 0n,
        totalMessageSize: nothing,
      },
      aborted: false,
      destroyed: false,
    },
  };
  const cell = beginCell()
    .store(storeTransaction(transaction as Transaction))
    .endCell();
  return { boc: cell.toBoc().toString('base64'), hash: cell.hash().toString('hex') };
}

/** A message as it is in the sender's transaction, and then in the receiver's. */
export function onItsWay(message: MessageRelaxed, from: string, lt: bigint, seconds: number): Message {
  if (message.info.type !== 'internal') throw new Error('only transfers are imitated');
  const info = {
    ...message.info,
    src: Address.parse(from),
    forwardFee: FORWARD_FEE,
    createdLt: lt,
    createdAt: seconds,
  };
  return { ...message, info, init: message.init ?? null };
}

/** A transfer without a real sender, for coins that people send. */
export function transferMessage(transfer: {
  from: string;
  to: string;
  amount: bigint;
  comment: string;
  lt: bigint;
  seconds: number;
}): Message {
  const { from, to, amount, lt, seconds } = transfer;
  const body: Cell = transfer.comment === '' ? beginCell().endCell() : comment(transfer.comment);
  return {
    info: {
      type: 'internal',
      ihrDisabled: true,
      bounce: false,
      bounced: false,
      src: Address.parse(from),
      dest: Address.parse(to),
      value: { coins: amount },
      ihrFee: 0n,
      forwardFee: FORWARD_FEE,
      createdLt: lt,
      createdAt: seconds,
    },
    init: null,
    body,
  };
}

/** The comment of a message. Empty if there is none. */
export function commentOf({ body }: Message): string {
  const slice = body.beginParse();
  if (slice.remainingBits < 32 || slice.loadUint(32) !== 0) return '';
  return slice.loadStringTail();
}
