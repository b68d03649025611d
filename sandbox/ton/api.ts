import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { own } from '../../src/lib/index.ts';
import { NotAccepted } from './message.ts';
import { METHODS, NodeError } from './methods.ts';
import type { Fault } from '../shared/index.ts';
import type { TonWorld } from './types.ts';

/** The effect of a fault: whether the node acts first, and what the caller gets instead of its answer. */
const FAULTS: Readonly<
  Record<string, { acts: boolean; answer: 'own' | 'none' | 'reset' | 'error' | 'busy' }>
> = {
  down: { acts: false, answer: 'error' },
  busy: { acts: false, answer: 'busy' },
  timeoutBefore: { acts: false, answer: 'none' },
  timeoutAfter: { acts: true, answer: 'none' },
  resetBefore: { acts: false, answer: 'reset' },
  resetAfter: { acts: true, answer: 'reset' },
  slow: { acts: true, answer: 'own' },
  drop: { acts: true, answer: 'own' },
  delay: { acts: true, answer: 'own' },
};
export const TON_FAULTS = Object.keys(FAULTS);

const call = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]),
  method: z.string(),
  params: z.record(z.string(), z.unknown()),
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** `POST /jsonRPC`, with the answers of toncenter. */
export function createTonApi(world: TonWorld): Router {
  const router = express.Router();
  router.post('/jsonRPC', express.json({ limit: '1mb' }), async (request, response) => {
    const read = call.safeParse(request.body);
    const method = read.success ? read.data.method : '';
    const fault = world.faults.take(method);
    const plan = fault ? FAULTS[fault.kind] : undefined;
    if (fault?.kind === 'slow') await sleep(fault.ms ?? 1000, undefined, { ref: false });
    const answer = !plan || plan.acts ? run(world, read.data, fault) : broken(503, 'Service Unavailable');
    world.calls.add({
      at: world.time.now().toISOString(),
      target: method,
      params: read.data?.params ?? null,
      status: answer.status,
      error: typeof answer.body['error'] === 'string' ? answer.body['error'] : null,
      fault: fault?.kind ?? null,
    });
    send(response, plan?.answer ?? 'own', answer);
  });
  return router;
}

function run(world: TonWorld, asked: z.output<typeof call> | undefined, fault: Fault | undefined): Answer {
  if (!asked) return broken(422, 'not a JSON-RPC call');
  const method = own(METHODS, asked.method);
  if (!method) return broken(404, `no method ${asked.method}`);
  try {
    const result = method(world, asked.params, fault);
    return { status: 200, body: { ok: true, result, jsonrpc: '2.0', id: asked.id } };
  } catch (error) {
    if (error instanceof z.ZodError) return broken(422, z.prettifyError(error));
    if (error instanceof NodeError) return broken(error.status, error.message);
    if (error instanceof NotAccepted) return broken(500, error.message);
    throw error;
  }
}

function broken(status: number, error: string): Answer {
  return { status, body: { ok: false, error, code: status } };
}

function send(response: Response, as: (typeof FAULTS)[string]['answer'], { status, body }: Answer): void {
  if (as === 'none') return;
  if (as === 'reset') return void response.socket?.destroy();
  if (as === 'error') return void response.status(503).type('text').send('Service Unavailable');
  if (as === 'busy')
    return void response.status(429).json({ ok: false, error: 'Ratelimit exceed', code: 429 });
  if (!response.destroyed) response.status(status).json(body);
}
