import path from 'node:path';
import { advisoryProblems } from './security/advisories.ts';
import { licenceProblems } from './security/licences.ts';
import { secretProblems } from './security/secrets.ts';

/**
 * Checks what the product brings along: the licences of its packages, secrets in tracked files, and with `--advisories` what
 * npm knows about its packages. Exit code 1: there is a problem. A registry that does not answer is no problem of ours, so
 * that check then says "not checked".
 */
const root = path.resolve(import.meta.dirname, '..');
const problems = [...licenceProblems(root), ...secretProblems(root)];
if (process.argv.includes('--advisories')) {
  const known = advisoryProblems(root);
  if (known === undefined) console.log('not checked: the registry gives no list of known weaknesses');
  problems.push(...(known ?? []));
}
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
