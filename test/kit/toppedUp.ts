import { createDemoProvider, type Fate } from '../../scripts/demo/provider.ts';
import type { App } from '../../src/app.ts';
import { formatAmount } from '../../src/lib/index.ts';
import { createSettler, openInvoice, pollInvoice, type Invoice } from '../../src/payments/index.ts';
import { coin, createTopup, type Order } from '../../src/shop/index.ts';

let keys = 0;

/** A top-up with this answer of the provider. By default it is paid in full. */
export async function toppedUp(
  app: App,
  { userId, amount }: { userId: bigint; amount: bigint },
  fate: Fate = { status: 'paid', percent: 100n },
): Promise<{ order: Order; invoice: Invoice }> {
  const provider = createDemoProvider();
  const context = { ...app, provider, settler: createSettler(app) };
  const order = await createTopup(app, { userId, amount, requestKey: `test:topup:${++keys}` });
  const invoice = await openInvoice(context, { orderId: order.id });
  provider.decide(
    {
      orderId: invoice.id.replaceAll('-', ''),
      currency: invoice.asset,
      amount: formatAmount(invoice.amount, coin(app.config)),
    },
    fate,
  );
  await pollInvoice(context, invoice.id);
  return { order, invoice };
}
