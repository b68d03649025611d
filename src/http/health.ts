import { Router, type Response } from 'express';
import type { PublicApp } from './app.ts';

interface Part {
  ok: boolean;
  [fact: string]: unknown;
}
type Check = () => Promise<Part>;

/** A check that takes longer than this is as good as none. */
const LIMIT_MS = 3000;

/**
 * `GET /health` and one address per part: JSON, 200 or 503, nothing secret. What asks PostgreSQL or Redis is asked at
 * most once per HEALTH_CHECK_INTERVAL while it is well, and at each call while it is not. The shop sells from balance
 * while the provider is away, so only its own address turns 503 then.
 */
export function healthRoutes(app: PublicApp): Router {
  const keepMs = app.config.HEALTH_CHECK_INTERVAL * 1000;
  const db = cached(keepMs, async () => {
    await app.db.query('SELECT 1');
    return { ok: true };
  });
  const redis = cached(keepMs, async () => ({ ok: (await app.redis.ping()) === 'PONG' }));
  const backlog = cached(keepMs, async () => {
    const row = await app.db.one<{ seconds: number | null }>(
      `SELECT extract(epoch FROM now() - min(run_at))::int AS seconds FROM outbox
       WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL AND run_at <= now()`,
    );
    return { ok: true, waitingSeconds: row?.seconds ?? 0 };
  });
  const payment: Check = async () => {
    const circuit = await app.breakers.heleket.state();
    return {
      ok: circuit.phase !== 'open',
      circuit: circuit.phase,
      failures: circuit.failures,
      retryAt: circuit.retryAt ?? null,
      queue: await backlog(),
    };
  };

  const router = Router();
  router.get('/', async (_request, response) => {
    const [dbPart, redisPart, paymentPart] = await Promise.all([db(), redis(), within(payment)]);
    const ok = dbPart.ok && redisPart.ok;
    answer(response, {
      ok,
      uptimeSeconds: Math.round(process.uptime()),
      db: dbPart,
      redis: redisPart,
      payment: paymentPart,
    });
  });
  router.get('/db', async (_request, response) => answer(response, await db()));
  router.get('/redis', async (_request, response) => answer(response, await redis()));
  router.get('/payment', async (_request, response) => answer(response, await within(payment)));
  return router;
}

function answer(response: Response, part: Part): void {
  response
    .status(part.ok ? 200 : 503)
    .set('cache-control', 'no-store')
    .json(part);
}

function cached(keepMs: number, check: Check): Check {
  let last: { at: number; part: Part } | undefined;
  return async () => {
    if (last?.part.ok && performance.now() - last.at < keepMs) return last.part;
    const started = performance.now();
    const part = await within(check);
    last = { at: performance.now(), part: { ...part, ms: Math.round(performance.now() - started) } };
    return last.part;
  };
}

async function within(check: Check): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Part>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, reason: 'no answer in time' }), LIMIT_MS);
  });
  try {
    return await Promise.race([check().catch(() => ({ ok: false, reason: 'no answer' })), limit]);
  } finally {
    clearTimeout(timer);
  }
}
