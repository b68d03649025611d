import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { freePort } from '../../scripts/services/ports.ts';
import type { AlertMessage } from '../../src/alerts/index.ts';
import { createPublicServer } from '../../src/http/index.ts';
import { createJobs, type Jobs } from '../../src/jobs/index.ts';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import {
  createHeleket,
  createSettler,
  openInvoice,
  type Invoice,
  type PaymentsContext,
} from '../../src/payments/index.ts';
import { createBreakers, createSuppliers } from '../../src/app.ts';
import { createIStar } from '../../src/suppliers/index.ts';
import type { DeliveryContext } from '../../src/delivery/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { createPurchase, createTopup, findOrder, type Order } from '../../src/shop/index.ts';
import { createTon, type TonContext } from '../../src/tonWallet/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { atEnd } from './atEnd.ts';
import { eventually } from './eventually.ts';
import { playAt } from './play.ts';
import { sandboxOf } from './sandbox.ts';
import { createTestContext, type TestContext } from './testContext.ts';
import { newTelegramId } from './users.ts';

/** The payment side of the product with the imitation of the provider, over real HTTP. */
export interface Shop {
  readonly app: TestContext &
    PaymentsContext &
    DeliveryContext &
    TonContext & { breakers: ReturnType<typeof createBreakers> };
  readonly sandbox: Sandbox;
  readonly publicUrl: string;
  readonly webhookUrl: string;
  /** Notification ids in the order in which the bot would have sent them. */
  readonly sent: string[];
  /** Messages about alerts in the order in which the bot would have sent them. */
  readonly alerts: AlertMessage[];
  /** The bot's result for a notification: it throws this error instead of sending. */
  readonly refuse: Map<string, () => Error | undefined>;
  jobs(): Jobs;
}

export async function openShop(
  environment: Record<string, string> = {},
  options: { timeoutMs?: number; recoveryMs?: number; postgresUrl?: string } = {},
): Promise<Shop> {
  const [port, publicPort] = [await freePort(), await freePort()];
  const context = await createTestContext(
    {
      SANDBOX_PORT: String(port),
      WEBHOOK_PORT: String(publicPort),
      HEALTH_CHECK_INTERVAL: '1',
      ...environment,
    },
    options.postgresUrl,
  );
  const { config } = context;
  const sandbox = await sandboxOf(context, {
    istar: {
      apiKey: config.ISTAR_API_KEY.reveal(),
      webhookSecret: config.ISTAR_WEBHOOK_SECRET.reveal(),
      webhookUrl: `${config.publicUrl}/webhooks/istar`,
    },
    // The libraries of the chain are loaded only if the shop pays on it.
    ...(config.DELIVERY === 'supplier' &&
      config.DELIVERY_SUPPLIER === 'mystars' && { tonMnemonic: config.TON_WALLET_MNEMONIC.reveal() }),
  });
  const breakers = createBreakers(context);
  const timeout = options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs };
  const provider = createHeleket(context, breakers.heleket, timeout);
  // The imitation counts calls only where a test is about that; else its pace of one a second would be most of the time.
  sandbox.istar.world.settings.rateLimit = false;
  const suppliers = createSuppliers(context, breakers);
  const istar = suppliers.istar && createIStar(context, breakers.istar, { perSecond: 1000 });
  const app = {
    ...context,
    suppliers: { ...suppliers, ...(istar && { istar }) },
    breakers,
    provider,
    settler: createSettler(context),
    ton: createTon(config, breakers.ton),
  };
  const server = createPublicServer(app).listen(publicPort, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  atEnd(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sent: string[] = [];
  const refuse: Shop['refuse'] = new Map();
  const alerts: AlertMessage[] = [];
  const running: Jobs[] = [];
  atEnd(() => Promise.all(running.map((jobs) => jobs.close())));
  return {
    app,
    sandbox,
    publicUrl,
    webhookUrl: publicUrl + config.HELEKET_WEBHOOK_PATH,
    sent,
    alerts,
    refuse,
    jobs: () => {
      const jobs = createJobs(
        app,
        {
          sendNotification: async (id) => {
            const error = refuse.get(id)?.();
            if (error) throw error;
            sent.push(id);
          },
          answerUpdate: async () => {},
          sendAlert: async (message) => {
            alerts.push(message);
            return 'sent';
          },
        },
        { recoveryMs: options.recoveryMs ?? 1000 },
      );
      running.push(jobs);
      return jobs;
    },
  };
}

export interface Buying {
  user: User;
  order: Order;
  invoice: Invoice;
}

/** A new buyer with an open invoice for 100 stars (95 TON). */
export async function buy(app: Shop['app'], stars = 100): Promise<Buying> {
  const telegramId = newTelegramId();
  const user = await ensureUser(app, { telegramId, firstName: 'Ann', languageCode: 'en' });
  const order = await createPurchase(app, {
    userId: user.id,
    stars,
    requestKey: `test:${telegramId}`,
    correlationId: `trail-${telegramId}`,
  });
  return { user, order, invoice: await openInvoice(app, { orderId: order.id }) };
}

export async function topUp(app: Shop['app'], amount: bigint): Promise<Buying> {
  const telegramId = newTelegramId();
  const user = await ensureUser(app, { telegramId, firstName: 'Bob', languageCode: 'ru' });
  const order = await createTopup(app, { userId: user.id, amount, requestKey: `test:${telegramId}` });
  return { user, order, invoice: await openInvoice(app, { orderId: order.id }) };
}

/** One action on the provider's side. */
export function play(shop: Shop, path: string, body: unknown = {}): Promise<Record<string, unknown>> {
  return playAt(`${shop.sandbox.url}/play/heleket${path}`, body);
}

export function pay(shop: Shop, { invoice }: Buying, payment: object = { part: 'exact' }): Promise<unknown> {
  return play(shop, `/invoices/${invoice.providerUuid}/pay`, payment);
}

/** What a buyer has and sees: balances, order, invoice, kinds of messages, journals. */
export async function stateOf(app: Shop['app'], { user, order, invoice }: Buying) {
  // Read the order first, because its state was committed together with the rest.
  const now = await findOrder(app, order.id);
  const row = await app.db.one<{ status: string; received: bigint; booked: bigint; fee: bigint }>(
    'SELECT status, received, booked, fee FROM invoices WHERE id = $1',
    [invoice.id],
  );
  const balances = await userBalances(app.db, user.id);
  const { rows } = await app.db.query<{ kind: string }>(
    'SELECT kind FROM notifications WHERE user_id = $1 ORDER BY id',
    [user.id],
  );
  return {
    wallet: balances.wallet,
    stars: balances.stars,
    order: now?.status,
    journalId: now?.journalId,
    ...row,
    messages: rows.map(({ kind }) => kind),
  };
}

/** Checks what must always be true: the ledger is complete, and each order has what its money paid for, once. */
export async function checkInvariants(app: Shop['app']): Promise<void> {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
  const { rows } = await app.db.query(
    `SELECT i.id, o.status, i.booked, j.n FROM invoices i JOIN orders o ON o.id = i.order_id
     CROSS JOIN LATERAL (SELECT count(*) AS n FROM ledger.journals WHERE invoice_id = i.id) j
     WHERE (i.booked > 0) <> (o.status IN ('paid', 'underpaid')) OR (i.booked > 0) <> (j.n > 0)`,
  );
  expect(rows).toEqual([]);
  const twice = await app.db.query(
    `SELECT subject_id, kind FROM notifications WHERE kind = 'order_paid' GROUP BY 1, 2 HAVING count(*) > 1`,
  );
  expect(twice.rows).toEqual([]);
}

/** Waits until the provider has nothing more to send. */
export function delivered(shop: Shop): Promise<boolean> {
  return eventually(async () => {
    const response = await fetch(`${shop.sandbox.url}/play/heleket/webhooks`);
    const webhooks = (await response.json()) as { state: string }[];
    return webhooks.every(({ state }) => state !== 'queued');
  });
}

/** Waits until every stored job is done or failed. */
export function jobsDone(app: Shop['app'], seconds = 30): Promise<boolean> {
  return eventually(async () => {
    const row = await app.db.one<{ open: bigint }>(
      'SELECT count(*) AS open FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= now()',
    );
    return row?.open === 0n;
  }, seconds);
}
