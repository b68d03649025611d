import { expect, test } from 'vitest';
import { lookAfterAlerts } from '../../src/alerts/index.ts';
import { resolveDelivery } from '../../src/delivery/index.ts';
import { flushErrors } from '../../src/errors/index.ts';
import { decideFlag } from '../../src/fraud/index.ts';
import { clearSign, raiseSign } from '../../src/health/index.ts';
import { AppError, newId, Secret } from '../../src/lib/index.ts';
import { createHeleket, pollInvoice } from '../../src/payments/index.ts';
import { closeQueues, createQueues } from '../../src/queue/index.ts';
import { resolveBreak } from '../../src/reconciliation/index.ts';
import { cancelRefund, rejectRefund } from '../../src/refunds/index.ts';
import { unlockStaff, verifyPassword } from '../../src/staff/index.ts';
import { noteDeskSeen, openTicket, replyToTicket } from '../../src/support/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { judged, newRule, openHistory } from '../kit/fraud.ts';
import { hire, hireWithPassword } from '../kit/hire.ts';
import { buy } from '../kit/shop.ts';
import { newUser } from '../kit/users.ts';
import { setDeliveries } from '../staff/deliveryScene.ts';
import { newRefund } from './refundScene.ts';
import { openWatch } from './watch.ts';

const watch = await openWatch({
  DELIVERY: 'manual',
});
const { app, settings } = watch;
const { owner } = app.testDb;
const queues = createQueues(app);
atEnd(() => closeQueues(queues));
await openHistory(app);
const [finance, support] = [await hire(app, 'finance'), await hire(app, 'support')];

/** Something that needs a person: how it comes, and how it passes. `cause` returns the subject of the alert. */
interface Case {
  readonly cause: () => Promise<string | void>;
  readonly cure: (subject: string) => Promise<unknown>;
  /** The roles that are alive while it lasts. */
  readonly alive?: readonly string[];
}

const fails = new AppError('PROVIDER_UNAVAILABLE');
const wrongKey = createHeleket(
  { ...app, config: { ...app.config, API_KEY: new Secret('of-another-shop') } },
  app.breakers.heleket,
);

const CASES: Readonly<Record<string, Case>> = {
  // First: the clock of the test runs ahead of the database, and only errors of the last minutes count.
  errors: {
    cause: async () => {
      for (let n = 0; n < 5; n++) app.errors.note(new Error('broken'), { door: 'bot', place: 'home' });
      await flushErrors(app);
    },
    // They are older than ten minutes by then.
    cure: async () => app.clock.advance(660_000),
  },
  circuit: {
    cause: async () => {
      for (let n = 0; n < 5; n++)
        await app.breakers.heleket.run(() => Promise.reject(fails)).catch(() => undefined);
      return 'heleket';
    },
    cure: () => app.breakers.heleket.reset(),
  },
  'heleket.key': {
    cause: async () => {
      const { invoice } = await buy(app);
      await pollInvoice({ ...app, provider: wrongKey }, invoice.id).catch(() => undefined);
      await app.breakers.heleket.reset();
    },
    cure: () => clearSign(app, 'heleket.key'),
  },
  queue: {
    cause: async () => {
      await queues.polling.pause();
      return 'polling';
    },
    cure: () => queues.polling.resume(),
  },
  outbox: {
    cause: async () => {
      await owner.query(
        `INSERT INTO outbox (id, job, payload, run_at) VALUES ($1, 'invoice.poll', $2, now() - interval '5 minutes')`,
        [newId(), JSON.stringify({ invoiceId: newId() })],
      );
    },
    cure: () => owner.query(`UPDATE outbox SET done_at = now() WHERE job = 'invoice.poll'`),
  },
  schedule: {
    cause: async () => {
      await owner.query(
        `INSERT INTO schedules (name, every_ms, ended_at) VALUES ('ledger.seal', 60000, now() - interval '1 hour')`,
      );
      return 'ledger.seal';
    },
    cure: () => owner.query(`DELETE FROM schedules WHERE name = 'ledger.seal'`),
  },
  role: { cause: async () => 'worker', cure: async () => {}, alive: ['web', 'bot'] },
  'telegram.token': {
    cause: () => raiseSign(app, { name: 'telegram.token', severity: 'unhealthy', text: 'refused' }),
    cure: () => clearSign(app, 'telegram.token'),
  },
  sign: {
    cause: async () => {
      await raiseSign(app, { name: 'of.tomorrow', severity: 'degraded', text: 'a sign that is new' });
      return 'of.tomorrow';
    },
    cure: () => clearSign(app, 'of.tomorrow'),
  },
  'break.old': {
    cause: async () => {
      const id = newId();
      await owner.query(
        `INSERT INTO breaks (id, class, subject, source, asset, opened_at)
         VALUES ($1, 'amount', $2, 'sweep', 'TON', now() - interval '25 hours')`,
        [id, newId()],
      );
      return id;
    },
    cure: (breakId) =>
      resolveBreak(app, { breakId, staffId: finance, resolution: 'ignore', note: 'it was a test' }),
  },
  'refund.stuck': {
    cause: () => newRefund(app, { finance, approver: watch.admin, status: 'failed' }),
    cure: (refundId) => cancelRefund(app, { refundId, staffId: finance }),
  },
  'approval.waiting': {
    cause: async () => {
      const id = await newRefund(app, { finance, approver: watch.admin, status: 'requested' });
      app.clock.advance(5 * 3_600_000);
      return `refund:${id}`;
    },
    cure: (subject) => rejectRefund(app, { refundId: subject.replace('refund:', ''), staffId: watch.admin }),
  },
  'ticket.overdue': {
    cause: async () => {
      const id = await newTicket();
      await owner.query(`UPDATE tickets SET first_reply_due_at = now() - interval '1 hour' WHERE id = $1`, [
        id,
      ]);
      return id;
    },
    cure: (ticketId) => replyToTicket(app, { ticketId, staffId: support, text: 'Here they are' }),
  },
  'ticket.unattended': {
    cause: async () => {
      await newTicket();
    },
    cure: async () => {
      await noteDeskSeen(app);
      await owner.query(
        `UPDATE tickets SET status = 'closed', clock_stopped_at = now() WHERE status = 'open'`,
      );
    },
  },
  'fraud.hold': {
    cause: async () => {
      const parameters = { minutes: 60, limit: 0 };
      const rule = await newRule(app, { kind: 'rate_blocks', parameters, live: 'review' });
      const { id } = await newUser(app);
      const [flag] = await judged(app, rule, { kind: 'block', userId: id });
      if (!flag) throw new Error('no flag was raised');
      const row = await app.db.one<{ id: string }>('SELECT id FROM fraud_flags WHERE rule_id = $1', [rule]);
      return row?.id;
    },
    cure: (flagId) => decideFlag(app, { flagId, decision: 'dismissed', staffId: finance, note: 'a test' }),
  },
  'login.locked': {
    cause: async () => {
      const { id, email } = await hireWithPassword(app, 'support');
      for (let n = 0; n < 6; n++)
        await verifyPassword(app, { email, password: 'not the password', ip: '203.0.113.7' }).catch(
          () => undefined,
        );
      return id.toString();
    },
    cure: (staffId) => app.db.tx((tx) => unlockStaff(tx, { staffId: BigInt(staffId), by: watch.admin })),
  },
  'deliveries.person': {
    cause: async () => {
      const made = await setDeliveries(app, app as never, { finance });
      await owner.query('UPDATE deliveries SET review_since = NULL WHERE id = $1', [made.held]);
    },
    cure: async () => {
      const { rows } = await app.db.query<{ id: string }>('SELECT id FROM deliveries WHERE needs_person');
      for (const { id } of rows)
        await resolveDelivery(app, { deliveryId: id, staffId: finance, as: 'failed', remark: 'a test' });
    },
  },
  supply: {
    cause: async () => {
      Object.assign(settings, { DELIVERY: 'supplier' });
      await owner.query(`UPDATE supply_state SET stopped = true, why = 'short'`);
    },
    cure: () => owner.query(`UPDATE supply_state SET stopped = false, why = 'covered'`),
  },
  'backup.late': {
    cause: async () => {
      Object.assign(settings, { BACKUP_RECIPIENTS: ['age1of-somebody'] });
    },
    cure: () =>
      owner.query(
        `INSERT INTO backups (id, kind, started_at, ended_at, file) VALUES ($1, 'backup', $2, $2, 'made')`,
        [newId(), app.clock.now()],
      ),
  },
};

async function newTicket(): Promise<string> {
  const { id } = await newUser(app);
  return (await openTicket(app, { userId: id, subject: 'other', text: 'Where are my stars?' })).id;
}

test.each(Object.entries(CASES))(
  '%s, when its cause comes, lasts and passes, then one alert is raised once and ends once',
  async (kind, { cause, cure, alive }) => {
    const subject = (await cause()) ?? '';
    const name = subject === '' ? kind : `${kind}:${subject}`;
    await watch.look(alive);
    expect(await watch.open()).toContain(name);
    app.clock.advance(130_000);
    await watch.look(alive);
    await watch.look(alive);
    expect((await watch.open()).filter((one) => one === name)).toEqual([name]);
    expect(await watch.told(kind)).toEqual(['raised']);
    await cure(subject);
    await watch.look();
    expect(await watch.open(), 'it waits whether the cause comes back').toContain(name);
    app.clock.advance(200_000);
    await watch.look();
    expect(await watch.open()).not.toContain(name);
    expect(await watch.told(kind)).toEqual(['raised', 'ended']);
  },
);

test('a look, when two processes look at the same moment, then a cause has one alert', async () => {
  await raiseSign(app, { name: 'telegram.away', severity: 'unhealthy', text: 'away' });
  await Promise.all([lookAfterAlerts(app), lookAfterAlerts(app), watch.look()]);
  expect((await watch.open()).filter((name) => name === 'telegram.away')).toHaveLength(1);
});
