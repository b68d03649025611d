import type { Reading } from '../reading.ts';
import { CARE_READINGS } from './care.ts';
import { MONEY_READINGS } from './money.ts';
import { PEOPLE_READINGS } from './people.ts';
import { WORK_READINGS } from './work.ts';

/** Figures of the whole shop. They are the same whatever process reads them. */
export const SHOP_READINGS: readonly Reading[] = [
  ...MONEY_READINGS,
  ...WORK_READINGS,
  ...PEOPLE_READINGS,
  ...CARE_READINGS,
];
