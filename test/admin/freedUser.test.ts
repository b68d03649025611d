import { expect, test } from 'vitest';
import { deliveryOfOrder, requestDelivery, type Delivery } from '../../src/delivery/index.ts';
import { createJobs } from '../../src/jobs/index.ts';
import { newId } from '../../src/lib/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { ensureUser, setStatusByRule, type User, type UserStatus } from '../../src/users/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';
import { act, openOffice } from '../kit/office.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { newTelegramId } from '../kit/users.ts';

/** Stars go out at once after a purchase, so a buyer can be held between the purchase and the delivery. */
const office = await openOffice({ DELIVERY: 'manual', DELIVERY_AT_ONCE: 'True' });
const { app } = office;
const { owner } = office.context.testDb;
const nothing = async (): Promise<void> => {};
const jobs = createJobs(app, {
  sendNotification: nothing,
  answerUpdate: nothing,
  sendAlert: async () => 'sent' as const,
});
await jobs.start();
atEnd(() => jobs.close());
const [admin, finance, support] = [
  await office.logIn('admin'),
  await office.logIn('finance'),
  await office.logIn('support'),
];
const entry = { list: 'block', listRecipient: '@bad_friend', listNote: 'seen before' };
await act(admin, 'fraud_list_entries/actions/addListEntry', entry);

let names = 0;
async function buyer(username?: string): Promise<User> {
  const person = { telegramId: newTelegramId(), firstName: 'Cy', languageCode: 'en' };
  const user = await ensureUser(app, { ...person, username });
  await toppedUp(app, { userId: user.id, amount: 500n * TON });
  return user;
}

/** A buyer whose paid stars wait because the buyer is held. */
async function waiting(status: UserStatus): Promise<{ user: User; delivery: Delivery }> {
  const user = await buyer(`held_buyer_${++names}`);
  const { order } = await app.db.tx(async (tx) => {
    // The job that begins the delivery waits for this row, and then meets the new state.
    await tx.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [user.id]);
    const bought = await buyFromBalance(app, { userId: user.id, stars: 100, requestKey: newId() });
    await setStatusByRule(tx, { userId: user.id, status, reason: 'asked for papers' });
    return bought;
  });
  const delivery = await eventually(() => deliveryOfOrder(app, order.id));
  expect(delivery).toMatchObject({ status: 'reserved', reviewReason: 'user-under-review' });
  return { user, delivery };
}

const isFreed = async ({ id }: Pick<Delivery, 'id'>): Promise<boolean> => {
  const row = await owner.one<{ freed: boolean }>(
    'SELECT review_since IS NULL AS freed FROM deliveries WHERE id = $1',
    [id],
  );
  return row?.freed === true;
};
/** Every job that the last step wrote is done. */
const settled = () =>
  eventually(async () => {
    const row = await owner.one<{ n: bigint }>('SELECT count(*) AS n FROM outbox WHERE done_at IS NULL');
    return row?.n === 0n;
  });

test.each(['under_review', 'blocked'] as const)(
  'stars that wait because their buyer is %s, when an admin lifts it, then they are in the queue at once',
  async (status) => {
    const { user, delivery } = await waiting(status);

    await act(admin, `users/records/${user.id}/free`, { reason: 'papers are in order' });
    await eventually(() => isFreed(delivery));

    const taken = await act(support, `deliveries/records/${delivery.id}/claimDelivery`, {});
    expect(taken.record?.params['status']).toBe('submitted');
  },
);

test('stars that wait because their buyer is under review, when the buyer is blocked, then they go on waiting for a person', async () => {
  const { user, delivery } = await waiting('under_review');

  await act(admin, `users/records/${user.id}/block`, { reason: 'false papers' });
  await settled();

  expect(await isFreed(delivery)).toBe(false);
});

test('a delivery that a rule holds, when its held buyer is freed before the flag is decided, then it goes only after both', async () => {
  // Without a name of their own, the stars stay on the balance.
  const user = await buyer();
  await buyFromBalance(app, { userId: user.id, stars: 100, requestKey: newId() });
  await settled();
  const wish = { recipient: 'bad_friend', isSelf: false, stars: 60, requestKey: newId() };
  const delivery = await requestDelivery(app, { ...wish, userId: user.id });
  await act(admin, `users/records/${user.id}/review`, { reason: 'asked for papers' });

  await act(admin, `users/records/${user.id}/free`, { reason: 'papers are in order' });
  await settled();
  expect(await isFreed(delivery)).toBe(false);

  await act(admin, `users/records/${user.id}/review`, { reason: 'asked again' });
  const flag = await owner.one<{ id: string }>('SELECT id FROM fraud_flags WHERE event_subject = $1', [
    delivery.id,
  ]);
  await act(finance, `fraud_flags/records/${flag?.id}/dismissFlag`, { flagNote: 'known to us' });
  expect(await isFreed(delivery)).toBe(false);
  await act(admin, `users/records/${user.id}/free`, { reason: 'papers are in order' });
  await eventually(() => isFreed(delivery));
});
