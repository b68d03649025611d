import {
  Address,
  beginCell,
  Cell,
  comment,
  external,
  internal,
  loadTransaction,
  SendMode,
  storeMessage,
  type Message,
  type Transaction,
} from '@ton/core';
import { mnemonicToPrivateKey, mnemonicValidate } from '@ton/crypto';
// The whole package brings a second HTTP client, and takes twice the memory.
import { WalletContractV5R1 } from '@ton/ton/dist/wallets/v5r1/WalletContractV5R1.js';
import { AppError, storable } from '../lib/index.ts';
import type { ChainPoint } from './chain.ts';

/** One transfer of coins with its comment; addresses in raw form. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  /** Empty if there is none. */
  readonly comment: string;
}

/** A transaction of a wallet, as far as we need it. */
export interface WalletTransaction extends ChainPoint {
  readonly at: Date;
  /** The transaction before it; undefined for the first one. */
  readonly before: ChainPoint | undefined;
  /** Hash of the body of the signed message that caused it, in hex; undefined if something else caused it. */
  readonly bodyHash: string | undefined;
  readonly incoming: Transfer | undefined;
  readonly outgoing: readonly Transfer[];
  /** Its cost besides the amounts. */
  readonly fee: bigint;
}

/** The content of a signed transfer: the same input always gives the same message. */
export interface Order {
  readonly seqno: number;
  readonly validUntil: Date;
  readonly to: string;
  readonly amount: bigint;
  readonly memo: string;
}

/** A wallet whose key we have. */
export interface Wallet {
  /** Raw form. */
  readonly address: string;
  /** In the form that people write: not bounceable. */
  readonly friendly: string;
  sign(order: Order): { readonly boc: string; readonly bodyHash: string };
}

/** Longer comments are cut; none of ours is that long. */
const LONGEST_COMMENT = 500;

/** Errors: CONFIG_INVALID if the words are not a valid mnemonic. */
export async function openWallet(mnemonic: string): Promise<Wallet> {
  const words = mnemonic.split(' ');
  if (!(await mnemonicValidate(words)))
    throw new AppError(
      'CONFIG_INVALID',
      {},
      { message: 'TON_WALLET_MNEMONIC is wrong: no wallet has these words' },
    );
  const { publicKey, secretKey } = await mnemonicToPrivateKey(words);
  const contract = WalletContractV5R1.create({ workchain: 0, publicKey });
  return {
    address: contract.address.toRawString(),
    friendly: contract.address.toString({ bounceable: false }),
    sign: ({ seqno, validUntil, to, amount, memo }) => {
      const body = contract.createTransfer({
        seqno,
        secretKey,
        timeout: Math.floor(validUntil.getTime() / 1000),
        sendMode: SendMode.PAY_GAS_SEPARATELY | SendMode.IGNORE_ERRORS,
        // With bounce, the coins would come back without their comment.
        messages: [internal({ to: Address.parse(to), value: amount, bounce: false, body: comment(memo) })],
      });
      // The first message also creates the contract.
      const init = seqno === 0 ? { init: contract.init } : {};
      const message = beginCell().store(storeMessage(external({ to: contract.address, ...init, body })));
      return {
        boc: message.endCell().toBoc().toString('base64'),
        bodyHash: body.hash().toString('hex'),
      };
    },
  };
}

/** How many messages the wallet has taken, from the data of its contract. */
export function readSeqno(data: string): number {
  const slice = Cell.fromBase64(data).beginParse();
  slice.skip(1);
  return slice.loadUint(32);
}

/** Errors: any error for bytes that are not a transaction. */
export function readTransaction(boc: string): WalletTransaction {
  const transaction = loadTransaction(Cell.fromBase64(boc).beginParse());
  const { lt, now, inMessage, prevTransactionLt, prevTransactionHash, totalFees } = transaction;
  const sent = transaction.outMessages.values();
  return {
    lt,
    hash: transaction.hash().toString('hex'),
    at: new Date(now * 1000),
    before:
      prevTransactionLt === 0n ? undefined : { lt: prevTransactionLt, hash: hexOf(prevTransactionHash) },
    bodyHash: inMessage?.info.type === 'external-in' ? inMessage.body.hash().toString('hex') : undefined,
    incoming: inMessage && !wasSentBack(transaction) ? transferOf(inMessage) : undefined,
    outgoing: sent.flatMap((message) => transferOf(message) ?? []),
    fee: sent.reduce((sum, message) => sum + forwardFee(message), totalFees.coins),
  };
}

const hexOf = (hash: bigint): string => hash.toString(16).padStart(64, '0');

/** A contract that does not accept coins sends them back with a bounce. */
function wasSentBack({ description }: Transaction): boolean {
  return description.type === 'generic' && description.bouncePhase?.type === 'ok';
}

function forwardFee({ info }: Message): bigint {
  return info.type === 'internal' ? info.forwardFee + info.ihrFee : 0n;
}

function transferOf({ info, body }: Message): Transfer | undefined {
  if (info.type !== 'internal') return undefined;
  const { src, dest, value } = info;
  return { from: src.toRawString(), to: dest.toRawString(), amount: value.coins, comment: commentOf(body) };
}

/** A comment begins with 32 zero bits. One that cannot be read counts as none. */
function commentOf(body: Cell): string {
  try {
    const slice = body.beginParse();
    if (slice.remainingBits < 32 || slice.loadUint(32) !== 0) return '';
    return storable(slice.loadStringTail()).slice(0, LONGEST_COMMENT).toWellFormed();
  } catch {
    return '';
  }
}
