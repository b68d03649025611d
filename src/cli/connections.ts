import type { App } from '../app.ts';
import { unreachable } from '../platform/index.ts';

/** Checks that every outside service answers. Returns the exit code. */
export async function checkConnectionsCommand(app: App): Promise<number> {
  const probes: [string, () => Promise<unknown>][] = [
    ['PostgreSQL', () => app.db.query('SELECT 1')],
    ['Redis', () => app.redis.ping()],
    ['Heleket', () => app.provider.services()],
  ];
  let failed = 0;
  for (const [name, probe] of probes) {
    const problem = await probe().then(
      () => undefined,
      (error: unknown) => {
        const told = unreachable(error) ?? error;
        return told instanceof Error ? told.message : String(told);
      },
    );
    if (problem !== undefined) failed++;
    console.log(`${name.padEnd(12)} ${problem === undefined ? 'answers' : `fails: ${problem}`}`);
  }
  return failed === 0 ? 0 : 1;
}
