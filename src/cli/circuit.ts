import type { App } from '../app.ts';
import { AppError } from '../lib/index.ts';
import { BREAKER_NAMES, type BreakerName } from '../platform/index.ts';

/** Prints every circuit breaker as all processes share it. Gives the exit code: 1 while one is open. */
export async function showCircuitsCommand(app: App): Promise<number> {
  const states = await Promise.all(BREAKER_NAMES.map((name) => app.breakers[name].state()));
  for (const { name, phase, failures, retryAt, shared } of states) {
    const probe = retryAt ? `, next probe ${retryAt.toISOString()}` : '';
    console.log(
      `${name.padEnd(10)} ${phase}, ${failures} failures${probe}${shared ? '' : ' (Redis is away: of this process only)'}`,
    );
  }
  return states.some(({ phase }) => phase === 'open') ? 1 : 0;
}

/** Closes one circuit, or with no name all of them. Errors: INPUT_INVALID. Gives the exit code. */
export async function resetCircuitCommand(app: App, [name]: readonly string[]): Promise<number> {
  const known = BREAKER_NAMES.find((candidate) => candidate === name);
  if (name !== undefined && !known)
    throw new AppError(
      'INPUT_INVALID',
      {},
      { message: `There is no circuit ${name}. Known: ${BREAKER_NAMES.join(', ')}` },
    );
  const chosen: readonly BreakerName[] = known ? [known] : BREAKER_NAMES;
  for (const each of chosen) {
    await app.breakers[each].reset();
    console.log(`${each} is closed.`);
  }
  return 0;
}
