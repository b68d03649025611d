import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ListQuery, ProviderInvoice } from '../../src/payments/index.ts';
import { runSweep } from '../../src/reconciliation/index.ts';
import { ourRows } from '../../src/reconciliation/ours.ts';
import { createInstantProvider, invoiceOf } from './provider.ts';
import { makeInvoices, type Shop } from './shop.ts';

const PAGE = 100;
const MIB = 1024 * 1024;
/** Number of progress reports between two looks at the memory. */
const MEMORY_EVERY = 400;
const SPREAD_MS = 3 * 86_400_000;

export interface SweepResult {
  sweepPerSecond: number;
  copyPerSecond: number;
  /** Growth of the used memory, without garbage that only waits to be collected. */
  growthMib: number;
  /** Growth of the memory of the whole process, whatever its use. */
  rssGrowthMib: number;
}

/**
 * Rows per second of a sweep; of reading the same rows from both sides without a comparison; and the memory of the
 * sweep.
 */
export async function measureSweep(shop: Shop, count: number): Promise<SweepResult> {
  const to = new Date(Date.now() + 60_000);
  const from = new Date(to.getTime() - SPREAD_MS - 120_000);
  const newest = Date.now();
  await makeInvoices(shop, { name: 'sweep', count, spreadMs: SPREAD_MS });
  // The provider's rows are at the same times as ours, newest first. They are made when they are asked for.
  const list = async ({
    cursor,
  }: ListQuery): Promise<{ items: ProviderInvoice[]; nextCursor: string | undefined }> => {
    const start = Number(cursor ?? 1);
    const end = Math.min(start + PAGE, count + 1);
    const items: ProviderInvoice[] = [];
    for (let n = start; n < end; n++)
      items.push(invoiceOf(`sweep${n}`, 'check', new Date(newest - (SPREAD_MS * n) / count)));
    return { items, nextCursor: end > count ? undefined : String(end) };
  };
  const provider = { ...createInstantProvider({ status: 'check', latencyMs: 0 }), list };

  const copyStarted = performance.now();
  let copied = 0;
  for await (const page of ourRows(shop.app.db, from, to)) copied += page.length;
  let cursor: string | undefined;
  do {
    const page = await list({ from, to, cursor });
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  const copySeconds = (performance.now() - copyStarted) / 1000;

  const before = liveMemory();
  const rssBefore = process.memoryUsage().rss;
  let [most, mostRss, reports, measuring] = [before, rssBefore, 0, 0];
  const started = performance.now();
  const sweep = await runSweep(
    { ...shop.app, provider },
    {
      from,
      to,
      startedBy: 'system',
      onProgress: () => {
        const looking = performance.now();
        mostRss = Math.max(mostRss, process.memoryUsage().rss);
        if (reports++ % MEMORY_EVERY === 0) most = Math.max(most, liveMemory());
        measuring += performance.now() - looking;
      },
    },
  );
  // Without the time for looking at the memory, because a look first collects all garbage.
  const seconds = (performance.now() - started - measuring) / 1000;
  if (sweep.matched < count || sweep.left > 0)
    throw new Error(`the sweep is wrong: ${JSON.stringify(sweep)}`);
  return {
    sweepPerSecond: count / seconds,
    copyPerSecond: copied / copySeconds,
    growthMib: (most - before) / MIB,
    rssGrowthMib: (mostRss - rssBefore) / MIB,
  };
}

const collect = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function liveMemory(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
