import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import { own, parseJson, storableDeep } from '../../src/lib/index.ts';
import type { Fault } from '../shared/index.ts';
import { ENDPOINTS, exchangeRate } from './endpoints.ts';
import { Failure, INVALID_SIGN, refusal, SERVER_ERROR } from './failure.ts';
import { distort } from './lies.ts';
import type { Desk } from './money.ts';
import { isSignedWith } from './signing.ts';
import type { Body } from './validation.ts';

/** The effect of a fault: whether the endpoint acts first, and what the caller gets instead of its answer. */
const FAULTS: Readonly<
  Record<string, { acts: boolean; answer: 'none' | 'reset' | 'error' | 'html' | 'broken' | 'own' }>
> = {
  timeoutBefore: { acts: false, answer: 'none' },
  timeoutAfter: { acts: true, answer: 'none' },
  resetBefore: { acts: false, answer: 'reset' },
  resetAfter: { acts: true, answer: 'reset' },
  error500: { acts: false, answer: 'error' },
  error500After: { acts: true, answer: 'error' },
  html: { acts: false, answer: 'html' },
  htmlAfter: { acts: true, answer: 'html' },
  broken: { acts: true, answer: 'broken' },
  tooMany: { acts: false, answer: 'own' },
  refuse: { acts: false, answer: 'own' },
  slow: { acts: true, answer: 'own' },
  lyingAmount: { acts: true, answer: 'own' },
  lyingStatus: { acts: true, answer: 'own' },
  lyingOrder: { acts: true, answer: 'own' },
  duplicateRows: { acts: true, answer: 'own' },
  missingRow: { acts: true, answer: 'own' },
  oddRow: { acts: true, answer: 'own' },
  oddPage: { acts: true, answer: 'own' },
};
export const HELEKET_FAULTS = Object.keys(FAULTS);

const MAX_BODY_BYTES = 1024 * 1024;

/** The provider's API under /v1/. */
export function createHeleketApi(desk: Desk): Router {
  const router = express.Router();
  router.get('/v1/exchange-rate/:currency/list', async (request, response) => {
    const work = (): unknown => {
      checkSign(desk, request, { raw: Buffer.alloc(0), key: 'payment', optional: true });
      return exchangeRate(request.params.currency);
    };
    await answer(desk, { request, response, target: 'exchange-rate', work, body: {} });
  });
  router.post('/v1/*path', async (request, response) => {
    const target = ([] as string[]).concat(request.params['path']).join('/');
    const raw = await readRaw(request);
    const body = parse(raw);
    const work = (fault: Fault | undefined): unknown => {
      const endpoint = own(ENDPOINTS, target);
      if (!endpoint) throw new Failure(404, { message: 'Not Found', code: 404, error: null });
      checkSign(desk, request, { raw, key: endpoint.key });
      if (body === undefined) throw refusal('The request body is not a JSON object', 422);
      return endpoint.run({ desk, body, query: request.query, fault });
    };
    await answer(desk, { request, response, target, work, body });
  });
  router.use(
    (_request, response) => void response.status(404).json({ message: 'Not Found', code: 404, error: null }),
  );
  return router;
}

async function readRaw(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An empty body is an empty object. Undefined if the body is not a JSON object. */
function parse(raw: Buffer): Body | undefined {
  if (raw.length === 0) return {};
  try {
    const value = storableDeep(parseJson(raw.toString('utf8')));
    if (Array.isArray(value)) return value.length === 0 ? {} : undefined;
    return typeof value === 'object' && value !== null ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}

/** The signature is over the raw bytes that arrived. Errors: Failure 401. */
function checkSign(
  { world }: Desk,
  request: Request,
  { raw, key, optional }: { raw: Buffer; key: 'payment' | 'payout'; optional?: true },
): void {
  const sign = request.headers['sign'];
  if (sign === undefined && optional) return;
  const secret = key === 'payment' ? world.paymentKey : world.payoutKey;
  const isRight =
    typeof sign === 'string' &&
    isSignedWith(raw, sign, secret) &&
    request.headers['merchant'] === world.merchant;
  if (!isRight) throw INVALID_SIGN;
}

interface Exchange {
  request: Request;
  response: Response;
  target: string;
  work: (fault: Fault | undefined) => unknown;
  body: unknown;
}

async function answer(desk: Desk, { request, response, target, work, body }: Exchange): Promise<void> {
  const { world } = desk;
  const fault = world.faults.take(target);
  const plan = fault ? FAULTS[fault.kind] : undefined;
  let http = 0;
  let content: unknown = null;
  let error: string | null = null;
  try {
    await before(fault);
    const result = !plan || plan.acts ? work(fault) : null;
    http = 200;
    content = { state: 0, result: distort(result, fault) };
  } catch (thrown) {
    const failure = thrown instanceof Failure ? thrown : SERVER_ERROR;
    if (failure === SERVER_ERROR) world.log.error({ err: thrown }, 'sandbox: a Heleket endpoint failed');
    http = failure.http;
    content = failure.body;
    error = failure.message;
  }
  const shown = plan?.answer ?? 'own';
  if (shown === 'error')
    [http, content, error] = [SERVER_ERROR.http, SERVER_ERROR.body, SERVER_ERROR.message];
  world.calls.add({
    at: world.time.now().toISOString(),
    target,
    params: body ?? null,
    status: shown === 'none' || shown === 'reset' ? 0 : http,
    error,
    fault: fault?.kind ?? null,
  });
  if (shown === 'none') return;
  if (shown === 'reset') return void request.socket.destroy();
  if (response.destroyed) return;
  if (shown === 'html')
    return void response
      .status(502)
      .type('html')
      .send('<!doctype html><title>502</title><h1>Bad Gateway</h1>');
  if (shown === 'broken') return void response.type('json').send(JSON.stringify(content).slice(0, -20));
  response.status(http).json(content);
}

/** Faults that happen before the endpoint acts. Errors: Failure. */
async function before(fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'slow') await sleep(fault.ms ?? 1000, undefined, { ref: false });
  if (fault?.kind === 'tooMany') throw new Failure(429, { message: 'Too Many Attempts.' });
  if (fault?.kind === 'refuse') throw refusal(fault.description ?? 'You are forbidden', fault.status ?? 400);
}
