import {
  beginCell,
  Cell,
  contractAddress,
  loadMessage,
  loadOutList,
  SendMode,
  type Message,
  type MessageRelaxed,
} from '@ton/core';
import { signVerify } from '@ton/crypto';
import { WalletContractV5R1 } from '@ton/ton/dist/wallets/v5r1/WalletContractV5R1.js';

const SIGNED_EXTERNAL = 0x7369676e;
const SIGNATURE_BITS = 512;
const MODE = (SendMode.PAY_GAS_SEPARATELY | SendMode.IGNORE_ERRORS) as SendMode;
const CODE = WalletContractV5R1.create({ workchain: 0, publicKey: Buffer.alloc(32) }).init.code.hash();

/** A message that the chain does not take. The text is that of a node. */
export class NotAccepted extends Error {}

const refuse = (why: string): NotAccepted =>
  new NotAccepted(`LITE_SERVER_UNKNOWN: cannot apply external message to current state : ${why}`);

export interface WalletMemory {
  seqno: number;
  walletId: number;
  publicKey: Buffer;
}

export function readMemory(data: string): WalletMemory {
  const slice = Cell.fromBase64(data).beginParse();
  slice.skip(1);
  return { seqno: slice.loadUint(32), walletId: slice.loadInt(32), publicKey: slice.loadBuffer(32) };
}

/** The same memory after one more message. */
export function nextMemory(data: string): string {
  const slice = Cell.fromBase64(data).beginParse();
  const auth = slice.loadBit();
  const seqno = slice.loadUint(32) + 1;
  const next = beginCell().storeBit(auth).storeUint(seqno, 32).storeSlice(slice).endCell();
  return next.toBoc().toString('base64');
}

/** A signed message to a wallet. It is read but not yet judged. */
export interface External {
  message: Message;
  /** Raw address. */
  to: string;
  seqno: number;
  /** Unix seconds. */
  validUntil: number;
  walletId: number;
  isSignedBy: (publicKey: Buffer) => boolean;
  outgoing: MessageRelaxed[];
  /** Memory of the contract that it brings. Empty if it brings none. */
  init: string;
}

/** Errors: NotAccepted for anything that is not a signed message to a wallet V5R1. */
export function readExternal(boc: string): External {
  try {
    const message = loadMessage(Cell.fromBase64(boc).beginParse());
    if (message.info.type !== 'external-in') throw refuse('not an external message');
    const { dest } = message.info;
    return { message, to: dest.toRawString(), ...readBody(message.body), init: readInit(message) };
  } catch (error) {
    throw error instanceof NotAccepted ? error : refuse(`failed to parse: ${String(error)}`);
  }
}

function readBody(body: Cell): Omit<External, 'message' | 'to' | 'init'> {
  const slice = body.beginParse();
  const signed = beginCell().storeBits(slice.preloadBits(slice.remainingBits - SIGNATURE_BITS));
  for (const ref of body.refs) signed.storeRef(ref);
  const hash = signed.endCell().hash();
  if (slice.loadUint(32) !== SIGNED_EXTERNAL) throw refuse('unsupported operation');
  const [walletId, validUntil, seqno] = [slice.loadInt(32), slice.loadUint(32), slice.loadUint(32)];
  const list = slice.loadMaybeRef();
  if (slice.loadBit()) throw refuse('extended actions are not imitated');
  const signature = slice.loadBuffer(SIGNATURE_BITS / 8);
  slice.endParse();
  const actions = list ? loadOutList(list.beginParse()) : [];
  const outgoing = actions.map((action) => {
    if (action.type !== 'sendMsg' || action.mode !== MODE)
      throw refuse('only plain transfers with fees of their own are imitated');
    return action.outMsg;
  });
  const isSignedBy = (publicKey: Buffer): boolean => signVerify(hash, signature, publicKey);
  return { walletId, validUntil, seqno, outgoing, isSignedBy };
}

function readInit({ init, info }: Message): string {
  if (!init) return '';
  const { code, data } = init;
  if (!code || !data || !code.hash().equals(CODE)) throw refuse('not the code of a wallet V5R1');
  if (info.type !== 'external-in' || !contractAddress(0, { code, data }).equals(info.dest))
    throw refuse('the contract does not belong to this address');
  return data.toBoc().toString('base64');
}

/** Whether a wallet with this memory takes the message now. Errors: NotAccepted, with the exit code of the contract. */
export function judge(external: External, memory: string, seconds: number): void {
  const data = memory === '' ? external.init : memory;
  if (data === '') throw refuse('there is no contract at this address');
  const { seqno, walletId, publicKey } = readMemory(data);
  if (!external.isSignedBy(publicKey)) throw refuse('exitcode=135, invalid signature');
  if (external.walletId !== walletId) throw refuse('exitcode=134, invalid wallet id');
  if (external.seqno !== seqno) throw refuse('exitcode=133, invalid seqno');
  if (external.validUntil <= seconds) throw refuse('exitcode=136, expired');
}
