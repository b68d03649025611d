import { loadConfig, readEnvironment } from '../platform/index.ts';
import { serve } from '../serve.ts';

/** Runs the roles in ROLES until a signal, then stops them in order. Returns the exit code. */
export async function serveCommand(): Promise<number> {
  const running = await serve(loadConfig(readEnvironment()));
  const { log } = running.app;
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));
  const why = await new Promise<string>((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
    process.once('uncaughtException', (error) => {
      log.fatal({ err: error }, 'uncaught exception');
      resolve('uncaughtException');
    });
  });
  log.info({ why }, 'stopping');
  const clean = await running.stop();
  log.info({ clean }, 'stopped');
  // A library may still wait for a missing Redis. That must not keep the process alive.
  setTimeout(() => process.exit(), 1000).unref();
  return clean && why !== 'uncaughtException' ? 0 : 1;
}
