import { expect, test } from 'vitest';
import { openInvoice } from '../../src/payments/index.ts';
import { createPurchase, type Order } from '../../src/shop/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { buy, checkInvariants, openShop, pay, play, jobsDone, stateOf, type Buying } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { newTelegramId } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { stallProvider, stallRows, type Stall } from '../kit/stall.ts';
import { createOpenings, createWorkers } from '../kit/worker.ts';

const shop = await openShop();
const { app } = shop;
const startWorker = createWorkers(app);
const startOpening = createOpenings(app);

const { owner } = app.testDb;

/** Where the worker stands when it is killed, and how the test holds it there. */
const PLACES: Record<string, (buying: Buying) => Promise<Stall>> = {
  'its jobs are in Redis but not yet marked so': () =>
    stallRows(owner, 'SELECT pg_advisory_xact_lock(4241)', []),
  'it waits for the provider': () => stallProvider(shop, 'payment/info', { kind: 'slow', ms: 60_000 }),
  'it is about to lock the invoice': ({ invoice }) =>
    stallRows(owner, 'SELECT 1 FROM invoices WHERE id = $1 FOR UPDATE', [invoice.id]),
  // The buyer's account for stars: user << 7 | kind 1 << 4 | asset 2.
  'everything but the posting is written': ({ user }) =>
    stallRows(owner, 'SELECT 1 FROM ledger.balance WHERE id = (($1::bigint << 7) | 18) FOR UPDATE', [
      user.id,
    ]),
  'the posting is committed but not reported': () =>
    stallRows(owner, 'SELECT pg_advisory_xact_lock(4242)', []),
};
// Makes the reports of a job that was handed over, and of a finished one, wait for the locks above.
await app.testDb.owner.query(`
  CREATE FUNCTION hold_handover() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4241); RETURN NEW; END $$;
  CREATE TRIGGER hold_handover BEFORE UPDATE ON outbox FOR EACH ROW
    WHEN (OLD.relayed_at IS NULL AND NEW.relayed_at IS NOT NULL AND NEW.job = 'provider-event.apply')
    EXECUTE FUNCTION hold_handover();
  CREATE FUNCTION hold_report() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4242); RETURN NEW; END $$;
  CREATE TRIGGER hold_report BEFORE UPDATE ON outbox FOR EACH ROW
    WHEN (OLD.done_at IS NULL AND NEW.done_at IS NOT NULL AND NEW.job = 'provider-event.apply')
    EXECUTE FUNCTION hold_report()`);

test.each(Object.keys(PLACES))(
  'a worker, when killed while %s, then another gives the value once',
  async (place) => {
    const first = await startWorker();
    await play(shop, '/webhooks/settings', { paused: true });
    const buying = await buy(app);
    await pay(shop, buying);
    const stall = await PLACES[place]?.(buying);
    await play(shop, '/webhooks/settings', { paused: false });
    await play(shop, '/webhooks/release');
    await stall?.reached();
    await first.end('SIGKILL');
    // Jobs that are in Redis may be worked on before the handover is written down.
    if (!place.startsWith('its jobs are in Redis'))
      expect(await stateOf(app, buying)).toMatchObject(
        place.startsWith('the posting is committed')
          ? { order: 'paid', stars: 110n }
          : { order: 'awaiting_payment', stars: 0n, booked: 0n },
      );
    await stall?.letGo();

    const second = await startWorker();
    await eventually(async () => (await stateOf(app, buying)).order === 'paid', 60);
    await jobsDone(app, 60);
    expect(await stateOf(app, buying)).toMatchObject({
      stars: 110n,
      booked: 95n * TON,
      messages: ['order_paid'],
    });
    const journals = await app.db.one('SELECT count(*) AS n FROM ledger.journals WHERE invoice_id = $1', [
      buying.invoice.id,
    ]);
    expect(journals).toEqual({ n: 1n });
    expect(await second.end('SIGTERM')).toBe(0);
  },
);

/** Where the process stands that opens an invoice when it is killed. */
const OPENING_PLACES: Record<string, (order: Order) => Promise<Stall>> = {
  'the order is written': ({ id }) => stallRows(owner, 'SELECT 1 FROM orders WHERE id = $1 FOR UPDATE', [id]),
  'the provider was asked and did nothing': () => stallProvider(shop, 'payment', { kind: 'timeoutBefore' }),
  'the provider made the invoice and did not say so': () =>
    stallProvider(shop, 'payment', { kind: 'timeoutAfter' }),
  'the answer is about to be written': () => stallRows(owner, 'SELECT pg_advisory_xact_lock(4243)', []),
};
await app.testDb.owner.query(`
  CREATE FUNCTION hold_adoption() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4243); RETURN NEW; END $$;
  CREATE TRIGGER hold_adoption BEFORE UPDATE ON invoices FOR EACH ROW
    WHEN (OLD.provider_uuid IS NULL AND NEW.provider_uuid IS NOT NULL) EXECUTE FUNCTION hold_adoption()`);

test.each(Object.keys(OPENING_PLACES))(
  'an invoice, when the process that opens it is killed while %s, then another tap finds one invoice, which is paid once',
  async (place) => {
    const user = await ensureUser(app, { telegramId: newTelegramId(), firstName: 'Ann' });
    const order = await createPurchase(app, { userId: user.id, stars: 100, requestKey: `killed: ${place}` });
    const stall = await OPENING_PLACES[place]?.(order);
    const process = await startOpening(order.id);
    await stall?.reached();
    await process.end('SIGKILL');
    await stall?.letGo();

    const invoice = await openInvoice(app, { orderId: order.id });
    const known = (await (await fetch(`${shop.sandbox.url}/play/heleket/invoices`)).json()) as {
      uuid: string;
      order_id: string;
    }[];
    const name = invoice.id.replaceAll('-', '');
    expect(known.filter(({ order_id }) => order_id === name)).toMatchObject([{ uuid: invoice.providerUuid }]);
    const worker = await startWorker();
    await pay(shop, { user, order, invoice });
    await eventually(async () => (await stateOf(app, { user, order, invoice })).order === 'paid', 60);
    await jobsDone(app, 60);
    await worker.end('SIGKILL');
    expect(await stateOf(app, { user, order, invoice })).toMatchObject({
      stars: 110n,
      booked: 95n * TON,
      messages: ['order_paid'],
    });
    await checkInvariants(app);
  },
);
