import type { App } from '../../src/app.ts';
import { claimDelivery, doubtDelivery, markSent, requestDelivery } from '../../src/delivery/index.ts';
import { newId } from '../../src/lib/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import type { TestContext } from '../kit/testContext.ts';

/** Deliveries in every state in which people may do something, in a shop that sends by hand. */
export async function setDeliveries(context: TestContext, app: App, author: { finance: bigint }) {
  const user = await newUserWith(context, 500n * TON);
  await buyFromBalance(context, { userId: user.id, stars: 400, requestKey: newId() });
  const by = { staffId: author.finance, remark: 'for the walk' };
  const newDelivery = async (stars: number): Promise<string> => {
    const wish = { userId: user.id, recipient: 'bob_friend', isSelf: false, stars, requestKey: newId() };
    return (await requestDelivery(app, wish)).id;
  };
  const claimed = async (stars: number): Promise<string> => {
    const deliveryId = await newDelivery(stars);
    await claimDelivery(app, { deliveryId, staffId: author.finance });
    return deliveryId;
  };
  const [waiting, held] = [await newDelivery(50), await newDelivery(50)];
  const [inHand, sent, uncertain] = [await claimed(50), await claimed(60), await claimed(50)];
  await markSent(app, { deliveryId: sent, staffId: author.finance, proof: 'tx' });
  await doubtDelivery(app, { ...by, deliveryId: uncertain });
  await context.testDb.owner.query('UPDATE deliveries SET review_since = now() WHERE id = $1', [held]);
  return { waiting, held, inHand, sent, uncertain };
}
