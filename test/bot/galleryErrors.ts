import { ERRORS, type ErrorCode } from '../../src/lib/index.ts';
import * as s from '../../src/bot/screens/index.ts';
import type { Words } from '../../src/bot/words.ts';

/** The screen of every error, and those that one code has beside it. */
export function everyErrorScreen(w: Words): Record<string, s.Screen> {
  return {
    'error SWITCHED_OFF, restocking': s.errorScreen(
      { code: 'SWITCHED_OFF', reference: '0123abcd', isSupply: true },
      w,
    ),
    ...Object.fromEntries(
      (Object.keys(ERRORS) as ErrorCode[]).map((code) => [
        `error ${code}`,
        s.errorScreen(
          {
            code,
            reference: code === 'INTERNAL' ? '<ref>' : '0123abcd',
            retry: { do: 'buy_stars' },
            range: { min: '1', max: '2' },
          },
          w,
        ),
      ]),
    ),
  };
}
