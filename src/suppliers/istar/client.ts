import type { Breaker, Context } from '../../platform/index.ts';
import { CAPABILITIES } from '../capabilities.ts';
import type { Cost, Supplier } from '../contract.ts';
import { exchange, type Exchange } from '../../platform/index.ts';
import { createTurn } from '../pace.ts';
import { bodyOf, walletIn } from './body.ts';
import { readEvent } from './event.ts';
import { balanceOf, checkOf, createOf, lookUpOf } from './outcomes.ts';
import { WALLETS, type Wallet } from './view.ts';

export interface IStarOptions {
  readonly readMs?: number;
  /** The answer to a create cannot be read again later, so a create may take longer. */
  readonly createMs?: number;
  readonly perSecond?: number;
}

interface Call {
  readonly path: string;
  readonly timeoutMs: number;
  readonly order?: { readonly key: string; readonly body: string };
}

const LONGEST_WAIT_MS = 10_000;

/** Makes the client of iStar. Our balance there pays the orders. If the answer to an order is lost, we cannot find it again. */
export function createIStar(
  context: Pick<Context, 'config' | 'redis' | 'clock'>,
  breaker: Breaker,
  { readMs = 15_000, createMs = 25_000, perSecond = 1 }: IStarOptions = {},
): Supplier {
  const { config, clock } = context;
  const turn = createTurn(context, { name: 'istar', calls: perSecond, seconds: 1 });

  const ask = async ({ path, timeoutMs, order }: Call): Promise<Exchange> => {
    if (!(await turn(LONGEST_WAIT_MS))) return { is: 'unsent', why: 'busy', reason: 'no turn came' };
    return exchange(breaker, {
      method: order ? 'POST' : 'GET',
      url: `${config.ISTAR_API_URL}/api/v1/partner${path}`,
      headers: {
        'api-key': config.ISTAR_API_KEY.reveal(),
        // No document says that iStar reads this header. It does no harm, and may help.
        ...(order ? { 'content-type': 'application/json', 'idempotency-key': order.key } : {}),
      },
      ...(order ? { body: order.body } : {}),
      timeoutMs,
    });
  };
  const read = (path: string, query: Record<string, string> = {}): Promise<Exchange> =>
    ask({ path: `${path}?${new URLSearchParams(query).toString()}`.replace(/\?$/, ''), timeoutMs: readMs });

  return {
    name: 'istar',
    can: CAPABILITIES.istar,
    bodyOf: (intent) => bodyOf(intent, config.ISTAR_WALLET),
    async checkRecipient(recipient, stars) {
      const result = await read('/star/recipient/search', { username: recipient, quantity: String(stars) });
      return { ...checkOf(result), checkedAt: clock.now() };
    },
    // iStar publishes no prices. The answer to an order names its price.
    quote: async () => ({ is: 'quotes', quotes: [] }),
    async float() {
      const costs: Cost[] = [];
      for (const wallet of Object.keys(WALLETS) as Wallet[]) {
        const held = balanceOf(await read('/wallet/balance', { wallet_type: wallet }), wallet);
        if (held && 'is' in held) return held;
        if (held) costs.push(held);
      }
      return { is: 'float', costs, at: clock.now() };
    },
    create: async (order) =>
      createOf(await ask({ path: '/orders/star', timeoutMs: createMs, order }), walletIn(order.body)),
    lookUp: async (ref) => lookUpOf(await read(`/orders/${encodeURIComponent(ref)}`), ref),
    find: async () => ({ is: 'unsupported' }),
    cancel: async () => ({ is: 'tooLate' }),
    list: async () => undefined,
    readEvent: (raw, headers) => readEvent(raw, headers, config.ISTAR_WEBHOOK_SECRET.reveal()),
  };
}
