import { expect, test } from 'vitest';
import type { Db, Queryable } from '../../src/platform/index.ts';
import { walletState, type Chain, type TonContext } from '../../src/tonWallet/index.ts';
import { createStage } from './stage.ts';

const stage = await createStage();
const { app } = stage;
await walletState(app);

/** Ends every work from the `at`-th step on: before a step and after it are two places. */
function crashing(at: number): { context: TonContext; hasCrashed: () => boolean } {
  let steps = 0;
  const here = (): void => {
    if (++steps >= at) throw new Error('killed here');
  };
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    here();
    const result = await work();
    here();
    return result;
  };
  const queries = (q: Queryable): Pick<Queryable, 'query'> => ({
    query: (statement, values) => step(() => q.query(statement, values)) as never,
  });
  const db: Db = {
    ...app.db,
    ...queries(app.db),
    one: (text, values) => step(() => app.db.one(text, values)),
    tx: (work) => step(() => app.db.tx((tx) => work({ ...tx, ...queries(tx) }))),
  };
  const { chain: real } = app.ton;
  const chain: Chain = {
    account: (...given) => step(() => real.account(...given)),
    transactions: (...given) => step(() => real.transactions(...given)),
    send: (...given) => step(() => real.send(...given)),
  };
  return { context: { ...app, db, ton: { ...app.ton, chain } }, hasCrashed: () => steps >= at };
}

async function run(context: TonContext): Promise<void> {
  await stage.advance(context).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.includes('killed here')) throw error;
  });
}

/** The longest way: the first message is dropped and expires, the second one lands. */
async function wayWith(context: TonContext): Promise<void> {
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc' });
  await run(context);
  app.clock.advance(160_000);
  await stage.play('/faults', undefined, 'DELETE');
  await run(context);
  app.clock.advance(6000);
  await run(context);
}

test('a worker, when it is killed between any two steps, then the payment is made once and told once', async () => {
  let places = 0;
  for (let at = 1; ; at++) {
    const { id } = await stage.want();
    const { context, hasCrashed } = crashing(at);
    await wayWith(context);
    const payment = await stage.until(id, 'seen');
    expect(await stage.landed(payment), `killed at step ${at}`).toHaveLength(1);
    expect(await stage.told(id), `killed at step ${at}`).toEqual(['seen']);
    if (!hasCrashed()) break;
    places = at;
  }
  expect(places).toBeGreaterThan(60);
}, 240_000);

test('a worker, when it is killed while a payment lapses, then the owner is told once', async () => {
  for (let at = 1; ; at++) {
    const { id } = await stage.want({ notAfter: new Date(app.clock.now().getTime() + 10_000) });
    const { context, hasCrashed } = crashing(at);
    await run(context);
    await stage.until(id, 'lapsed');
    expect(await stage.told(id), `killed at step ${at}`).toEqual(['lapsed']);
    if (!hasCrashed()) break;
  }
});
