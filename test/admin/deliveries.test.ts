import { beforeAll, expect, test } from 'vitest';
import {
  beginForOrder,
  deliveryOfOrder,
  doubtDelivery,
  findDelivery,
  markSent,
  requestDelivery,
  requestForOrder,
} from '../../src/delivery/index.ts';
import { checkLedger, userBalances } from '../../src/ledger/index.ts';
import { newId } from '../../src/lib/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import type { User } from '../../src/users/index.ts';
import { openTicket } from '../../src/support/index.ts';
import { newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice({ DELIVERY: 'manual', DELIVERY_MANUAL_SECOND_ABOVE: '200' });
const { app, context } = office;
const { owner } = context.testDb;
let [support, finance, admin, auditor] = [office.visit(), office.visit(), office.visit(), office.visit()];

beforeAll(async () => {
  support = await office.logIn('support');
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  auditor = await office.logIn('auditor');
});

interface Asked {
  readonly id: string;
  readonly user: User;
  readonly recipient: string;
}

let names = 0;

/** Somebody bought stars, and sends so many of them to a friend. */
async function asked(stars = 60): Promise<Asked> {
  const user = await newUserWith(context, 500n * TON);
  await buyFromBalance(context, { userId: user.id, stars: 300, requestKey: newId() });
  const recipient = `zzfriend_${++names}`;
  const wish = { userId: user.id, recipient, isSelf: false, stars, requestKey: newId() };
  const { id } = await requestDelivery(app, wish);
  return { id, user, recipient };
}

/** A gift with words to the friend. */
async function noted(note: string): Promise<Asked> {
  const user = await newUserWith(context, 500n * TON);
  const buying = { userId: user.id, stars: 100, requestKey: newId() };
  const { order } = await buyFromBalance(context, buying);
  const recipient = `zzfriend_${++names}`;
  const wish = { ...buying, recipient, isSelf: false, requestKey: newId(), orderId: order.id, note };
  const { id } = await requestForOrder(app, wish);
  await beginForOrder(app, order.id);
  return { id, user, recipient };
}

/** A supplier was asked, and its answer is lost. */
async function lost(): Promise<Asked> {
  const delivery = await asked();
  const key = delivery.id;
  await owner.query(
    `UPDATE deliveries SET attempt = 1, supplier = 'mystars', supplier_key = $2, body = $3, asked_at = now(), cost_asset = 'TON',
       cost = 1, max_cost = 2 WHERE id = $1`,
    [key, key, `{"to":"${delivery.recipient}","zz":"body"}`],
  );
  await owner.query(`UPDATE deliveries SET status = 'uncertain', error = 'SUPPLIER_SILENT' WHERE id = $1`, [
    key,
  ]);
  await owner.query(
    `INSERT INTO delivery_answers (delivery_id, supplier, call, outcome, raw) VALUES ($1, 'mystars', 'create', 'unknown', 'zz-raw-words')`,
    [key],
  );
  return delivery;
}

interface Shown {
  delivery: Record<string, unknown>;
  trail: Record<string, unknown>[];
  answers: Record<string, unknown>[];
  reports: Record<string, unknown>[];
  journals: { journal: Record<string, unknown> }[];
  offers: string[];
}

const address = (id: string, action: string): string => `deliveries/records/${id}/${action}`;
const pageOf = async (browser: Browser, { id }: { id: string }): Promise<Shown> =>
  (await browser.json<{ page: Shown }>(`/admin/api/resources/${address(id, 'show')}`)).page;
const listOf = async (browser: Browser, filter: string): Promise<(string | undefined)[]> => {
  const list = await browser.json<AdminAnswer>(`/admin/api/resources/deliveries/actions/list?${filter}`);
  return (list.records ?? []).map(({ id }) => id);
};
const starsOf = async ({ user }: Asked): Promise<{ stars: bigint; delivery: bigint }> => {
  const { stars, delivery } = await userBalances(app.db, user.id);
  return { stars, delivery };
};
const auditOf = async (id: string): Promise<string[]> => {
  const { rows } = await owner.query<{ action: string }>(
    'SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY id',
    [id],
  );
  return rows.map(({ action }) => action);
};

const takeNext = async (browser: Browser): Promise<AdminAnswer> =>
  (await (await browser.post('/admin/api/pages/send', { action: 'takeNext' })).json()) as AdminAnswer;

test('the queue, when support takes the next and marks it as sent, then the stars have arrived and both steps are in the audit log', async () => {
  const delivery = await asked();
  const taken = await takeNext(support);
  expect(taken['id']).toBe(delivery.id);

  const seen = await support.json<{ mine: { recipient: string } }>('/admin/api/pages/send');
  expect(seen.mine.recipient).toBe(delivery.recipient);
  const others = await finance.get('/admin/api/pages/send');
  expect(await others.text()).not.toContain(delivery.recipient);
  expect((await act(finance, address(delivery.id, 'markSent'), { proof: 'tx-1' }))['code']).toBe(
    'DELIVERY_CLAIMED',
  );
  const sent = await act(support, address(delivery.id, 'markSent'), { proof: 'tx-1' });

  expect(sent.notice?.type).toBe('success');
  expect(await findDelivery(app, delivery.id)).toMatchObject({ status: 'confirmed', proof: 'tx-1' });
  expect((await starsOf(delivery)).delivery).toBe(0n);
  expect(await auditOf(delivery.id)).toEqual(['deliveries.takeNext', 'deliveries.markSent']);
  expect((await takeNext(support)).notice?.type).toBe('info');
});

test('a large delivery, when support has sent it, then finance confirms it and support is not offered to', async () => {
  const delivery = await asked(250);
  await act(support, address(delivery.id, 'claimDelivery'));
  await act(support, address(delivery.id, 'markSent'), { proof: 'tx-2' });

  expect((await pageOf(support, delivery)).offers).toEqual([]);
  expect((await pageOf(finance, delivery)).offers).toEqual(['confirmSent', 'doubtDelivery']);
  expect((await support.post(`/admin/api/resources/${address(delivery.id, 'confirmSent')}`)).status).toBe(
    404,
  );
  const queue = await finance.json<{ second: { isOwn: boolean }[]; mayConfirm: boolean }>(
    '/admin/api/pages/send',
  );
  expect(queue).toMatchObject({ second: [{ isOwn: false }], mayConfirm: true });
  expect((await act(finance, address(delivery.id, 'confirmSent'))).notice?.type).toBe('success');
  expect(await findDelivery(app, delivery.id)).toMatchObject({ status: 'confirmed' });
});

test('a claimed delivery, when it is given back without a reason, then it is refused; with one, another person takes it', async () => {
  const delivery = await asked();
  await act(support, address(delivery.id, 'claimDelivery'));

  const silent = await act(support, address(delivery.id, 'giveBack'), { remark: '' });
  expect(silent['fields']).toHaveProperty('remark');
  await act(support, address(delivery.id, 'giveBack'), { remark: 'no stars here' });
  expect((await pageOf(admin, delivery)).trail.at(-1)).toMatchObject({
    to_status: 'reserved',
    staff_name: 'The support',
    remark: 'no stars here',
  });
  await act(admin, address(delivery.id, 'claimDelivery'));
  await markSent(app, { deliveryId: delivery.id, staffId: office.staff.admin.id, proof: 'tx' });
  expect(await findDelivery(app, delivery.id)).toMatchObject({ status: 'confirmed' });
});

test('the name of a friend and the note, when lists, pages and files are read, then they are masked; they are shown to whoever asks, and the look is logged', async () => {
  const delivery = await noted('zz-happy-birthday');
  const path = `/admin/api/resources/${address(delivery.id, 'show')}`;
  for (const browser of [support, finance, admin, auditor])
    for (const where of [
      path,
      '/admin/api/resources/deliveries/actions/list',
      '/admin/export/lists/deliveries',
      `/admin/api/resources/users/records/${delivery.user.id}/show`,
      '/admin/api/pages/send',
    ])
      expect(await (await browser.get(where)).text(), where).not.toMatch(
        RegExp(`${delivery.recipient}|zz-happy-birthday`),
      );

  const opened = await act(support, address(delivery.id, 'openRecipient'));
  expect([opened['recipient'], opened['note']]).toEqual([delivery.recipient, 'zz-happy-birthday']);
  expect(await auditOf(delivery.id)).toEqual(['deliveries.openRecipient']);
  expect((await auditor.post(`/admin/api/resources/${address(delivery.id, 'openRecipient')}`)).status).toBe(
    404,
  );
  expect(await listOf(support, `filters.recipient=@${delivery.recipient.toUpperCase()}`)).toEqual([
    delivery.id,
  ]);
});

test('an uncertain delivery, when support and finance look, then the raw words and costs are for finance, and reports of nobody are evidence', async () => {
  const delivery = await lost();
  const report = newId();
  for (const [ref, minutes] of [
    ['near', 1],
    ['long-ago', -3000],
  ] as const)
    await owner.query(
      `INSERT INTO supplier_events (id, supplier, ref, state, status, body_hash, body, received_at)
       VALUES ($1, 'mystars', $2, 'delivered', 'completed', $2, 'zz-report', now() + make_interval(mins => $3))`,
      [ref === 'near' ? report : newId(), ref, minutes],
    );

  const seen = await pageOf(finance, delivery);
  expect(seen.delivery).toMatchObject({
    cost: '0.000000001 TON',
    needs_person: true,
    error: 'SUPPLIER_SILENT',
  });
  expect(seen.answers).toMatchObject([{ outcome: 'unknown', raw: 'zz-raw-words' }]);
  expect(seen.reports).toMatchObject([{ id: report, ref: 'near', body: 'zz-report' }]);
  expect(seen.offers).toEqual(['adoptOrder', 'resolveArrived', 'resolveNotSent']);
  const text = await (await support.get(`/admin/api/resources/${address(delivery.id, 'show')}`)).text();
  for (const secret of ['zz-raw-words', 'zz-report', 'zz":"body', 'max_cost', 'sold_for'])
    expect(text).not.toContain(secret);
  expect((await pageOf(support, delivery)).answers).toMatchObject([{ outcome: 'unknown' }]);
  expect(await listOf(finance, 'filters.needs_person=true')).toContain(delivery.id);
});

test('the words of a supplier, when they name the recipient, then the name is masked there too', async () => {
  const delivery = await lost();
  await owner.query(
    `INSERT INTO delivery_answers (delivery_id, supplier, call, outcome, raw) VALUES ($1, 'mystars', 'find', 'absent', $2)`,
    [
      delivery.id,
      `{"recipient_username":"${delivery.recipient.toUpperCase()}","near":"x${delivery.recipient}"}`,
    ],
  );

  for (const browser of [finance, auditor]) {
    const { delivery: shown, answers } = await pageOf(browser, delivery);
    expect(answers[0]?.['raw']).toBe(`{"recipient_username":"zz•••","near":"x${delivery.recipient}"}`);
    expect(shown['body']).toBe('{"to":"zz•••","zz":"body"}');
  }
});

test('a report of a supplier that belongs to no delivery, when it names an account, then the name is masked', async () => {
  const delivery = await lost();
  await owner.query(
    `INSERT INTO supplier_events (id, supplier, ref, state, status, body_hash, body)
     VALUES ($1, 'mystars', 'nobodys', 'delivered', 'completed', 'h', '{"username": "zzfriend_x", "quantity":60}')`,
    [newId()],
  );

  const { reports } = await pageOf(finance, delivery);

  expect(reports.map(({ body }) => body)).toContain('{"username": "zz•••", "quantity":60}');
});

test('an uncertain delivery, when finance decides that it arrived or did not, then the stars are gone or back, the ledger balances and nobody decides again', async () => {
  const [arrived, back] = [await lost(), await lost()];
  const remark = 'seen in the dashboard';
  for (const { id } of [arrived, back])
    expect((await support.post(`/admin/api/resources/${address(id, 'resolveArrived')}`)).status).toBe(404);

  const proof = await act(finance, address(arrived.id, 'resolveArrived'), { remark });
  expect(proof['fields']).toHaveProperty('proof');
  await act(finance, address(arrived.id, 'resolveArrived'), { remark, proof: 'tx-7' });
  await act(admin, address(back.id, 'resolveNotSent'), { remark });

  expect(await starsOf(arrived)).toEqual({ stars: 240n, delivery: 0n });
  expect(await starsOf(back)).toEqual({ stars: 300n, delivery: 0n });
  expect((await act(finance, address(back.id, 'resolveArrived'), { remark, proof: 'tx-8' }))['code']).toBe(
    'DELIVERY_STATE',
  );
  const { trail, journals, offers } = await pageOf(finance, arrived);
  expect(trail.at(-1)).toMatchObject({ to_status: 'confirmed', staff_name: 'The finance', remark });
  expect(journals.map(({ journal }) => journal['kind'])).toEqual(['dispatch', 'delivery']);
  expect(offers).toEqual([]);
  for (const { journal } of journals)
    expect(
      await finance.json(
        `/admin/api/resources/ledger_journals/records/${String(journal['journal_id'])}/show`,
      ),
    ).toMatchObject({ page: { deliveries: [{ id: arrived.id }] } });
  expect(await checkLedger(app)).toEqual([]);
});

test('the order of a supplier, when finance names it, then it stands in the delivery, and no other delivery takes it', async () => {
  const [one, two] = [await lost(), await lost()];
  const named = { ref: `order-${one.id}`, remark: 'found in the dashboard' };

  expect((await act(finance, address(one.id, 'adoptOrder'), named)).notice?.type).toBe('success');

  expect(await findDelivery(app, one.id)).toMatchObject({ supplierRef: named.ref, status: 'uncertain' });
  expect((await act(finance, address(two.id, 'adoptOrder'), named))['code']).toBe('KEY_REUSED');
  expect((await pageOf(finance, one)).offers).toEqual(['askSupplier', 'resolveArrived', 'resolveNotSent']);
});

test('a delivery under review, when finance releases one and refuses another, then one goes on and the other gives its stars back', async () => {
  const [good, bad] = [await asked(), await asked()];
  const ids = [good.id, bad.id];
  await owner.query(
    `UPDATE deliveries SET review_since = now(), review_reason = 'many_senders' WHERE id = ANY ($1)`,
    [ids],
  );
  expect((await pageOf(finance, good)).offers).toEqual(['releaseDelivery', 'refuseDelivery']);
  expect((await pageOf(support, good)).offers).toEqual([]);
  expect((await act(support, address(good.id, 'claimDelivery')))['code']).toBe('DELIVERY_STATE');

  await act(finance, address(good.id, 'releaseDelivery'), { remark: 'a fan club' });
  await act(finance, address(bad.id, 'refuseDelivery'), { remark: 'stolen cards' });

  expect(await listOf(support, 'filters.by_hand=waiting')).toContain(good.id);
  expect(await findDelivery(app, bad.id)).toMatchObject({ status: 'failed', error: 'REFUSED_BY_STAFF' });
  expect((await starsOf(bad)).stars).toBe(300n);
});

test('a delivery, when it is in doubt, then an order, its user, a ticket and the first page lead to it', async () => {
  const user = await newUserWith(context, 500n * TON);
  const { order } = await buyFromBalance(context, { userId: user.id, stars: 100, requestKey: newId() });
  await owner.query(`UPDATE users SET username = 'Ann_buyer' WHERE id = $1`, [user.id]);
  await beginForOrder(app, order.id);
  const id = (await deliveryOfOrder(app, order.id))?.id ?? '';
  await act(support, address(id, 'claimDelivery'));
  await doubtDelivery(app, { deliveryId: id, staffId: office.staff.finance.id, remark: 'gone' });
  const ticket = await openTicket(app, {
    userId: user.id,
    subject: 'delivery',
    text: 'Where?',
    orderId: order.id,
  });

  const { page: told } = await support.json<{
    page: { timeline: { what: string; resource: string; id: string }[] };
  }>(`/admin/api/resources/orders/records/${order.id}/show`);
  const steps = told.timeline.filter(({ what }) => what === 'delivery');
  expect(steps.length).toBe(4);
  expect(steps[0]).toMatchObject({ resource: 'deliveries', id });
  const { page: person } = await support.json<{ page: { deliveries: unknown[] } }>(
    `/admin/api/resources/users/records/${user.id}/show`,
  );
  expect(person.deliveries).toMatchObject([{ id, status: 'uncertain' }]);
  const { page: desk } = await support.json<{ page: { deliveries: unknown[] } }>(
    `/admin/api/resources/tickets/records/${ticket.id}/show`,
  );
  expect(desk.deliveries).toMatchObject([{ id }]);
  const first = async (browser: Browser) =>
    (await browser.json<{ deliveries?: object }>('/admin/api/dashboard')).deliveries;
  expect(await first(support)).toEqual({ byHand: expect.any(Number) as number });
  expect(await first(finance)).toHaveProperty('needsPerson');
  expect(await first(auditor)).toBeUndefined();
});

test('the page of those who send, when the auditor asks for it, then there is none', async () => {
  expect((await auditor.get('/admin/pages/send')).status).toBe(404);
  expect((await auditor.post('/admin/api/pages/send', { action: 'takeNext' })).status).toBe(404);
});
