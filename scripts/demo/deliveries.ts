import {
  claimDelivery,
  doubtDelivery,
  markSent,
  refuseDelivery,
  requestDelivery,
  type DeliveryContext,
} from '../../src/delivery/index.ts';
import type { Context } from '../../src/platform/index.ts';
import type { Role } from '../../src/staff/index.ts';

type End = 'confirmed' | 'inHand' | 'uncertain' | 'failed';

/** One delivery of the demo: its user (index of the demo user), its recipient, and how far it got. */
const DELIVERIES: readonly { user: number; recipient: string; isSelf: boolean; stars: number; end: End }[] = [
  { user: 0, recipient: 'anna_sokolova', isSelf: true, stars: 250, end: 'confirmed' },
  { user: 2, recipient: 'emma_gifts', isSelf: false, stars: 100, end: 'inHand' },
  { user: 5, recipient: 'sashko', isSelf: true, stars: 150, end: 'uncertain' },
  { user: 6, recipient: 'wei_family', isSelf: false, stars: 500, end: 'failed' },
];

/**
 * Sends stars of demo users by hand, so that no supplier is asked, whoever sends in this sandbox. None of these states is
 * one that a worker would go on with.
 */
export async function seedDeliveries(
  context: Context,
  userIds: readonly bigint[],
  staff: Readonly<Record<Role, bigint>>,
): Promise<void> {
  const manual: DeliveryContext = {
    ...context,
    config: { ...context.config, DELIVERY: 'manual' },
    suppliers: {},
  };
  for (const [index, { user, end, ...wish }] of DELIVERIES.entries()) {
    const userId = userIds[user];
    if (userId === undefined) continue;
    const asked = { ...wish, userId, requestKey: `demo:delivery:${index}`, correlationId: 'demo' };
    const { id, status } = await requestDelivery(manual, asked);
    // An interrupted seeding repeats its steps.
    if (status === 'reserved' || status === 'submitted') await ENDS[end](manual, id, staff);
  }
}

const ENDS: Readonly<
  Record<
    End,
    (context: DeliveryContext, id: string, staff: Readonly<Record<Role, bigint>>) => Promise<unknown>
  >
> = {
  inHand: (context, deliveryId, { support }) => claimDelivery(context, { deliveryId, staffId: support }),
  confirmed: async (context, deliveryId, { support }) => {
    await claimDelivery(context, { deliveryId, staffId: support });
    await markSent(context, { deliveryId, staffId: support, proof: 'fragment.com, 14:02, TX 8c1f0e' });
  },
  uncertain: async (context, deliveryId, { support, finance }) => {
    await claimDelivery(context, { deliveryId, staffId: support });
    const remark = 'Окно закрылось посреди покупки, чек не открывается';
    await doubtDelivery(context, { deliveryId, staffId: finance, remark });
  },
  failed: (context, deliveryId, { finance }) =>
    refuseDelivery(context, { deliveryId, staffId: finance, remark: 'Покупатель ошибся получателем' }),
};
