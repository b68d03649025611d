import { expect, test } from 'vitest';
import { systemClock } from '../../src/lib/index.ts';
import { findPayment, wantPayment } from '../../src/tonWallet/index.ts';
import { eventually } from '../kit/eventually.ts';
import { startProduct } from '../kit/product.ts';
import { aWant } from './stage.ts';

test('the product, when it runs with its sandbox, then a payment is made by its worker, also after a restart, and the words are never logged', async () => {
  const product = await startProduct({ LOG_LEVEL: 'debug' });
  const { db } = product.testDb;
  const pay = async (): Promise<string> => {
    const want = aWant({ clock: systemClock });
    const { id, memo } = await db.tx((tx) => wantPayment(tx, want));
    await eventually(async () => (await findPayment(db, id))?.state === 'seen', 60);
    return memo;
  };
  const memos = [await pay()];
  expect(await product.stop()).toBe(0);
  await product.start();
  memos.push(await pay());
  const transfers = await fetch(`${product.sandboxUrl}/play/ton/transfers`);
  const landed = ((await transfers.json()) as { comment: string }[]).map(({ comment }) => comment);
  expect(landed).toEqual(memos);
  expect(JSON.stringify(product.log())).not.toContain('energy explain');
});
