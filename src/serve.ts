import type { Server } from 'node:http';
import path from 'node:path';
import type { Express } from 'express';
import { createAdmin } from './admin/index.ts';
import { startStandIn } from './alerts/index.ts';
import { createApp, type App } from './app.ts';
import { keepBackups } from './backup/index.ts';
import { createBot, previewShop, webhookControl } from './bot/index.ts';
import { keepErrors } from './errors/index.ts';
import { startBeating } from './health/index.ts';
import { createPublicServer, createPulse } from './http/index.ts';
import { createJobs } from './jobs/index.ts';
import { AppError } from './lib/index.ts';
import { createMetrics, type Metrics } from './metrics/index.ts';
import {
  checkSession,
  ConfigError,
  createMigrator,
  dbOptions,
  Shutdown,
  type Config,
} from './platform/index.ts';
import { requireConnections } from './queue/index.ts';
import { keepKeysRotated } from './security/index.ts';
import { openAssets } from './shop/index.ts';

/** A running product. `stop` finishes running work and accepts no more. It returns true if everything closed in time. */
export interface Running {
  app: App;
  stop(): Promise<boolean>;
}

/**
 * Starts the roles in the configuration, in one process: web (both ports), bot, worker. The sandbox starts first, because
 * the bot talks to it. Migrations run at each start, one process at a time.
 * Errors: ConfigError, PORT_BUSY (with port and variable). Then everything that already runs is stopped again.
 */
export async function serve(config: Config): Promise<Running> {
  requireConnections({ config });
  const app = createApp(config);
  const shutdown = new Shutdown(app.log);
  shutdown.add('connections', () => app.close());
  const stop = (): Promise<boolean> => shutdown.run(config.SHUTDOWN_TIMEOUT * 1000);
  try {
    await createMigrator(config.DATABASE_MIGRATION_URL.reveal(), app.log).up();
    await checkSession(app.db, dbOptions(config));
    await openAssets(app);
    // A job does this every day. If no worker ran for months, the first rows do not have to wait for the job.
    await app.db.query('SELECT create_partitions_ahead()');
    // Like the other doors, it runs in one process. Other processes reach it over HTTP.
    if (config.sandbox && config.ROLES.includes('web')) await startSandbox(app, shutdown);
    const pulse = createPulse();
    if (config.HEALTH_PORT > 0) {
      const server = await listen(pulse.site, 'HEALTH_PORT', config.HEALTH_PORT, '127.0.0.1');
      shutdown.add('health port', () => closeServer(server, config));
    }
    shutdown.add(
      'beat',
      startBeating(app, () => pulse.beat()),
    );
    shutdown.add('errors', keepErrors(app));
    await startRoles(app, shutdown, await openMetrics(app, shutdown));
  } catch (error) {
    await stop();
    throw error;
  }
  app.log.info({ roles: config.ROLES, sandbox: config.sandbox }, 'started');
  return { app, stop };
}

async function startSandbox(app: App, shutdown: Shutdown): Promise<void> {
  const { config } = app;
  const createSandbox = await loadSandbox();
  const sandbox = await namingThePort('SANDBOX_PORT', config.SANDBOX_PORT, () =>
    createSandbox({
      environment: config.ENVIRONMENT,
      port: config.SANDBOX_PORT,
      telegramToken: config.TELEGRAM_TOKEN.reveal(),
      merchant: config.MERCHANT_UUID,
      paymentKey: config.API_KEY.reveal(),
      payoutKey: config.HELEKET_PAYOUT_KEY.reveal(),
      istar: {
        apiKey: config.ISTAR_API_KEY.reveal(),
        webhookSecret: config.ISTAR_WEBHOOK_SECRET.reveal(),
        webhookUrl: `${config.publicUrl}/webhooks/istar`,
        wallet: config.ISTAR_WALLET,
      },
      mystars: {
        apiKey: config.MYSTARS_API_KEY.reveal(),
        webhookSecret: config.MYSTARS_WEBHOOK_SECRET.reveal(),
      },
      tonMnemonic: config.TON_WALLET_MNEMONIC.reveal(),
      log: app.log.child({ part: 'sandbox' }),
      clock: app.clock,
      ...(config.SANDBOX_STATE_FILE === '' ? {} : { stateFile: path.resolve(config.SANDBOX_STATE_FILE) }),
    }),
  );
  shutdown.add('sandbox', () => sandbox.close());
}

/** Loaded only if it is needed: the image for production does not contain it. */
async function loadSandbox() {
  try {
    return (await import('../sandbox/index.ts')).createSandbox;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigError([
      'SANDBOX is wrong: the sandbox is on, but this installation does not hold it; give TELEGRAM_TOKEN and API_KEY, or run from the source code',
    ]);
  }
}

/** Every role has them. The back office shows them too, on its own port. */
async function openMetrics(app: App, shutdown: Shutdown): Promise<Metrics> {
  const { config } = app;
  const metrics = createMetrics(app);
  shutdown.add('metrics', () => metrics.close());
  if (config.METRICS_PORT > 0) {
    const server = await listen(metrics.site, 'METRICS_PORT', config.METRICS_PORT, config.METRICS_HOST);
    shutdown.add('metrics port', () => closeServer(server, config));
  }
  return metrics;
}

async function startRoles(app: App, shutdown: Shutdown, metrics: Metrics): Promise<void> {
  const { config } = app;
  const roles = new Set(config.ROLES);
  const bot = createBot(app);
  shutdown.add('stand-in for alerts', startStandIn(app, bot.sendAlert));
  if (roles.has('worker')) {
    const jobs = createJobs(app, bot);
    await jobs.start();
    shutdown.add('jobs', () => jobs.close());
    shutdown.add('backups', keepBackups(app));
    shutdown.add('keys', keepKeysRotated(app));
  }
  // Registered first, so that it stops after the port that receives updates.
  if (roles.has('bot')) shutdown.add('bot', () => bot.stop());
  if (roles.has('web')) {
    await openBackOffice(app, shutdown, {
      metrics: metrics.route,
      showTyping: (ticketId) => bot.showTyping(ticketId),
    });
    const takeTelegramUpdate = (update: unknown, correlationId: string): Promise<void> =>
      bot.takeUpdate(update, correlationId);
    const site = createPublicServer(app, config.botMode === 'webhook' ? { takeTelegramUpdate } : {});
    const server = await listen(site, 'WEBHOOK_PORT', config.WEBHOOK_PORT, config.WEBHOOK_LISTEN);
    shutdown.add('public port', () => closeServer(server, config));
  }
  if (roles.has('bot')) await bot.start();
}

async function openBackOffice(
  app: App,
  shutdown: Shutdown,
  doors: Pick<Parameters<typeof createAdmin>[1], 'metrics' | 'showTyping'>,
): Promise<void> {
  const { config } = app;
  const admin = await createAdmin(app, {
    previewShop: (state) => previewShop(config, state),
    webhook: webhookControl(app),
    ...doors,
  });
  shutdown.add('back office', () => admin.close());
  const server = await listen(admin.app, 'ADMIN_PORT', config.ADMIN_PORT, config.ADMIN_HOST);
  admin.attach(server);
  shutdown.add('back-office port', () => {
    const closed = closeServer(server, config);
    admin.detach();
    return closed;
  });
}

function listen(express: Express, variable: string, port: number, host: string): Promise<Server> {
  return namingThePort(
    variable,
    port,
    () =>
      new Promise((resolve, reject) => {
        const server = express.listen(port, host, (error?: Error) =>
          error ? reject(error) : resolve(server),
        );
      }),
  );
}

async function namingThePort<T>(variable: string, port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error;
    const message = `Port ${port} is already in use. Stop the program that uses it, or set ${variable} to another port.`;
    throw new AppError('PORT_BUSY', { port, variable }, { message, cause: error });
  }
}

/**
 * Accepts no more connections and lets running requests end. After half of the time for the whole stop, slower requests
 * are cut off, so that the rest can still be closed.
 */
function closeServer(server: Server, config: Config): Promise<void> {
  return new Promise((resolve) => {
    // A kept-alive connection is idle after its last request is answered.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const limit = setTimeout(() => server.closeAllConnections(), config.SHUTDOWN_TIMEOUT * 500);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(limit);
      resolve();
    });
  });
}
