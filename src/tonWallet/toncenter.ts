import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError, parseJson } from '../lib/index.ts';
import { exchange, type Breaker, type Config, type Exchange } from '../platform/index.ts';
import type { Chain, ChainAccount } from './chain.ts';

const TIMEOUT_MS = 10_000;
/** Without a key toncenter accepts one call a second. */
const BUSY_MS = 1100;
const BUSY_TRIES = 4;

const whole = z.union([z.string().regex(/^-?\d{1,19}$/), z.int()]).transform(BigInt);
const hash = z.base64().transform((text) => Buffer.from(text, 'base64').toString('hex'));
const account = z.object({
  balance: whole,
  state: z.enum(['active', 'uninitialized', 'frozen']),
  data: z.string(),
  last_transaction_id: z.object({ lt: whole, hash }),
  sync_utime: z.int().positive(),
});
const transactions = z.array(z.object({ data: z.base64() }));
const envelope = z.object({ ok: z.literal(true), result: z.unknown() });

/**
 * The chain through a toncenter node (API v2, JSON-RPC). `getAddressInformation` returns balance, contract data and
 * block time at once. Separate calls could reach nodes at different blocks.
 */
export function createToncenter(config: Config, breaker: Breaker): Chain {
  const key = config.TON_API_KEY.reveal();
  const headers = { 'content-type': 'application/json', ...(key === '' ? {} : { 'x-api-key': key }) };

  const ask = async (method: string, params: object): Promise<Exchange> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: '1', method, params });
    const request = {
      method: 'POST',
      url: config.TON_API_URL,
      headers,
      body,
      timeoutMs: TIMEOUT_MS,
    } as const;
    for (let tries = 1; ; tries++) {
      const result = await exchange(breaker, request);
      if (result.is !== 'answer' || result.status !== 429 || tries === BUSY_TRIES) return result;
      await sleep(BUSY_MS);
    }
  };
  const call = async <T>(method: string, params: object, schema: z.ZodType<T>): Promise<T> => {
    const result = await ask(method, params);
    if (result.is === 'unsent' && result.why === 'open')
      throw new AppError('CIRCUIT_OPEN', { service: breaker.name });
    if (result.is !== 'answer') throw unavailable(method, result.reason);
    const answer = envelope.safeParse(readJson(result.text));
    if (!answer.success) throw unavailable(method, `${result.status} ${result.text.slice(0, 300)}`);
    const read = schema.safeParse(answer.data.result);
    if (!read.success) throw unavailable(method, `unreadable: ${z.prettifyError(read.error)}`);
    return read.data;
  };

  return {
    account: async (address) => accountOf(await call('getAddressInformation', { address }, account)),
    transactions: async (address, from, limit) => {
      const params = { address, lt: String(from.lt), hash: from.hash, limit };
      return (await call('getTransactions', params, transactions)).map(({ data }) => data);
    },
    send: async (boc) => {
      await call('sendBoc', { boc }, z.unknown());
    },
  };
}

const STATUS = { active: 'active', uninitialized: 'new', frozen: 'frozen' } as const;

function accountOf(answer: z.output<typeof account>): ChainAccount {
  const { balance, state, data, last_transaction_id: last, sync_utime: seconds } = answer;
  return {
    // An account that nobody has ever paid to has -1.
    balance: balance < 0n ? 0n : balance,
    status: STATUS[state],
    data,
    last: last.lt === 0n ? undefined : last,
    at: new Date(seconds * 1000),
  };
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

export function unavailable(what: string, why: string): AppError {
  return new AppError('CHAIN_UNAVAILABLE', {}, { message: `${what}: ${why}` });
}
