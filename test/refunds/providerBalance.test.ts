import { expect, test } from 'vitest';
import { checkOrder } from '../../src/payments/index.ts';
import { paymentReport } from '../../src/reconciliation/index.ts';
import {
  confirmAddress,
  executeRefund,
  lookUpRefund,
  proposeAddress,
  requestRefund,
} from '../../src/refunds/index.ts';
import { buy, openShop, pay, play } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
const finance = await hire(app, 'finance');
await play(shop, '/settings', { refunds: 'manual' });

test.each([
  ['a part of it went back', 20n * TON, 'paid', '73.1'],
  ['all of it went back', 95n * TON, 'paid', '-1.9'],
  ['the refund failed', 20n * TON, 'fail', '93.1'],
] as const)(
  'the provider’s balance, when %s, then is what the ledger says',
  async (_, amount, outcome, left) => {
    const before = await clearing();
    const buying = await buy(app);
    await pay(shop, buying);
    app.clock.advance(60_000);
    await checkOrder(app, buying.order.id);
    const refund = await requestRefund(app, {
      staffId: finance,
      of: { orderId: buying.order.id },
      amount,
      destination: 'address',
      reason: 'not_delivered',
      note: 'wanted back',
      requestKey: `balance-${buying.order.id}`,
    });
    const where = { userId: buying.user.id, refundId: refund.id };
    const address = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
    const { code } = await proposeAddress(app, { ...where, address });
    await confirmAddress(app, { ...where, code });
    await executeRefund(app, refund.id);
    await play(shop, `/invoices/${buying.invoice.providerUuid}/refund`, { outcome });
    await lookUpRefund(app, refund.id);

    const after = await clearing();
    expect((after.provider - before.provider).toFixed(4)).toBe(Number(left).toFixed(4));
    expect(Number(after.difference)).toBe(0);
  },
);

async function clearing(): Promise<{ provider: number; difference: string | null }> {
  const now = app.clock.now().getTime();
  const { clearing: found } = await paymentReport(app, {
    from: new Date(now - 3_600_000),
    to: new Date(now),
  });
  return { provider: Number(found.provider ?? 0), difference: found.difference };
}
