import { timingSafeEqual } from 'node:crypto';
import express, { Router, type Express, type Request } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { App } from '../app.ts';
import { METRICS_TYPE, readCounted } from '../platform/index.ts';
import { closeQueues, createQueues } from '../queue/index.ts';
import { PROCESS_READINGS } from './process.ts';
import { gauges } from './reading.ts';
import { SHOP_READINGS } from './shop/index.ts';

export { families, type Described } from './families.ts';
export { SHOP_READINGS };

/** The page for Prometheus. */
export interface Metrics {
  /** Answers `GET /metrics` to who has the token, and lets everything else through. */
  readonly route: Router;
  /** The same as a site of its own, for a process that has no back office. */
  readonly site: Express;
  close(): Promise<void>;
}

/**
 * `GET /metrics` with METRICS_TOKEN as bearer token. Without that variable there is no such page. `?of=process` gives what
 * this process counted and reaches; `?of=shop` gives the figures of the whole shop, which are the same from every process.
 * So Prometheus asks every process for the first, and any one of them for the second.
 * Figures are read at each request. Requests that come together share one reading.
 */
export function createMetrics(app: App): Metrics {
  const token = app.config.METRICS_TOKEN.reveal();
  const route = Router();
  const site = express();
  site.disable('x-powered-by');
  site.use(route);
  site.use((_request, response) => void response.status(404).end());
  if (token === '') return { route, site, close: async () => {} };

  const queues = createQueues(app);
  const pages = { process: processPage(), shop: sharedPage(new Registry(), SHOP_READINGS) };
  route.get('/metrics', async (request, response, next) => {
    if (!isBearer(request, token)) return next();
    const { of } = request.query;
    const wanted = of === 'process' || of === 'shop' ? [pages[of]] : [pages.process, pages.shop];
    const texts = await Promise.all(wanted.map((page) => page({ app, queues })));
    response.type(METRICS_TYPE).send(texts.join('\n'));
  });
  return { route, site, close: () => closeQueues(queues) };
}

type Page = (source: Parameters<ReturnType<typeof gauges>>[0]) => Promise<string>;

function processPage(): Page {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'starboard_' });
  const page = sharedPage(registry, PROCESS_READINGS);
  return async (source) => `${await readCounted()}\n${await page(source)}`;
}

/** Two callers at once would reset each other's figures. */
function sharedPage(registry: Registry, readings: Parameters<typeof gauges>[0]): Page {
  const read = gauges(readings, registry);
  let running: Promise<string> | undefined;
  return (source) =>
    (running ??= read(source)
      .then(() => registry.metrics())
      .finally(() => (running = undefined)));
}

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
