import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import type { Fault } from '../shared/index.ts';
import { ApiError, badRequest, forbidden, NOT_FOUND, tooManyRequests, UNAUTHORIZED } from './errors.ts';
import { Described, findMethod, type Call } from './methods/index.ts';
import { readParams, type Params } from './params.ts';
import type { Poller } from './updates.ts';
import type { TelegramWorld } from './world.ts';

/** Faults after which no answer is sent, and whether the call acts before. */
const SILENT: Readonly<Record<string, { acts: boolean; reset: boolean }>> = {
  silence: { acts: false, reset: false },
  silenceAfter: { acts: true, reset: false },
  reset: { acts: false, reset: true },
  resetAfter: { acts: true, reset: true },
};

export const TELEGRAM_FAULTS = [
  ...Object.keys(SILENT),
  'tooManyRequests',
  'serverError',
  'blocked',
  'deactivated',
  'refuse',
  'html',
  'slow',
];

const NOTHING: Params = { fields: {}, files: new Map() };

interface Answer {
  status: number;
  body: unknown;
  error: string | null;
}

/** The Bot API under `<root>/bot<token>/<method>` and `<root>/file/bot<token>/<path>`. */
export function createBotApi(world: TelegramWorld, poller: Poller): Router {
  const router = express.Router();
  router.get('/file/bot:token/*path', (request, response) => {
    if (request.params['token'] !== world.token) return sendJson(response, 401, UNAUTHORIZED.body());
    const wanted = ([] as string[]).concat(request.params['path'] ?? []).join('/');
    const file = Object.values(world.state.files).find((item) => item.path === wanted);
    if (!file) return sendJson(response, 404, NOT_FOUND.body());
    response.type(file.mime || 'application/octet-stream').send(Buffer.from(file.base64, 'base64'));
  });
  router.all('/bot:token/:method', async (request, response) => {
    await handle({ world, poller }, request, response);
  });
  router.use((_request, response) => sendJson(response, 404, NOT_FOUND.body()));
  return router;
}

async function handle(
  { world, poller }: { world: TelegramWorld; poller: Poller },
  request: Request<{ token: string; method: string }>,
  response: Response,
): Promise<void> {
  const { token, method } = request.params;
  const found = findMethod(method);
  if (token !== world.token || !found) {
    const error = !/^\d+:[\w-]+$/.test(token) ? NOT_FOUND : token === world.token ? NOT_FOUND : UNAUTHORIZED;
    if (token === world.token) note(world, method, NOTHING, { status: 404, body: null, error: 'Not Found' });
    return sendJson(response, error.code, error.body());
  }
  const hangUp = new AbortController();
  response.on('close', () => hangUp.abort());
  const reading = readParams(request);
  let params = await reading.catch(() => NOTHING);
  const fault = world.faults.take(found.name, params.fields['chat_id']);
  const work = async (): Promise<unknown> => {
    params = await reading;
    await applyFault(fault);
    return found.method({ world, params, poller, gone: hangUp.signal });
  };
  const silent = fault ? SILENT[fault.kind] : undefined;
  const answer =
    silent && !silent.acts ? { status: 0, body: null, error: 'no answer' } : await answerOf(work, world);
  if (found.name !== 'getUpdates')
    note(world, found.name, params, { ...answer, ...(fault ? { fault: fault.kind } : {}) });
  if (silent) {
    if (silent.reset) request.socket.destroy();
    return;
  }
  if (fault?.kind === 'html') {
    response.status(502).type('html').send('<html><body><h1>502 Bad Gateway</h1></body></html>');
    return;
  }
  sendJson(response, answer.status, answer.body);
}

/** Runs a method that came in the answer to a webhook. Its result is not reported. */
export async function runFromWebhook(
  { world, poller }: { world: TelegramWorld; poller: Poller },
  name: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const found = findMethod(name);
  if (!found || found.name === 'getUpdates') return;
  const params: Params = { fields, files: new Map() };
  const call: Call = { world, params, poller, gone: new AbortController().signal };
  const answer = await answerOf(async () => found.method(call), world);
  note(world, found.name, params, answer);
}

async function answerOf(work: () => Promise<unknown>, world: TelegramWorld): Promise<Answer> {
  try {
    const result = await work();
    const body =
      result instanceof Described
        ? { ok: true, result: result.result, description: result.description }
        : { ok: true, result };
    return { status: 200, body, error: null };
  } catch (error) {
    if (error instanceof ApiError) return { status: error.code, body: error.body(), error: error.message };
    world.log.error({ err: error }, 'sandbox: a Bot API method failed');
    const internal = new ApiError(500, 'Internal Server Error');
    return { status: 500, body: internal.body(), error: internal.message };
  }
}

async function applyFault(fault: Fault | undefined): Promise<void> {
  switch (fault?.kind) {
    case 'tooManyRequests':
      throw tooManyRequests(fault.retryAfter ?? 1);
    case 'serverError':
      throw new ApiError(fault.status ?? 500, fault.status === 502 ? 'Bad Gateway' : 'Internal Server Error');
    case 'blocked':
    case 'deactivated':
      throw forbidden(fault.kind);
    case 'refuse':
      throw fault.status
        ? new ApiError(fault.status, fault.description ?? 'Bad Request: refused')
        : badRequest(fault.description ?? 'refused');
    case 'html':
      throw new ApiError(502, 'Bad Gateway');
    case 'slow':
      await sleep(fault.ms ?? 1000, undefined, { ref: false });
  }
}

function note(
  world: TelegramWorld,
  target: string,
  params: Params,
  answer: Answer & { fault?: string },
): void {
  const files = [...params.files].map(([name, file]) => [name, `(file ${file.name})`]);
  world.calls.add({
    at: world.time.now().toISOString(),
    target,
    params: { ...params.fields, ...Object.fromEntries(files) },
    status: answer.status,
    error: answer.error,
    fault: answer.fault ?? null,
  });
}

function sendJson(response: Response, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.status(status).type('application/json').send(JSON.stringify(body));
}
