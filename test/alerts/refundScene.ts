import { newId } from '../../src/lib/index.ts';
import { requestRefund } from '../../src/refunds/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { TON } from '../kit/money.ts';
import type { Shop } from '../kit/shop.ts';
import { newUserWith } from '../kit/users.ts';

/** A refund that waits for a second person, or that could not be sent. Returns its id. */
export async function newRefund(
  app: Shop['app'],
  { finance, approver, status }: { finance: bigint; approver: bigint; status: 'requested' | 'failed' },
): Promise<string> {
  const user = await newUserWith(app, 500n * TON);
  const { order } = await buyFromBalance(app, { userId: user.id, stars: 300, requestKey: newId() });
  const { id } = await requestRefund(app, {
    staffId: finance,
    reason: 'other',
    note: 'for a test',
    of: { orderId: order.id },
    destination: 'balance',
    amount: 101n * TON,
    requestKey: newId(),
  });
  const steps = status === 'failed' ? ['approved', 'failed'] : [];
  for (const step of steps)
    await app.testDb.owner.query('UPDATE refunds SET status = $2, approved_by = $3 WHERE id = $1', [
      id,
      step,
      approver,
    ]);
  return id;
}
