import { inTime } from '../lib/index.ts';
import { officeAddress, publicAddress } from './addresses.ts';
import { fail, type Check, type Finding, type Installation } from './finding.ts';
import { database, heleket, reasonOf, redis, telegram } from './services.ts';
import { backups, delivery, health, metrics, mode, packages, staff } from './shop.ts';

/** Every check, in the order in which an installation is made. */
const CHECKS = {
  mode,
  database,
  redis,
  telegram,
  heleket,
  address: publicAddress,
  office: officeAddress,
  staff,
  packages,
  delivery,
  backups,
  metrics,
  health,
} satisfies Record<string, Check>;
export type CheckName = keyof typeof CHECKS;

/** The services that nothing works without. */
export const SERVICES: readonly CheckName[] = ['database', 'redis', 'telegram', 'heleket'];

/** A service that says nothing counts as failed after this time. */
const LIMIT_MS = 15_000;

export interface Checked {
  readonly check: CheckName;
  readonly findings: readonly Finding[];
}

/** Makes the named checks, or all, one after another, so that the order of the lines is the order of work. Never throws. */
export async function* examine(
  at: Installation,
  names: readonly CheckName[] = Object.keys(CHECKS) as CheckName[],
): AsyncGenerator<Checked> {
  for (const name of names) {
    const check: Check = CHECKS[name];
    const failed = (reason: string): Finding[] => [fail('check.failed', { check: name, reason })];
    const run = (): Promise<readonly Finding[]> =>
      check(at).catch((error: unknown) => failed(reasonOf(error)));
    yield { check: name, findings: await inTime(run, LIMIT_MS, failed('no answer')) };
  }
}
