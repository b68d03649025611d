import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLIND_MS, judgeSupply, type SupplyFigures } from './line.ts';

/** One star costs 10, and 100 of them are needed: 1000. */
const figures = (more: Partial<SupplyFigures>): SupplyFigures => ({
  held: 1000n,
  starCost: 10n,
  waiting: 60n,
  reserve: 40n,
  wasStopped: false,
  blindMs: 0,
  ...more,
});

test.each<[string, Partial<SupplyFigures>, boolean, string]>([
  ['covers exactly what is needed', {}, false, 'covered'],
  ['lacks one minor unit', { held: 999n }, true, 'short'],
  ['is empty, and nothing is needed', { held: 0n, waiting: 0n, reserve: 0n }, false, 'covered'],
  ['is empty, and one star is needed', { held: 0n, waiting: 1n, reserve: 0n }, true, 'short'],
  ['covers it again, after a stop', { wasStopped: true }, true, 'short'],
  ['lacks one unit of a tenth more, after a stop', { wasStopped: true, held: 1099n }, true, 'short'],
  ['has a tenth more, after a stop', { wasStopped: true, held: 1100n }, false, 'covered'],
  ['is below zero', { held: -1n, waiting: 0n, reserve: 0n }, true, 'short'],
  ['cannot be read since a moment', { held: undefined, blindMs: 1 }, false, 'blind'],
  ['cannot be read since almost half an hour', { held: undefined, blindMs: BLIND_MS - 1 }, false, 'blind'],
  ['cannot be read since half an hour', { held: undefined, blindMs: BLIND_MS }, true, 'blind'],
  ['cannot be read, after a stop', { held: undefined, blindMs: 1, wasStopped: true }, true, 'blind'],
  ['is enough, but prices cannot be read', { blindMs: BLIND_MS }, true, 'blind'],
  [
    'is enough, but prices cannot be read, after a stop',
    { held: 9999n, blindMs: 1, wasStopped: true },
    true,
    'blind',
  ],
  [
    'is too little by the last prices, and new ones cannot be read',
    { held: 999n, blindMs: 1 },
    true,
    'short',
  ],
  ['is there, and nobody knows what a star costs', { starCost: undefined }, false, 'unknown'],
  [
    'is there after a stop, and nobody knows what a star costs',
    { starCost: undefined, wasStopped: true },
    true,
    'unknown',
  ],
])('the float, when it %s, then selling is stopped or not', (_what, more, stopped, why) => {
  expect(judgeSupply(figures(more))).toMatchObject({ stopped, why });
});

test('the float, when it lies between the line and a tenth above, then selling stays as it was', () => {
  fc.assert(
    fc.property(fc.bigInt(1000n, 1099n), fc.boolean(), (held, wasStopped) => {
      expect(judgeSupply(figures({ held, wasStopped })).stopped).toBe(wasStopped);
    }),
  );
});
