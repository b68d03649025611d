import { expect, test } from 'vitest';
import { findDelivery, requestDelivery } from '../../src/delivery/index.ts';
import { userBalances } from '../../src/ledger/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { act, openOffice } from '../kit/office.ts';

const office = await openOffice({ DELIVERY: 'manual' });
const { app } = office;
const { owner } = office.context.testDb;
const TON = 1_000_000_000n;

test('a flag about a delivery, when finance decides it on its page, then the stars go on or are back', async () => {
  const [admin, finance] = [await office.logIn('admin'), await office.logIn('finance')];
  const entry = { list: 'block', listRecipient: '@bad_friend', listNote: 'seen before' };
  await act(admin, 'fraud_list_entries/actions/addListEntry', entry);
  const buyer = await ensureUser(app, { telegramId: 6171n, firstName: 'Cy', languageCode: 'en' });
  await toppedUp(app, { userId: buyer.id, amount: 200n * TON });
  await buyFromBalance(app, { userId: buyer.id, stars: 150, requestKey: `f:${buyer.id}` });
  for (const [action, end] of [
    ['dismissFlag', { status: 'reserved', reviewSince: null }],
    ['confirmFlag', { status: 'failed' }],
  ] as const) {
    const wish = { recipient: 'bad_friend', isSelf: false, stars: 60, requestKey: `f:${action}` };
    const { id } = await requestDelivery(app, { ...wish, userId: buyer.id });
    const flag = await owner.one<{ id: string }>('SELECT id FROM fraud_flags WHERE event_subject = $1', [id]);
    const path = `fraud_flags/records/${flag?.id}/${action}`;
    expect((await act(finance, path, { flagNote: 'asked the user' })).notice?.type).toBe('success');
    expect(await findDelivery(app, id)).toMatchObject(end);
  }
  expect((await userBalances(app.db, buyer.id)).delivery).toBe(60n);
});
