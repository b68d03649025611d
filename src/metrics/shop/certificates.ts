import { HOUR_MS } from '../../lib/index.ts';
import { certificateDays } from '../../readiness/index.ts';
import type { Reading, Value } from '../reading.ts';

/** How long the certificates of both addresses are good, as everybody sees them. They are looked at once an hour. */
export function certificates(): Reading {
  let last: { at: number; values: readonly Value[] } | undefined;
  return {
    families: [
      {
        name: 'starboard_certificate_days',
        help: 'Whole days until the certificate of an https address ends; looked at once an hour',
        labels: { side: ['public', 'office'] },
      },
    ],
    read: async ({ app: { config } }) => {
      if (last === undefined || performance.now() - last.at > HOUR_MS) {
        const sides = { public: config.publicUrl, office: config.adminOrigin };
        const found = Object.entries(sides).map(async ([side, address]): Promise<Value[]> => {
          const days = await certificateDays(address);
          return days === undefined ? [] : [[{ side }, days]];
        });
        last = { at: performance.now(), values: (await Promise.all(found)).flat() };
      }
      return { starboard_certificate_days: last.values };
    },
  };
}
