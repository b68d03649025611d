import { createApp, type App } from '../app.ts';
import { createLogger, loadConfig, readEnvironment } from '../platform/index.ts';

/** Runs a command inside the product without its doors. */
export async function withApp(
  work: (app: App) => Promise<number>,
  config = loadConfig(readEnvironment()),
): Promise<number> {
  const app = createApp(config, { log: createLogger({ ...config, LOG_LEVEL: 'error' }) });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** The same with the rights of the tables' owner: what the application itself must not be able to do. */
export function asOperator(work: (app: App) => Promise<number>): Promise<number> {
  const config = loadConfig(readEnvironment());
  return withApp(work, { ...config, DATABASE_URL: config.DATABASE_MIGRATION_URL, DATABASE_ROLE: '' });
}
