import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../src/lib/index.ts';
import { ConfigError, loadConfig } from '../../src/platform/config.ts';
import { VARIABLES, type Variable, type VariableName } from '../../src/platform/variables/index.ts';
import { DATABASE, REAL } from '../kit/environment.ts';
import { hostileText, SEED } from './hostile.ts';

const CASES = 3000;
const NAMES = Object.keys(VARIABLES) as VariableName[];
/** Stands in every hostile value of a secret, so that it can be found again. */
const MARK = 'zz-secret-mark';

const environments = fc.record({
  base: fc.constantFrom<Record<string, string>>(DATABASE, REAL, {}),
  changes: fc.array(
    fc.tuple(
      fc.constantFrom(...NAMES),
      fc.oneof(
        hostileText,
        fc.constantFrom(
          'True',
          'on',
          'auto',
          '1',
          '65535',
          'production',
          'a:1',
          'USDT:6',
          'loopback',
          'web',
          'https://x',
        ),
        fc.array(hostileText, { maxLength: 4 }).map((parts) => parts.join(',')),
        fc.array(hostileText, { maxLength: 4 }).map((parts) => `postgresql://${parts.join('@')}`),
      ),
    ),
    { minLength: 1, maxLength: 6 },
  ),
});

test('a configuration, when its values are hostile, then it is taken whole or refused by name, and no secret is told', () => {
  fc.assert(
    fc.property(environments, ({ base, changes }) => {
      const marked = changes.map(([name, value]): [string, string] => [
        name,
        isSecret(name) ? MARK + value : value,
      ]);
      try {
        const config = loadConfig({ ...base, ...Object.fromEntries(marked) });
        expect(NAMES.filter((name) => config[name] instanceof Secret !== isSecret(name))).toEqual([]);
        expect(JSON.stringify(config, plain)).not.toContain(MARK);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        expect(error.problems.filter((problem) => !NAMES.includes(nameIn(problem)))).toEqual([]);
        expect(error.message).not.toContain(MARK);
      }
    }),
    { numRuns: CASES, seed: SEED },
  );
});

function nameIn(problem: string): VariableName {
  return problem.split(' ')[0] as VariableName;
}

function isSecret(name: VariableName): boolean {
  return (VARIABLES[name] as Variable).secret === true;
}

function plain(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
