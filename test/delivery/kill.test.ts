import { expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { stallRows, type Stall } from '../kit/stall.ts';
import { createWorkers } from '../kit/worker.ts';
import { createDeliveryStage, WHOLE } from './scene.ts';

const ENVIRONMENT = { DELIVERY: 'supplier', DELIVERY_SUPPLIER: 'mystars', CIRCUIT_BREAKER_ENABLED: 'False' };
const stage = await createDeliveryStage(ENVIRONMENT);
const { app, owner, send, now, until, supplier } = stage;
const startWorker = createWorkers(app, ENVIRONMENT);
await supplier('/settings', { stepMs: 50, limits: { general: 100_000, orders: 100_000, probes: 100_000 } });

const MANY = 100;
let names = 0;

/** Calls to a part of the sandbox get no answer in time, though it may act on them. */
async function stallCalls(part: 'mystars' | 'ton', fault: object): Promise<Stall> {
  const url = `${stage.sandbox.url}/play/${part}/faults`;
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ times: MANY, ...fault }),
  });
  return {
    reached: () =>
      eventually(async () => {
        const [left] = (await (await fetch(url)).json()) as { times: number }[];
        return left !== undefined && left.times < MANY;
      }),
    letGo: () => fetch(url, { method: 'DELETE' }),
  };
}

const lock = (table: string): Promise<Stall> =>
  stallRows(app.testDb.owner, `LOCK TABLE ${table} IN SHARE MODE`, []);

test.each<[string, () => Promise<Stall>]>([
  [
    'before the supplier has the order',
    () => stallCalls('mystars', { kind: 'silence', target: 'orders/create' }),
  ],
  [
    'when the supplier has the order and did not answer',
    () => stallCalls('mystars', { kind: 'silenceAfter', target: 'orders/create' }),
  ],
  ['when the answer is not written', () => lock('delivery_answers')],
  ['when the order is written and its payment is not', () => lock('ton_payments')],
  [
    'when the payment is signed and not sent',
    () => stallCalls('ton', { kind: 'timeoutBefore', target: 'sendBoc' }),
  ],
  ['when the payment is sent', () => stallCalls('ton', { kind: 'timeoutAfter', target: 'sendBoc' })],
  [
    'when it asks how the order stands',
    () => stallCalls('mystars', { kind: 'silence', target: 'orders/get' }),
  ],
])(
  'a worker, when it is killed with kill -9 %s, then another one delivers once and pays once',
  { timeout: 120_000 },
  async (_when, stall) => {
    const user = await paidOwner();
    const delivery = await send(user, `killed_${++names}`);
    const held = await stall();
    const first = await startWorker();
    await held.reached();
    await first.end('SIGKILL');
    await held.letGo();

    const second = await startWorker();
    const end = await until(delivery, 'confirmed');
    await eventually(async () => (await now(delivery)).paidAt !== null);

    const orders = await supplier<{ recipient_username: string }[]>('/orders');
    expect(orders.filter(({ recipient_username: name }) => name === end.recipient)).toHaveLength(1);
    const paid = await app.db.one<{ n: number }>(
      `SELECT count(*)::integer AS n FROM ton_payments WHERE subject_id = $1 AND state = 'seen'`,
      [delivery.id],
    );
    expect(paid?.n).toBe(1);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(await stage.invariants()).toEqual(WHOLE);
  },
);

/** Somebody with stars: a worker of its own books the purchase and ends before the story begins. */
async function paidOwner() {
  const worker = await startWorker();
  const user = await owner();
  await worker.end('SIGTERM');
  return user;
}
