import path from 'node:path';
import { expect, test } from 'vitest';
import { problemsIn } from '../../scripts/security/advisories.ts';
import { isAllowed, licenceOf, licenceProblems } from '../../scripts/security/licences.ts';
import { secretProblems, secretsIn } from '../../scripts/security/secrets.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** In two pieces, so that this file has no secret itself. */
const joined = (...pieces: readonly string[]): string => pieces.join('');
const RANDOM = joined('q8Zr2Lw0', 'Kx7vTn4b', 'Yc5pHd9s');

test('the packages of production and the tracked files, when they are checked, then licences are allowed and no secret is there', () => {
  expect(licenceProblems(root)).toEqual([]);
  expect(secretProblems(root)).toEqual([]);
});

test.each([
  ['a private key', joined('-----BEGIN ', 'PRIVATE KEY-----')],
  ['a private key of a backup', joined('AGE-SECRET', '-KEY-1', 'Q'.repeat(58))],
  ['a token of a Telegram bot', joined('TELEGRAM_TOKEN=123456789', ':AA', 'b'.repeat(33))],
  ['a key of a cloud', joined('AKIA', 'ABCDEFGHIJKLMNOP')],
  ['a token of a code host', joined('ghp_', 'a'.repeat(36))],
])('%s, when it is in any file, then it is found and not repeated', (what, text) => {
  const found = secretsIn('test/x.test.ts', `first line\n${text}`);
  expect(found).toEqual([`test/x.test.ts:2 has ${what}`]);
});

test.each([
  ['docker-compose.yml', `API_KEY: ${RANDOM}`, 1],
  ['src/a.ts', `const webhookSecret = '${RANDOM}';`, 1],
  ['docs/a.md', `whsec_${RANDOM}`, 1],
  ['test/a.test.ts', `const webhookSecret = '${RANDOM}';`, 0],
  ['src/a.ts', `const token = 'sandbox-token-of-the-imitation';`, 0],
  ['src/a.ts', 'password: passwordOfTheFirstPerson1,', 0],
  ['src/a.ts', `const id = '${RANDOM}';`, 0],
])('a text in %s, when it is %s, then %i secrets are found', (file, text, count) => {
  expect(secretsIn(file, text).length).toBe(count);
});

test.each([
  [{ license: 'MIT' }, true],
  [{ license: '(GPL-3.0 OR MIT)' }, true],
  [{ license: 'MIT AND GPL-3.0' }, false],
  [{ licenses: [{ type: 'MIT', url: '' }] }, true],
  [{ name: 'pause' }, true],
  [{ name: 'unknown' }, false],
  [{ license: 'SSPL-1.0' }, false],
])('a package, when its manifest says %j, then it is allowed: %s', (manifest, allowed) => {
  expect(isAllowed(licenceOf(manifest))).toBe(allowed);
});

test('a report of the registry, when it names a weak package or is no report, then the package is a problem or nothing was checked', () => {
  const report = { vulnerabilities: { 'left-pad': { severity: 'high', range: '<2' } } };
  expect(problemsIn(JSON.stringify(report))).toEqual(['left-pad <2 has a known weakness (high)']);
  expect(problemsIn('{"vulnerabilities":{}}')).toEqual([]);
  expect(problemsIn('{"message":"405 Method Not Allowed"}')).toBeUndefined();
  expect(problemsIn('')).toBeUndefined();
});
