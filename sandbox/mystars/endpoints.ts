import { createOrder } from './create.ts';
import { badRequest, conflict, notFound } from './failure.ts';
import { setStatus, type Desk } from './life.ts';
import { priceOf } from './prices.ts';
import { checkView, readUsername, recipientOf } from './recipients.ts';
import { ok, readBody, type Call, type Endpoint, type Reply } from './request.ts';
import { LEAST, MOST, readCurrency, readQuantity, readType } from './rules.ts';
import { CURRENCIES, isStatus, type MyStarsOrder } from './types.ts';
import { orderView } from './view.ts';

const PRICE_HINT_MS = 60_000;
const MOST_QUANTITIES = 200;
const PROBE = ['probes', 'general'] as const;

export const ENDPOINTS: readonly Endpoint[] = [
  { method: 'get', path: '/currencies', target: 'currencies', budgets: ['general'], run: currencies },
  { method: 'get', path: '/products', target: 'products', budgets: ['general'], run: products },
  { method: 'get', path: '/pricing', target: 'pricing', budgets: PROBE, run: pricing },
  { method: 'get', path: '/pricing/batch', target: 'pricing/batch', budgets: PROBE, run: batch },
  { method: 'post', path: '/recipients/check', target: 'recipients/check', budgets: PROBE, run: check },
  { method: 'post', path: '/orders', target: 'orders/create', budgets: ['orders'], run: createOrder },
  { method: 'get', path: '/orders', target: 'orders/list', budgets: ['general'], run: list },
  { method: 'get', path: '/orders/:id', target: 'orders/get', budgets: ['orders'], run: get },
  { method: 'post', path: '/orders/:id/cancel', target: 'orders/cancel', budgets: ['orders'], run: cancel },
];

function currencies(): Reply {
  return ok({
    currencies: Object.values(CURRENCIES).map(({ code, chain, name }) => ({ code, chain, name })),
  });
}

function products(): Reply {
  const stars = { type: 'stars', name: 'Telegram Stars', parameter: 'quantity', min: LEAST, max: MOST };
  return ok({ products: [{ ...stars, values: null }] });
}

function quotedAt({ world }: Desk): { usdt_per_ton: string; quoted_at: string; valid_until: string } {
  const now = world.time.now();
  return {
    usdt_per_ton: world.settings.usdtPerTon,
    quoted_at: now.toISOString(),
    // A hint when to ask again. It does not lock the price.
    valid_until: new Date(now.getTime() + PRICE_HINT_MS).toISOString(),
  };
}

/** Quantities in a query are text. */
function quantityOf(text: unknown): number {
  return readQuantity(typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined);
}

function pricing({ desk, query }: Call): Reply {
  readType(query['type']);
  const currency = readCurrency(query['payment_currency']);
  const { amount, fee } = priceOf(desk.world, quantityOf(query['quantity']), currency);
  return ok({ amount, currency, fee, ...quotedAt(desk) });
}

function batch({ desk, query }: Call): Reply {
  readType(query['type']);
  const currency = readCurrency(query['payment_currency']);
  const asked = typeof query['quantities'] === 'string' ? query['quantities'].split(',') : [];
  if (asked.length === 0 || asked.length > MOST_QUANTITIES)
    throw badRequest(`quantities must be 1 to ${MOST_QUANTITIES} numbers with commas between them`);
  const quantities = [...new Set(asked.map(quantityOf))].sort((a, b) => a - b);
  const quotes = quantities.map((quantity) => {
    const { amount, fee } = priceOf(desk.world, quantity, currency);
    return { quantity, amount, fee };
  });
  return ok({ currency, quotes, ...quotedAt(desk) });
}

function check({ desk, raw, fault }: Call): Reply {
  const body = readBody(raw);
  readType(body['type']);
  return ok(checkView(recipientOf(desk.world, readUsername(body['recipient']), fault)));
}

/** Newest first, by key, so rows that are added in the meantime shift nothing. */
function list({ desk, query }: Call): Reply {
  const { status, limit = '50', cursor } = query;
  if (status !== undefined && !isStatus(status)) throw badRequest('status is not known');
  const size = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  if (size < 1 || size > 100) throw badRequest('limit must be from 1 to 100');
  const before = cursor === undefined ? Infinity : readCursor(cursor);
  const matching = desk.world.state.orders
    .filter((order) => order.sequence < before && (status === undefined || order.status === status))
    .toReversed();
  const page = matching.slice(0, size);
  const last = page.at(-1);
  const hasMore = matching.length > page.length && last !== undefined;
  return ok({ orders: page.map(orderView), next_cursor: hasMore ? writeCursor(last.sequence) : null });
}

const writeCursor = (sequence: number): string => Buffer.from(`seq:${sequence}`).toString('base64url');

function readCursor(cursor: unknown): number {
  const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString('utf8') : '';
  const sequence = /^seq:(\d{1,15})$/.exec(text)?.[1];
  if (sequence === undefined) throw badRequest('cursor is not valid');
  return Number(sequence);
}

/** Errors: Failure 404, also for a text that is not an id. */
function requireOrder({ desk, id }: Call): MyStarsOrder {
  const order = desk.world.byId.get(id);
  if (!order) throw notFound('no such order');
  return order;
}

function get(call: Call): Reply {
  return ok(orderView(requireOrder(call)));
}

function cancel(call: Call): Reply {
  const order = requireOrder(call);
  if (order.status !== 'awaiting_payment') throw conflict('the order can no longer be cancelled');
  setStatus(call.desk, order, 'cancelled');
  return ok({ order_id: order.id, status: order.status });
}
