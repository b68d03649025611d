import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import { parseJson } from '../../src/lib/index.ts';
import type { Fault } from '../shared/index.ts';
import { BAD_GATEWAY, Failure, NO_PATH, NOT_ALLOWED, TOO_MANY, UNAVAILABLE, WRONG_KEY } from './failure.ts';
import { createOrder, isWallet, orderView, setStatus, type Desk } from './orders.ts';
import { findRecipient } from './recipients.ts';
import { findOrder } from './world.ts';

/** The effect of a fault: whether the endpoint acts first, and what the caller gets instead of its answer. */
const FAULTS: Readonly<Record<string, { acts: boolean; answer?: Failure | 'none' | 'reset' | 'cut' }>> = {
  timeoutBefore: { acts: false, answer: 'none' },
  timeoutAfter: { acts: true, answer: 'none' },
  resetBefore: { acts: false, answer: 'reset' },
  resetAfter: { acts: true, answer: 'reset' },
  unavailable: { acts: false, answer: UNAVAILABLE },
  unavailableAfter: { acts: true, answer: UNAVAILABLE },
  html: { acts: false, answer: BAD_GATEWAY },
  htmlAfter: { acts: true, answer: BAD_GATEWAY },
  broken: { acts: true, answer: 'cut' },
  tooMany: { acts: false, answer: TOO_MANY },
  unauthorized: { acts: false, answer: NOT_ALLOWED },
  refuse: { acts: false },
  slow: { acts: true },
  odd: { acts: true },
};
export const ISTAR_FAULTS = Object.keys(FAULTS);

type Work = (desk: Desk, request: Request) => unknown;
/** One call a second is allowed. On the network two calls may come a little closer together. */
const APART_MS = 900;

const ENDPOINTS: readonly (readonly ['get' | 'post', string, string, Work])[] = [
  ['get', '/star/recipient/search', 'star/recipient/search', search],
  ['post', '/orders/star', 'orders/star', create],
  ['get', '/orders/:id', 'orders/id', show],
  ['get', '/wallet/balance', 'wallet/balance', balance],
];

/** The API of iStar, under /api/v1/partner. */
export function createIStarApi(desk: Desk): Router {
  const router = express.Router();
  router.use(express.text({ type: () => true, limit: '256kb' }));
  let last = -Infinity;
  const isTooEarly = (): boolean => {
    const now = desk.world.time.now().getTime();
    const early = desk.world.settings.rateLimit && now - last < APART_MS;
    if (!early) last = now;
    return early;
  };
  for (const [method, path, target, work] of ENDPOINTS) {
    router[method](`/api/v1/partner${path}`, async (request, response) => {
      await answer({ desk, request, response, target, isTooEarly, work });
    });
  }
  router.use((_request, response) => write(response, NO_PATH));
  return router;
}

interface Exchange {
  desk: Desk;
  request: Request;
  response: Response;
  target: string;
  isTooEarly: () => boolean;
  work: Work;
}

async function answer({ desk, request, response, target, isTooEarly, work }: Exchange): Promise<void> {
  const { world } = desk;
  const fault = world.faults.take(target);
  const plan = fault ? FAULTS[fault.kind] : undefined;
  let result: Failure | object;
  try {
    if (fault?.kind === 'slow') await sleep(fault.ms ?? 1000, undefined, { ref: false });
    if (request.get('api-key') !== world.apiKey) throw WRONG_KEY;
    if (isTooEarly()) throw TOO_MANY;
    const refused = new Failure(fault?.status ?? 400, {
      success: false,
      error: fault?.description ?? 'refused',
      ...(JSON.parse(fault?.value ?? '{}') as object),
    });
    const own = !plan || plan.acts ? ((await work(desk, request)) as object) : refused;
    result = plan?.answer instanceof Failure ? plan.answer : distorted(own, fault);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) world.log.error({ err: thrown }, 'sandbox: an iStar endpoint failed');
    result = thrown instanceof Failure ? thrown : UNAVAILABLE;
  }
  const isSilent = plan?.answer === 'none' || plan?.answer === 'reset';
  const status = result instanceof Failure ? result.http : 200;
  world.calls.add({
    at: world.time.now().toISOString(),
    target,
    params: { ...request.params, ...request.query, ...readBody(request) },
    status: isSilent ? 0 : status,
    error: result instanceof Failure ? result.message : null,
    fault: fault?.kind ?? null,
  });
  if (plan?.answer === 'reset') request.socket.destroy();
  if (isSilent || response.destroyed) return;
  if (plan?.answer === 'cut') response.type('json').send(JSON.stringify(result).slice(0, -20));
  else write(response, result);
}

/** `odd`: other fields replace the true ones. */
function distorted(result: object, fault: Fault | undefined): object {
  return fault?.kind === 'odd' ? { ...result, ...(JSON.parse(fault.description ?? '{}') as object) } : result;
}

function write(response: Response, result: object): void {
  if (!(result instanceof Failure)) return void response.json(result);
  response.status(result.http).set(result.headers);
  if (typeof result.body === 'string') response.type('html').send(result.body);
  else response.json(result.body);
}

function readBody(request: Request): Readonly<Record<string, unknown>> {
  if (typeof request.body !== 'string' || request.body === '') return {};
  try {
    return parseJson(request.body) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function search({ world }: Desk, request: Request): object {
  const { username, quantity } = request.query;
  if (typeof username !== 'string' || typeof quantity !== 'string' || !/^\d+$/.test(quantity))
    throw new Failure(400, { success: false, errors: { username: ['required'], quantity: ['required'] } });
  const { token, name, photo, isSelf } = findRecipient(world, username);
  return { success: true, myself: isSelf, recipient: token, name, photo };
}

async function create(desk: Desk, request: Request): Promise<object> {
  const order = createOrder(desk, readBody(request));
  const { updated_at: _, ...view } = orderView(order);
  if (desk.world.settings.early) await setStatus(desk, order, 'completed');
  return view;
}

function show({ world }: Desk, request: Request): object {
  const order = findOrder(world, String(request.params['id']));
  if (!order) throw new Failure(404, { success: false, message: 'Order not found' });
  return orderView(order);
}

function balance({ world }: Desk, request: Request): object {
  const { wallet_type: wallet = 'TON' } = request.query;
  if (!isWallet(wallet)) throw new Failure(400, { success: false, error: 'wallet_type must be TON or USDT' });
  return { success: true, balance: Number(world.state.balances[wallet]), currency: wallet };
}
