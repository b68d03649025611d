import type { App } from '../app.ts';
import { AppError } from '../lib/index.ts';
import { BREAKER_NAMES, type BreakerName } from '../platform/index.ts';

/** Prints the state of every circuit breaker, which all processes share. Returns the exit code: 1 while one is open. */
export async function showCircuitsCommand(app: App): Promise<number> {
  const states = await Promise.all(BREAKER_NAMES.map((name) => app.breakers[name].state()));
  for (const { name, phase, failures, retryAt, shared } of states) {
    const probe = retryAt ? `, next probe ${retryAt.toISOString()}` : '';
    console.log(
      `${name.padEnd(10)} ${phase}, ${failures} failures${probe}${shared ? '' : ' (Redis does not answer: state of this process only)'}`,
    );
  }
  return states.some(({ phase }) => phase === 'open') ? 1 : 0;
}

/** Closes one circuit, or all of them if no name is given. Errors: INPUT_INVALID. Returns the exit code. */
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
