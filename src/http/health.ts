import { Router, type Response } from 'express';
import { outboxAges, readSigns, redisSigns, type Sign } from '../health/index.ts';
import { inTime, MINUTE_MS } from '../lib/index.ts';
import type { PublicApp } from './app.ts';

interface Part {
  ok: boolean;
  [fact: string]: unknown;
}
type Check = () => Promise<Part>;

/** A check that takes longer than this counts as failed. */
const LIMIT_MS = 3000;
/** A bad result is checked again after this time at the earliest, however many callers ask. */
const ILL_MS = 1000;
/** A process that has just started waits this long before it reports missing processes. */
const MISSED_AFTER_MS = MINUTE_MS;

/**
 * `GET /health` and one address per part: JSON, 200 or 503, nothing secret. `/health` is 503 if any sign is unhealthy
 * and names every sign. `/health/live` only says that this process answers, for tools that restart processes.
 * PostgreSQL and Redis are checked at most once per HEALTH_CHECK_INTERVAL while they are well. While the provider is
 * away the shop still sells from balance, so only the provider's own address is 503 then.
 */
export function healthRoutes(app: PublicApp): Router {
  const keepMs = app.config.HEALTH_CHECK_INTERVAL * 1000;
  const startedAt = performance.now();
  const db = cached(keepMs, async () => {
    await app.db.query('SELECT 1');
    return { ok: true };
  });
  const redis = cached(keepMs, async () => {
    const signs = await redisSigns(app);
    const problem = signs.find(({ severity }) => severity === 'unhealthy');
    return {
      ok: !problem,
      reads: !signs.some(({ name }) => name === 'redis'),
      writes: !problem,
      ...(problem && { reason: problem.text }),
    };
  });
  const backlog = cached(keepMs, async () => {
    const { unrelayed, undone } = await outboxAges(app);
    return { ok: true, waitingSeconds: unrelayed, undoneSeconds: undone };
  });
  const signs = cached(keepMs, async () => {
    const isNew = performance.now() - startedAt < MISSED_AFTER_MS;
    const all = (await readSigns(app)).filter(({ name }) => !(isNew && name.startsWith('role.')));
    return { ok: all.every(isBearable), signs: all };
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
    const [dbPart, redisPart, paymentPart, found] = await Promise.all([
      db(),
      redis(),
      within(payment),
      signs(),
    ]);
    const list = (found['signs'] ?? []) as Sign[];
    const ok = dbPart.ok && redisPart.ok && found.ok;
    answer(response, {
      ok,
      status: !ok ? 'unhealthy' : list.length > 0 ? 'degraded' : 'ok',
      uptimeSeconds: Math.round(process.uptime()),
      db: dbPart,
      redis: redisPart,
      payment: paymentPart,
      signs: list,
    });
  });
  router.get('/live', (_request, response) => answer(response, { ok: true }));
  router.get('/db', async (_request, response) => answer(response, await db()));
  router.get('/redis', async (_request, response) => answer(response, await redis()));
  router.get('/payment', async (_request, response) => answer(response, await within(payment)));
  return router;
}

function isBearable({ severity }: Sign): boolean {
  return severity !== 'unhealthy';
}

function answer(response: Response, part: Part): void {
  response
    .status(part.ok ? 200 : 503)
    .set('cache-control', 'no-store')
    .json(part);
}

/** Checks once for all callers of the same time, and keeps the result for a while. */
function cached(keepMs: number, check: Check): Check {
  let last: { at: number; part: Part } | undefined;
  let asking: Promise<Part> | undefined;
  const ask = async (): Promise<Part> => {
    const started = performance.now();
    const part = await within(check);
    last = { at: performance.now(), part: { ...part, ms: Math.round(performance.now() - started) } };
    asking = undefined;
    return last.part;
  };
  return async () => {
    const kept = last && performance.now() - last.at < (last.part.ok ? keepMs : Math.min(keepMs, ILL_MS));
    return kept && last ? last.part : (asking ??= ask());
  };
}

function within(check: Check): Promise<Part> {
  return inTime(check, LIMIT_MS, { ok: false, reason: 'no answer' });
}
