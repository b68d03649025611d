import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../../sandbox/index.ts';
import { Secret } from '../../src/lib/index.ts';
import { createBreaker } from '../../src/platform/index.ts';
import { createIStar, isSupplierFailure, type Intent, type Supplier } from '../../src/suppliers/index.ts';
import { playAt } from '../kit/play.ts';
import { createHook, sandboxOf, type Received } from '../kit/sandbox.ts';
import { createTestContext, type TestContext } from '../kit/testContext.ts';

const SECRET = 'istar-webhook-secret-of-the-tests';
const API_KEY = 'istar-api-key-of-the-tests';

export interface IStarStage {
  readonly sandbox: Sandbox;
  readonly context: TestContext;
  /** What came to the shop's webhook. */
  readonly received: Received[];
  readonly hookUrl: string;
  /** A client with a pace and a circuit of its own, unless `prefix` says whose. */
  readonly client: (change?: ClientChange) => Supplier;
  /** For an account that the supplier has checked. */
  readonly intent: (recipient: string, stars?: number) => Promise<Intent>;
  readonly play: <T = Record<string, unknown>>(path: string, body?: unknown) => Promise<T>;
  /** The next call meets it. */
  readonly fault: (kind: string, more?: Record<string, unknown>) => Promise<void>;
}

export interface ClientChange {
  prefix?: string;
  key?: string;
  url?: string;
  readMs?: number;
  createMs?: number;
}

/** iStar's imitation without its own pace, whose orders wait to be carried out by hand. */
export async function createIStarStage(environment: Record<string, string> = {}): Promise<IStarStage> {
  const context = await createTestContext({
    CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
    ISTAR_API_KEY: API_KEY,
    ISTAR_WEBHOOK_SECRET: SECRET,
    ...environment,
  });
  const hook = await createHook();
  const { config } = context;
  const sandbox = await sandboxOf(context, {
    port: 0,
    istar: { apiKey: API_KEY, webhookSecret: SECRET, webhookUrl: hook.url },
  });
  Object.assign(sandbox.istar.world.settings, { rateLimit: false, completeAfterMs: null });

  const play: IStarStage['play'] = (path, body) => playAt(`${sandbox.url}/play/${path}`, body);
  let clients = 0;
  const client: IStarStage['client'] = ({ prefix, key, url, ...times } = {}) => {
    const own = {
      ...context,
      config: {
        ...config,
        REDIS_PREFIX: prefix ?? `client-${clients++}`,
        ISTAR_API_URL: url ?? sandbox.istarUrl,
        ISTAR_API_KEY: new Secret(key ?? API_KEY),
      },
    };
    return createIStar(own, createBreaker(own, 'istar', isSupplierFailure), times);
  };
  return {
    sandbox,
    context,
    received: hook.received,
    hookUrl: hook.url,
    client,
    play,
    async intent(recipient, stars = 50) {
      const check = await client().checkRecipient(recipient, stars);
      if (check.is !== 'ok' || check.token === undefined) throw new Error(`${recipient}: ${check.is}`);
      return { key: randomUUID(), recipient, token: check.token, stars };
    },
    async fault(kind, more = {}) {
      await play('istar/faults', { kind, ...more });
    },
  };
}
