import { Address } from '@ton/core';
import { z } from 'zod';
import { produce, secondsOf, submit, viewAt } from './ledger.ts';
import type { TonWorld } from './types.ts';
import type { Fault } from '../shared/index.ts';

/** An error with the text and the status of a node. */
export class NodeError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const address = z.string().transform((text, context) => {
  try {
    return Address.parse(text).toRawString();
  } catch {
    context.addIssue({ code: 'custom', message: 'Incorrect address' });
    return z.NEVER;
  }
});
const place = z.object({
  address,
  limit: z.int().min(1).max(100).default(10),
  lt: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
  hash: z.string().optional(),
});

type Method = (world: TonWorld, params: unknown, fault: Fault | undefined) => unknown;

/** The methods of toncenter's API v2 that the product calls. */
export const METHODS: Readonly<Record<string, Method>> = {
  getAddressInformation(world, params) {
    const seconds = seen(world);
    const view = viewAt(world, z.object({ address }).parse(params).address, seconds);
    return {
      '@type': 'raw.fullAccountState',
      balance: view.balance,
      code: '',
      data: view.data,
      last_transaction_id: idOf(view),
      frozen_hash: '',
      sync_utime: seconds,
      state: view.data === '' ? 'uninitialized' : 'active',
    };
  },
  getTransactions(world, params) {
    const { address: of, limit, lt, hash } = place.parse(params);
    if ((lt === undefined) !== (hash === undefined)) throw new NodeError(422, 'lt and hash belong together');
    const seconds = seen(world);
    const rows = (world.state.accounts[of]?.rows ?? []).filter(({ at }) => at <= seconds);
    const from =
      lt === undefined ? rows.length - 1 : rows.findIndex((row) => row.lt === lt && isHash(row.hash, hash));
    if (lt !== undefined && from < 0)
      throw new NodeError(
        500,
        'LITE_SERVER_UNKNOWN: cannot locate transaction in block with specified logical time',
      );
    return rows
      .slice(Math.max(0, from - limit + 1), from + 1)
      .toReversed()
      .map((row) => ({
        '@type': 'raw.transaction',
        utime: row.at,
        data: row.boc,
        transaction_id: idOf(row),
      }));
  },
  sendBoc(world, params, fault) {
    const { boc } = z.object({ boc: z.base64() }).parse(params);
    submit(world, boc, {
      delayMs: fault?.kind === 'delay' ? (fault.ms ?? 0) : 0,
      isLost: fault?.kind === 'drop',
    });
    return { '@type': 'ok' };
  },
};

/** Time of the newest block that this node knows. */
function seen(world: TonWorld): number {
  produce(world);
  const { time, settings } = world;
  return secondsOf(time.now().getTime()) - settings.behindSeconds;
}

function idOf({ lt, hash }: { lt: string; hash: string }): object {
  return { '@type': 'internal.transactionId', lt, hash: Buffer.from(hash, 'hex').toString('base64') };
}

const isHash = (hex: string, given = ''): boolean =>
  given.toLowerCase() === hex || Buffer.from(given, 'base64').toString('hex') === hex;
