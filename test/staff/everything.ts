import { createApp, type App } from '../../src/app.ts';
import { changeRule } from '../../src/fraud/index.ts';
import { newId } from '../../src/lib/index.ts';
import { notify } from '../../src/notifications/index.ts';
import { resolveBreak } from '../../src/reconciliation/index.ts';
import { requestAdjustment, requestRefund, setRefundLimit } from '../../src/refunds/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { requestRole, ROLES, type Role } from '../../src/staff/index.ts';
import { openTicket, replyToTicket, resolveTicket } from '../../src/support/index.ts';
import { bookFunding } from '../../src/treasury/index.ts';
import { judged, newRule, openHistory } from '../kit/fraud.ts';
import { refunded } from '../kit/news.ts';
import { hire } from '../kit/hire.ts';
import { newUser, newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { ask, newPackage } from '../kit/prices.ts';
import { atEnd } from '../kit/atEnd.ts';
import type { TestContext } from '../kit/testContext.ts';
import { setDeliveries } from './deliveryScene.ts';

/** One row of everything that staff may change, made by people who take no part in the walk. */
export type Everything = Awaited<ReturnType<typeof makeEverything>>;

export async function makeEverything(context: TestContext) {
  const { owner } = context.testDb;
  const app: App = createApp(context.config, { clock: context.clock, log: context.log });
  atEnd(() => app.close());
  await openHistory(context);
  const everyRole = async (): Promise<Record<Role, bigint>> =>
    Object.fromEntries(
      await Promise.all(ROLES.map(async (role) => [role, await hire(context, role)] as const)),
    ) as Record<Role, bigint>;
  const [staff, leavers, author] = [await everyRole(), await everyRole(), await everyRole()];
  await owner.query('UPDATE staff SET disabled_at = now() WHERE id = ANY ($1)', [Object.values(leavers)]);

  const user = await newUserWith(context, 500n * TON);
  const blocked = await newUser(context);
  await owner.query(`UPDATE users SET status = 'blocked' WHERE id = $1`, [blocked.id]);
  const { order } = await buyFromBalance(context, { userId: user.id, stars: 300, requestKey: newId() });
  const { packageId, stars } = await newPackage(context, [author.admin, await hire(context, 'admin')], {
    price: 100n * TON,
  });
  const ofFinance = { staffId: author.finance, reason: 'other', note: 'for the walk' } as const;
  const refundOf = async () =>
    (
      await requestRefund(app, {
        ...ofFinance,
        of: { orderId: order.id },
        destination: 'balance',
        amount: 101n * TON,
        requestKey: newId(),
      })
    ).id;
  const [refund, failed] = [await refundOf(), await refundOf()];
  for (const status of ['approved', 'failed'])
    await owner.query('UPDATE refunds SET status = $2, approved_by = $3 WHERE id = $1', [
      failed,
      status,
      author.admin,
    ]);
  const adjustment = await requestAdjustment(app, {
    ...ofFinance,
    userId: user.id,
    direction: 'credit',
    asset: 'TON',
    amount: TON,
    requestKey: newId(),
  });

  const newTicket = () =>
    openTicket(app, { userId: user.id, subject: 'other', text: 'Where are my stars?', orderId: order.id });
  const [ticket, twin, resolved] = [await newTicket(), await newTicket(), await newTicket()];
  await resolveTicket(app, { ticketId: resolved.id, staffId: author.support });
  const answer = await replyToTicket(app, { ticketId: ticket.id, staffId: author.support, text: 'Hello' });
  const news = refunded();
  await notify(app.db, { ...news, userId: user.id, subjectId: refund, key: 'the-walk' });
  await owner.query(`UPDATE notifications SET state = 'failed'`);
  await owner.query(`UPDATE ticket_messages SET delivery = 'failed' WHERE id = $1`, [answer.messageId]);
  const notice = await owner.one<{ id: string }>(`SELECT id FROM notifications WHERE key = 'the-walk'`);
  await owner.query(
    `INSERT INTO open_updates (update_id, telegram_id, body, correlation_id, set_aside_at) VALUES (7, 7, '{}', 'x', now())`,
  );
  const paid = newId();
  await owner.query(
    `INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, request_key) VALUES ($1, $2, 'purchase', 'paid', 'TON', 1, 1, $3)`,
    [paid, user.id, newId()],
  );
  await owner.query(
    `INSERT INTO invoices (id, order_id, provider_order_id, asset, amount, status) VALUES ($1, $2, $3, 'TON', 1, 'paid')`,
    [newId(), paid, newId()],
  );

  const parameters = { minutes: 60, limit: 0 };
  const ruleId = await newRule(context, { kind: 'rate_blocks', parameters, live: 'note' });
  const [flag] = await judged(context, ruleId, { kind: 'block', userId: user.id });
  const entry = await owner.one<{ id: string }>(
    `INSERT INTO fraud_list_entries (id, list, user_id, note, created_by) VALUES ($1, 'allow', $2, 'x', $3) RETURNING id`,
    [newId(), user.id, author.admin],
  );

  const ofAdmin = { staffId: author.admin, reason: 'for the walk' };
  const weaker = await changeRule(app, {
    ruleId: await newRule(context, { kind: 'rate_blocks', parameters, live: 'review' }),
    ...ofAdmin,
    parameters,
    effect: 'note',
    mode: 'live',
    weight: 10,
    seenVersion: 2,
  });
  const looser = await setRefundLimit(app, {
    ...ofAdmin,
    kind: 'adjustment',
    role: 'support',
    requestUpTo: TON,
    approvalAbove: 0n,
    canApprove: false,
  });

  const newBreak = async (): Promise<string> => {
    const id = newId();
    await owner.query(
      `INSERT INTO breaks (id, class, subject, source, asset, detail) VALUES ($1, 'missing_with_us', $2, 'sweep', 'TON', '{"theirAmount": "9"}')`,
      [id, newId()],
    );
    return id;
  };
  const [open, asked] = [await newBreak(), await newBreak()];
  const link = { resolution: 'link', note: 'the owner wrote', amount: 9n * TON, userId: user.id } as const;
  const credit = await resolveBreak(app, { ...link, breakId: asked, staffId: author.finance });
  const large = await bookFunding(app, {
    from: 'capital',
    to: 'ton_wallet',
    amount: 101n * TON,
    remark: 'for the walk',
    staffId: author.finance,
  });
  const transfer = 'ab'.repeat(32);
  await owner.query(
    `INSERT INTO ton_wallets (address, balance, seqno, chain_at, incoming_lt) VALUES ('0:aa', 0, 0, now(), 0)`,
  );
  await owner.query(
    `INSERT INTO ton_incoming (tx_hash, wallet, lt, from_address, amount, comment, at)
     VALUES ($1, '0:aa', 1, '0:bb', $2, '', now())`,
    [transfer, TON],
  );
  const own = { reason: 'for the walk', role: 'finance' } as const;
  const raise = async (by: bigint) =>
    requestRole(app, { ...own, by, staffId: await hire(context, 'support') });
  const waiting = { price: 50n * TON };
  const errorGroup = await owner.one<{ id: bigint }>(
    `INSERT INTO error_groups (code, door, place, version, count, first_at, last_at)
     VALUES ('INTERNAL', 'job', 'made', '1', 1, now(), now()) RETURNING id`,
  );
  const alert = await owner.one<{ id: string }>(
    `INSERT INTO alerts (id, kind, area, severity, raised_at, seen_at) VALUES ($1, 'supply', 'money', 'warning', now(), now()) RETURNING id`,
    [newId()],
  );
  return {
    alert: alert?.id ?? '',
    errorGroup: String(errorGroup?.id),
    app,
    deliveries: await setDeliveries(context, app, author),
    staff,
    leavers,
    user,
    blocked,
    order,
    paidOrder: paid,
    stars,
    packageId,
    refund,
    failed,
    adjustment: adjustment.id,
    ticket: ticket.id,
    twin: twin.id,
    resolved: resolved.id,
    message: answer.messageId ?? '',
    notice: notice?.id ?? '',
    rule: { ruleId, parameters },
    flag: flag?.id ?? '',
    entry: entry?.id ?? '',
    weaker: weaker.proposal?.id ?? '',
    looser: looser?.id ?? '',
    openBreak: open,
    credit: credit?.id ?? '',
    large: large.waits?.id ?? '',
    transfer,
    raised: (await raise(author.admin)).id,
    ownRaised: (await raise(staff.admin)).id,
    person: await hire(context, 'support'),
    price: (await ask(app, author.admin, packageId, waiting)).id,
    ownPrice: (await ask(app, staff.admin, packageId, waiting)).id,
  };
}
