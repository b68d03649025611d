import { randomUUID } from 'node:crypto';
import { freePort } from '../../scripts/services/ports.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { createBreakers } from '../../src/app.ts';
import type { Breaker, Config } from '../../src/platform/index.ts';
import { createMyStars, type Intent, type MyStarsOptions, type Supplier } from '../../src/suppliers/index.ts';
import { playAt } from '../kit/play.ts';
import { sandboxOf } from '../kit/sandbox.ts';
import { createTestContext, type TestContext } from '../kit/testContext.ts';

/** Our client of MyStars against the imitation, over real HTTP. */
export interface Stage {
  readonly context: TestContext;
  readonly sandbox: Sandbox;
  readonly breaker: Breaker;
  readonly supplier: Supplier;
  /** Another client of the same shop. */
  readonly client: (options?: MyStarsOptions, breaker?: Breaker, change?: Partial<Config>) => Supplier;
  readonly play: <T = Record<string, unknown>>(path: string, body?: unknown) => Promise<T>;
  /** A raw call of the API with the right key. */
  readonly call: (method: string, path: string, options?: RawCall) => Promise<RawAnswer>;
}

export interface RawCall {
  readonly body?: unknown;
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export async function createStage(): Promise<Stage> {
  const port = await freePort();
  const context = await createTestContext({
    SANDBOX_PORT: String(port),
    MYSTARS_WEBHOOK_SECRET_PREVIOUS: 'the-secret-before',
    // Tests make more mistakes in a row than a service does.
    CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
  });
  const { config } = context;
  const sandbox = await sandboxOf(context);
  const own = createBreakers(context).mystars;
  const play: Stage['play'] = (path, body) => playAt(`${sandbox.url}/play/mystars${path}`, body);
  const many = 100_000;
  await play('/settings', { stepMs: 0, limits: { general: many, orders: many, probes: many } });
  const client: Stage['client'] = (options = {}, breaker = own, change = {}) =>
    createMyStars({ ...context, config: { ...config, ...change } }, breaker, {
      timeoutMs: 10_000,
      perMinute: many,
      ...options,
    });
  return {
    context,
    sandbox,
    breaker: own,
    supplier: client(),
    client,
    play,
    async call(method, path, { body, raw, headers = {} } = {}) {
      const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${sandbox.url}/mystars/v1/${path}`, {
        method,
        headers: { 'x-api-key': config.MYSTARS_API_KEY.reveal(), ...headers },
        ...(text === undefined ? {} : { body: text }),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Record<string, unknown>,
      };
    },
  };
}

let people = 0;
/** A name that nobody else uses in this file. */
export const newName = (start = 'somebody'): string => `${start}_${process.pid}_${++people}`;

export function newIntent(change: Partial<Intent> = {}): Intent {
  return { key: randomUUID(), recipient: newName(), stars: 100, ...change };
}

/** An order that was just made, with what is to be paid for it. */
export async function order(supplier: Supplier, change: Partial<Intent> = {}) {
  const intent = newIntent(change);
  const body = supplier.bodyOf(intent);
  const outcome = await supplier.create({ key: intent.key, body });
  if (outcome.is !== 'accepted' || !outcome.payment) throw new Error(JSON.stringify(outcome));
  return { intent, body, ref: outcome.view.ref, payment: outcome.payment };
}
