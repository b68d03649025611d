import { COUNTED, type Family } from '../platform/index.ts';
import { PROCESS_READINGS } from './process.ts';
import { SHOP_READINGS } from './shop/index.ts';

export interface Described extends Family {
  readonly type: 'counter' | 'histogram' | 'gauge';
  /** Every process has its own, or the whole shop has one. */
  readonly of: 'process' | 'shop';
}

/** Every family of the page that we name ourselves, without those of Node. What the doors count must be loaded before. */
export function families(): readonly Described[] {
  const gaugesOf = (readings: typeof SHOP_READINGS, of: Described['of']): Described[] =>
    readings.flatMap((reading) =>
      reading.families.map((family) => ({ ...family, type: 'gauge' as const, of })),
    );
  return [
    ...COUNTED.map((family) => ({ ...family, of: 'process' as const })),
    ...gaugesOf(PROCESS_READINGS, 'process'),
    ...gaugesOf(SHOP_READINGS, 'shop'),
  ];
}
