import { createApp, type App } from '../app.ts';
import { createLogger, loadConfig, readEnvironment } from '../platform/index.ts';

/** Runs a command with the product, but without its doors. */
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

/** Runs with the rights of the owner of the tables, for changes that the application itself must not make. */
export function asOperator(work: (app: App) => Promise<number>): Promise<number> {
  const config = loadConfig(readEnvironment());
  return withApp(work, { ...config, DATABASE_URL: config.DATABASE_MIGRATION_URL, DATABASE_ROLE: '' });
}
