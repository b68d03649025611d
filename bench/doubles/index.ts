import { setTimeout as sleep } from 'node:timers/promises';
import { adoptOrder, resolveDelivery } from '../../src/delivery/index.ts';
import { makeDeliveries } from '../delivery/deliveries.ts';
import { openStage, type Stage } from './stage.ts';
import { disturb, NAMES, ordersOf, type Name } from './suppliers.ts';
import { judge, type Verdict } from './verdict.ts';

const COUNT = 20_000;
/** The share of a supplier's calls that meet a fault. */
const FAULTS = 0.1;
const KILL_EVERY_MS = 10_000;
/** A delivery that has not ended after this time is lost. */
const LONGEST_MS = 45 * 60_000;
/** Our wallet pays one order after another. So only this part of the deliveries goes to the supplier that it pays. */
const ON_CHAIN = 0.02;

/**
 * Sends deliveries while a part of the supplier's calls fail and the worker is killed with kill -9 every ten seconds. At
 * the end it compares every delivery with the supplier's own list and with the ledger. Exit code 1 if one of them was
 * doubled or lost.
 */
export async function run({ quick, count = COUNT }: { quick: boolean; count?: number }): Promise<void> {
  const all = quick ? Math.ceil(count / 20) : count;
  const onChain = Math.ceil(all * ON_CHAIN);
  const counts: Readonly<Record<Name, number>> = { istar: all - onChain, mystars: onChain };
  let wrong = 0;
  for (const name of NAMES) {
    const { verdict, kills, hits, seconds } = await send(name, counts[name]);
    const { doubled, lost, states } = verdict;
    wrong += doubled.length + lost.length;
    for (const line of [...doubled, ...lost].slice(0, 20)) console.log(`  ${line}`);
    console.log(
      `${name}: ${counts[name]} deliveries in ${seconds.toFixed(0)} s, ${kills} kills, ${hits} faults, ` +
        `${JSON.stringify(states)}: ${doubled.length} doubled, ${lost.length} lost`,
    );
  }
  console.log(JSON.stringify({ deliveries: all, doubles: wrong }));
  if (wrong > 0) process.exitCode = 1;
}

async function send(
  name: Name,
  count: number,
): Promise<{ verdict: Verdict; kills: number; hits: number; seconds: number }> {
  const stage = await openStage(name);
  const { shop, sandbox } = stage;
  try {
    const ids = await makeDeliveries(shop, { count, status: 'reserved' });
    await shop.owner.query(
      `INSERT INTO outbox (id, job, payload)
       SELECT gen_random_uuid(), 'delivery.send', jsonb_build_object('deliveryId', id) FROM unnest($1::uuid[]) AS x (id)`,
      [ids],
    );
    const hits = disturb(sandbox[name].world.faults, name, FAULTS);
    const started = performance.now();
    let kills = 0;
    for (;;) {
      const kill = await stage.startWorker();
      const isOver = await within(KILL_EVERY_MS, () => hasEnded(stage, name));
      await kill();
      if (isOver || performance.now() - started > LONGEST_MS) break;
      kills++;
      await decide(stage, name);
      console.log(
        `  ${name} ${((performance.now() - started) / 1000).toFixed(0)} s: ${await progress(stage)}`,
      );
    }
    const seconds = (performance.now() - started) / 1000;
    return { verdict: await judge(stage, name), kills, hits: hits(), seconds };
  } finally {
    await stage.close();
  }
}

/** Asks every half second whether it is so. */
async function within(milliseconds: number, check: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    if (await check()) return true;
    await sleep(500);
  }
  return false;
}

/** A payment on the chain may be booked after the stars arrived. */
async function hasEnded({ app }: Stage, name: Name): Promise<boolean> {
  const row = await app.db.one<{ open: boolean }>(
    `SELECT EXISTS (SELECT FROM deliveries WHERE status NOT IN ('confirmed', 'failed')
       OR ($1 AND status = 'confirmed' AND paid_at IS NULL)) AS open`,
    [name === 'mystars'],
  );
  return row?.open === false;
}

async function progress({ app }: Stage): Promise<string> {
  const { rows } = await app.db.query<{ status: string; n: number }>(
    'SELECT status, count(*)::integer AS n FROM deliveries GROUP BY status ORDER BY status',
  );
  return rows.map(({ status, n }) => `${n} ${status}`).join(', ');
}

/** Does the work of a person: looks into the supplier's own list for the deliveries whose answer was lost. */
async function decide({ app, sandbox, staffId }: Stage, name: Name): Promise<void> {
  const { rows } = await app.db.query<{ id: string; recipient: string }>(
    `SELECT id, recipient FROM deliveries WHERE status = 'uncertain' AND supplier_ref IS NULL`,
  );
  if (rows.length === 0) return;
  const orders = new Map(ordersOf(sandbox, name).map((order) => [order.recipient, order]));
  for (const { id: deliveryId, recipient } of rows) {
    const order = orders.get(recipient);
    const decision = { deliveryId, staffId, remark: 'the list of the supplier' };
    if (order) await adoptOrder(app, { ...decision, ref: order.ref });
    else await resolveDelivery(app, { ...decision, as: 'failed' });
  }
}
