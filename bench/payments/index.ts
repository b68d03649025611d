import { boundTable, type Bound } from '../ledger/report.ts';
import { measureApply, measureNoop, measurePolls } from './apply.ts';
import { openShop } from './shop.ts';
import { measureSweep } from './sweep.ts';
import { measureWebhooks } from './webhooks.ts';

/** The number of polls that the worker of one process runs at once. */
const POLLS_AT_ONCE = 20;
const LATENCY_MS = 100;

/** Measures payments in ratios of the same run. `--quick` does the same with a tenth of the rows. */
export async function run({ quick }: { quick: boolean }): Promise<void> {
  const part = quick ? 10 : 1;
  const say = (text: string): void => console.log(text);
  const shop = await openShop();
  try {
    say('webhooks');
    const count = 20_000 / part;
    const bare = await measureWebhooks(shop, 'bare', { name: 'bare', count });
    const product = await measureWebhooks(shop, 'product', { name: 'hook', count });
    // Work left over from them must not be part of the next measurement.
    await shop.app.db.query('UPDATE outbox SET done_at = now() WHERE done_at IS NULL');

    say('sweep');
    const sweep = await measureSweep(shop, 200_000 / part);
    say('jobs');
    // Half of it runs before and half after, so that a machine that gets slower or faster does not distort the result.
    const before = await measureNoop(shop, 10_000 / part);
    const apply = await measureApply(shop, 20_000 / part);
    const noop = 2 / (1 / before + 1 / (await measureNoop(shop, 10_000 / part)));
    say('polls');
    const polls = 10_000 / part;
    const seconds = await measurePolls(shop, { count: polls, latencyMs: LATENCY_MS });

    const bounds: Bound[] = [
      {
        key: 'webhook_vs_insert',
        about: `${product.perSecond.toFixed(0)} webhooks/s, bare handler ${bare.perSecond.toFixed(0)}/s`,
        value: product.perSecond / bare.perSecond,
        min: 0.6,
      },
      {
        key: 'webhook_p99_vs_insert_p99',
        about: `${product.p99Ms.toFixed(1)} ms, bare handler ${bare.p99Ms.toFixed(1)} ms`,
        value: product.p99Ms / bare.p99Ms,
        max: 4,
      },
      {
        key: 'apply_vs_noop',
        about: `${apply.toFixed(0)} paid invoices/s, no-op jobs ${noop.toFixed(0)}/s`,
        value: apply / noop,
        min: 0.35,
      },
      {
        key: 'sweep_vs_copy',
        about: `${sweep.sweepPerSecond.toFixed(0)} rows/s, reading alone ${sweep.copyPerSecond.toFixed(0)}/s`,
        value: sweep.sweepPerSecond / sweep.copyPerSecond,
        min: 0.5,
      },
      {
        key: 'sweep_growth_mib',
        about: `MiB more in use; the whole process grew by ${sweep.rssGrowthMib.toFixed(0)}`,
        value: sweep.growthMib,
        max: 64,
      },
      {
        key: 'poll_vs_latency',
        about: `${polls} polls at ${LATENCY_MS} ms, ${POLLS_AT_ONCE} at once, in ${seconds.toFixed(1)} s`,
        value: seconds / ((polls / POLLS_AT_ONCE) * (LATENCY_MS / 1000)),
        max: 1.15,
      },
    ];
    say(boundTable(bounds));
    say(JSON.stringify(Object.fromEntries(bounds.map(({ key, value }) => [key, Number(value.toFixed(3))]))));
  } finally {
    await shop.close();
  }
}
