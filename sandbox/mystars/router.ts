import { timingSafeEqual } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { ENDPOINTS } from './endpoints.ts';
import { Failure, NO_ROUTE, tooLarge, unauthorized } from './failure.ts';
import { before, distort, planOf } from './faults.ts';
import type { Desk } from './life.ts';
import type { Endpoint, Reply } from './request.ts';

const MAX_BODY_BYTES = 256 * 1024;
const SERVER_ERROR = new Failure(500, { error: { code: 'internal', message: 'Internal error' } });

/** The service's API under /v1/. Always JSON, except for the answers of a gateway before it. */
export function createMyStarsApi(desk: Desk): Router {
  const router = express.Router();
  for (const endpoint of ENDPOINTS)
    router[endpoint.method](`/v1${endpoint.path}`, (request, response) =>
      serve(desk, endpoint, { request, response }),
    );
  router.use((_request, response) => void response.status(NO_ROUTE.http).json(NO_ROUTE.body));
  return router;
}

interface Exchange {
  request: Request;
  response: Response;
}

async function serve(
  { world, sender }: Desk,
  endpoint: Endpoint,
  { request, response }: Exchange,
): Promise<void> {
  const { target } = endpoint;
  const raw = await readRaw(request);
  const fault = world.faults.take(target);
  const { acts, answer } = planOf(fault);
  let headers: Readonly<Record<string, string>> = {};
  const work = async (): Promise<Reply> => {
    if (!isKey(request.headers['x-api-key'], world.apiKey)) throw unauthorized('the API key is not valid');
    headers = world.budgets.take(endpoint.budgets);
    await before(fault);
    if (!acts) return { status: 200, body: {} };
    if (raw === undefined) throw tooLarge('the body is too large');
    const { id } = request.params;
    const key = request.get('idempotency-key');
    const call = { desk: { world, sender }, raw, query: request.query, id: String(id), key, fault };
    const { status, body } = await endpoint.run(call);
    return { status, body: distort(body, fault) };
  };
  const failure = await work().catch((thrown: unknown) => {
    if (thrown instanceof Failure) return thrown;
    world.log.error({ err: thrown }, 'sandbox: a MyStars endpoint failed');
    return SERVER_ERROR;
  });
  const shown = answer === 'error' ? SERVER_ERROR : failure;
  const isFailure = shown instanceof Failure;
  const status = isFailure ? shown.http : shown.status;
  world.calls.add({
    at: world.time.now().toISOString(),
    target,
    params: { key: request.get('idempotency-key') ?? null, body: raw?.toString('utf8') ?? null },
    status: answer === 'none' || answer === 'reset' ? 0 : status,
    error: isFailure ? shown.message : null,
    fault: fault?.kind ?? null,
  });
  // A 429 has the headers of the used-up minute, or no headers at all.
  if (isFailure) headers = status === 429 ? shown.headers : { ...headers, ...shown.headers };
  write(response.set(headers), answer, { status, body: shown.body });
}

function write(
  response: Response,
  answer: ReturnType<typeof planOf>['answer'],
  { status, body }: Reply,
): void {
  if (answer === 'none' || response.destroyed) return;
  if (answer === 'reset') return void response.socket?.destroy();
  if (answer === 'html') return void response.status(502).type('html').send('<h1>Bad Gateway</h1>');
  if (answer === 'broken')
    return void response.status(status).type('json').send(JSON.stringify(body).slice(0, -20));
  response.status(status).json(body);
}

/** Undefined if it is larger than the service takes. */
async function readRaw(request: Request): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function isKey(given: string | string[] | undefined, wanted: string): boolean {
  const [left, right] = [Buffer.from(String(given ?? '')), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
