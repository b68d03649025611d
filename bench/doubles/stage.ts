import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/services/ports.ts';
import { createSandbox, type Sandbox } from '../../sandbox/index.ts';
import type { App } from '../../src/app.ts';
import { createPublicServer } from '../../src/http/index.ts';
import { openShop, type Shop } from '../payments/shop.ts';
import { hurried, type Name } from './suppliers.ts';

/** The product with a supplier, which is the strict imitation. */
export interface Stage {
  readonly shop: Shop;
  readonly app: App;
  readonly sandbox: Sandbox;
  /** A person who may decide about deliveries. */
  readonly staffId: bigint;
  /** Starts a worker. Returns the function that kills it with kill -9. */
  startWorker(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

export async function openStage(name: Name): Promise<Stage> {
  const shop = await openShop({
    DELIVERY: 'supplier',
    DELIVERY_SUPPLIER: name,
    SANDBOX_PORT: String(await freePort()),
    CIRCUIT_BREAKER_RECOVERY_TIMEOUT: '5',
  });
  const app = hurried(shop.app);
  const { config } = app;
  const sandbox = await createSandbox({
    port: config.SANDBOX_PORT,
    telegramToken: config.TELEGRAM_TOKEN.reveal(),
    merchant: config.MERCHANT_UUID,
    paymentKey: config.API_KEY.reveal(),
    payoutKey: config.HELEKET_PAYOUT_KEY.reveal(),
    istar: {
      apiKey: config.ISTAR_API_KEY.reveal(),
      webhookSecret: config.ISTAR_WEBHOOK_SECRET.reveal(),
      webhookUrl: `${config.publicUrl}/webhooks/istar`,
    },
    ...(name === 'mystars' && { tonMnemonic: config.TON_WALLET_MNEMONIC.reveal() }),
    floodLimits: false,
    log: app.log,
    clock: app.clock,
  });
  Object.assign(sandbox.istar.world.settings, { rateLimit: false, completeAfterMs: 500 });
  Object.assign(sandbox.istar.world.state.balances, { TON: '1000000', USDT: '1000000' });
  Object.assign(sandbox.mystars.world.settings.limits, { general: 1e6, orders: 1e6, probes: 1e6 });
  sandbox.mystars.world.budgets.clear();
  if (name === 'mystars') await playTon(sandbox, { confirmMs: 20 });
  const server = createPublicServer(app).listen(config.WEBHOOK_PORT, '127.0.0.1');
  await once(server, 'listening');
  const { rows } = await shop.owner.query<{ id: string }>(
    `INSERT INTO staff (email, name, role, password_hash) VALUES ('bench@example.test', 'Bench', 'admin', 'none') RETURNING id`,
  );
  return {
    shop,
    app,
    sandbox,
    staffId: BigInt(rows[0]?.id ?? 0),
    startWorker: async () => {
      const child = spawn(process.execPath, [WORKER], {
        env: shop.environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.stdout.resume();
      return async () => {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox.close();
      await shop.close();
    },
  };
}

async function playTon({ url }: Sandbox, settings: object): Promise<void> {
  await fetch(`${url}/play/ton/settings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });
}
