import { DAY_MS, HOUR_MS } from '../lib/index.ts';
import type { Capabilities, SupplierName } from './contract.ts';

/** The abilities of each supplier. docs/delivery.md names the sources. */
export const CAPABILITIES: Readonly<Record<SupplierName, Capabilities>> = {
  manual: {
    settlement: 'none',
    create: 'idempotent',
    find: 'none',
    webhook: 'none',
    check: 'none',
    cancel: true,
    carriesNote: false,
    trustsReport: false,
    min: 50,
    max: 1_000_000,
    finalWordMs: DAY_MS,
  },
  mystars: {
    settlement: 'onchain',
    create: 'idempotent',
    find: 'key',
    webhook: 'signed',
    check: 'advisory',
    cancel: true,
    carriesNote: false,
    trustsReport: false,
    min: 50,
    max: 1_000_000,
    // A payment may take two hours. A review and the return of money take up to a day.
    finalWordMs: 26 * HOUR_MS,
  },
  istar: {
    settlement: 'prepaid',
    create: 'unsafe',
    find: 'none',
    webhook: 'signed',
    check: 'strict',
    cancel: false,
    carriesNote: false,
    trustsReport: true,
    min: 50,
    max: 1_000_000,
    finalWordMs: HOUR_MS,
  },
};
