import { Address, beginCell, comment, external, internal, SendMode, storeMessage } from '@ton/core';
import { mnemonicToPrivateKey } from '@ton/crypto';
import { WalletContractV5R1 } from '@ton/ton/dist/wallets/v5r1/WalletContractV5R1.js';
import type { Router } from 'express';
import { parseAmount, TON } from '../../src/lib/index.ts';
import { OPENING } from '../opening.ts';
import { createCallLog, createFaults } from '../shared/index.ts';
import { createTonApi } from './api.ts';
import { emptyView, produce, transferIn } from './ledger.ts';
import { createTonPlay } from './play.ts';
import type { TonParts, TonState, TonTransfer, TonWorld } from './types.ts';

export interface TonSandbox {
  readonly state: TonState;
  /** Raw address of the product's wallet. */
  readonly wallet: string;
  /** toncenter's API. */
  readonly api: Router;
  /** The play interface. */
  readonly play: Router;
  /** Sends coins from a person outside, at once. Addresses in any form; by default to the product's wallet. */
  transferIn(transfer: { from: string; to?: string; amount: bigint; comment: string }): TonTransfer;
}

/** Near the present logical time of the real chain. */
const FIRST_LT = '60000000000000';
/** A block takes some seconds on the real chain. In a trial nobody waits that long. */
const CONFIRM_MS = 1500;

/**
 * An imitation of the TON chain behind a node of toncenter. It loads the libraries of TON, so import it dynamically.
 */
export async function createTon(parts: TonParts): Promise<TonSandbox> {
  const { time, log, changed, saved } = parts;
  const { publicKey, secretKey } = await mnemonicToPrivateKey(parts.mnemonic.split(' '));
  const contract = WalletContractV5R1.create({ workchain: 0, publicKey });
  const wallet = contract.address.toRawString();
  const state = saved ?? { nextLt: FIRST_LT, accounts: {}, transfers: [] };
  state.accounts[wallet] ??= {
    first: emptyView(parts.funds ?? String(parseAmount(OPENING.ton, TON))),
    rows: [],
  };
  const world: TonWorld = {
    state,
    settings: { confirmMs: CONFIRM_MS, behindSeconds: 0, reversed: false },
    time,
    log,
    faults: createFaults(),
    calls: createCallLog(),
    changed,
    onTransfer: parts.onTransfer ?? (() => {}),
    wallet,
    sign: ({ seqno, to, amount, comment: memo, validUntil }) => {
      const body = contract.createTransfer({
        seqno,
        secretKey,
        timeout: validUntil,
        sendMode: SendMode.PAY_GAS_SEPARATELY | SendMode.IGNORE_ERRORS,
        messages: [internal({ to: Address.parse(to), value: amount, bounce: false, body: comment(memo) })],
      });
      const init = seqno === 0 ? { init: contract.init } : {};
      const message = beginCell().store(storeMessage(external({ to: contract.address, ...init, body })));
      return message.endCell().toBoc().toString('base64');
    },
    pending: [],
  };
  time.onTick(() => produce(world));
  return {
    state,
    wallet,
    api: createTonApi(world),
    play: createTonPlay(world),
    transferIn: ({ from, to = wallet, amount, comment: memo }) => {
      const [sender, receiver] = [from, to].map((text) => Address.parse(text).toRawString()) as [
        string,
        string,
      ];
      return transferIn(world, { from: sender, to: receiver, amount, comment: memo });
    },
  };
}

export type { TonParts, TonState, TonTransfer } from './types.ts';
