import type { HealthApp } from '../health/index.ts';
import { inTime } from '../lib/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import type { DeliveryContext } from '../delivery/index.ts';
import { officeAddress, publicAddress } from './addresses.ts';
import { fail, type Finding } from './finding.ts';
import { database, heleket, reasonOf, redis, telegram } from './services.ts';
import { backups, delivery, health, metrics, mode, packages, staff } from './shop.ts';

/** What the checks look at. */
export interface Installation {
  readonly app: HealthApp & Pick<PaymentsContext, 'provider'> & Pick<DeliveryContext, 'suppliers'>;
  /** What Telegram says about our webhook; it answers only if the token is right. */
  readonly webhook: {
    info(): Promise<{ url?: string; last_error_date?: number; last_error_message?: string }>;
  };
}

export type Check = (at: Installation) => Promise<readonly Finding[]>;

/** Every check, in the order in which an installation is made. */
const CHECKS: Readonly<Record<string, Check>> = {
  mode,
  database,
  redis,
  telegram,
  heleket,
  'public address': publicAddress,
  'back office': officeAddress,
  staff,
  packages,
  delivery,
  backups,
  metrics,
  health,
};

/** The services that nothing works without. */
export const SERVICES = ['database', 'redis', 'telegram', 'heleket'] as const;

/** A service that says nothing counts as failed after this time. */
const LIMIT_MS = 15_000;

export interface Checked {
  readonly check: string;
  readonly findings: readonly Finding[];
}

/** Makes the named checks, or all, one after another, so that the order of the lines is the order of work. Never throws. */
export async function* examine(
  at: Installation,
  names: readonly string[] = Object.keys(CHECKS),
): AsyncGenerator<Checked> {
  for (const name of names) {
    const check = CHECKS[name];
    const failed = (reason: string): Finding[] => [fail('check.failed', { check: name, reason })];
    const run = async (): Promise<readonly Finding[]> =>
      (await check?.(at).catch((error: unknown) => failed(reasonOf(error)))) ?? [];
    yield { check: name, findings: await inTime(run, LIMIT_MS, failed('no answer')) };
  }
}
