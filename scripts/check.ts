import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumBinary } from './services/chromium.ts';
import { nginxBinary, opensslBinary } from './services/nginx.ts';
import { prometheusPrograms } from './services/prometheus.ts';
import { redisBinary } from './services/redis.ts';

/**
 * `npm test`: runs every check, prints one line for each, then `N passed, N failed`.
 * `--fast` leaves out the checks that need a server or a browser.
 */
interface Step {
  name: string;
  command: readonly string[];
  /** Its words are shown also when it passes. */
  speaks?: true;
}

const fast = process.argv.includes('--fast');
const results = mkdtempSync(path.join(tmpdir(), 'starboard-check-'));
const report = path.join(results, 'vitest.json');

const STEPS: readonly Step[] = [
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  {
    name: 'lint',
    command: [
      'oxlint',
      '--type-aware',
      '--deny-warnings',
      '--report-unused-disable-directives',
      '--ignore-pattern',
      'test/rules/fixtures/**',
    ],
  },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of the back office in the browser', command: ['tsc', '-p', 'src/admin'] },
  {
    name: 'import rules',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'sandbox',
      'scripts',
      'bench',
      'test',
    ],
  },
  { name: 'unused code', command: ['knip', '--no-progress'] },
  {
    name: 'licences and secrets',
    command: ['node', 'scripts/security.ts', ...(fast ? [] : ['--advisories'])],
    speaks: true,
  },
];

let passed = 0;
let failed = 0;
/** Failures outside the tests. They are printed again at the end, because their first line is thousands of lines above. */
const failures: string[] = [];

for (const step of STEPS) {
  const started = Date.now();
  const [command = '', ...args] = step.command;
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const ok = status === 0;
  if (ok) passed++;
  else fail(step.name);
  console.log(`${ok ? '✓' : '✗'} ${step.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok || (step.speaks && stdout !== '')) console.log(`${stdout}${stderr}`.trimEnd());
}

if (!fast) {
  // Install these before the tests, so that no test waits for a package manager and each missing program is named once.
  for (const find of [redisBinary, chromiumBinary, nginxBinary, opensslBinary, prometheusPrograms]) {
    try {
      find();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      fail(message);
      console.log(`✗ ${message}`);
    }
  }
}
const selection = fast ? ['src'] : [];
const tests = spawnSync(
  'vitest',
  ['run', ...selection, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  { stdio: 'inherit' },
);
const counts = readCounts();
passed += counts.passed;
failed += counts.failed;
// A run that fails outside any test (a file that cannot be loaded, an unhandled rejection) is a failure too.
if (tests.status !== 0 && counts.failed === 0) fail('the test run itself, outside any test');
rmSync(results, { recursive: true, force: true });

for (const failure of failures) console.log(`✗ ${failure}`);

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && counts.passed > 0 ? 0 : 1;

function fail(what: string): void {
  failed++;
  failures.push(what);
}

function readCounts(): { passed: number; failed: number } {
  try {
    const json = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: json.numPassedTests, failed: json.numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
