import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';

const REDIS = new URL('../../scripts/services/redis.ts', import.meta.url).href;
const folder = mkdtempSync(path.join(tmpdir(), 'starboard-install-'));
const at = (name: string): string => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A machine whose PATH holds nothing but these programs, each a line of sh. */
function machine(programs: Record<string, string>): void {
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(at(name), `#!/bin/sh\n${line}\n`);
    chmodSync(at(name), 0o755);
  }
}

function findRedis(): { status: number | null; said: string } {
  const script = `import { redisBinary } from '${REDIS}';
    try { console.log(redisBinary()); } catch (error) { console.log(error.message); process.exitCode = 1; }`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: folder },
    encoding: 'utf8',
  });
  return { status, said: stdout };
}

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(at(name));
  // Whatever account runs the tests: root calls the package manager itself, others through sudo.
  machine({ sh: 'exec /bin/sh "$@"', env: 'exec /usr/bin/env "$@"', sudo: 'shift; exec "$@"' });
});

test('Redis, when it is on the PATH, then it is taken and nothing is installed', () => {
  machine({ 'redis-server': ':', 'apt-get': `echo called >> ${at('apt.log')}` });
  expect(findRedis()).toEqual({ status: 0, said: `${at('redis-server')}\n` });
  expect(existsSync(at('apt.log'))).toBe(false);
});

test('Redis, when it is missing and the list of packages is old, then the list is renewed and Redis installed', () => {
  machine({
    'apt-get': `echo "$3" >> ${at('apt.log')}
      if [ "$3" = update ]; then : > ${at('fresh')}; exit 0; fi
      [ -f ${at('fresh')} ] || { echo "E: Unable to locate package" >&2; exit 100; }
      : > ${at('redis-server')}; /bin/chmod +x ${at('redis-server')}`,
  });
  expect(findRedis()).toEqual({
    status: 0,
    said: `Installing Redis with apt-get…\n${at('redis-server')}\n`,
  });
  expect(readFileSync(at('apt.log'), 'utf8')).toBe('install\nupdate\ninstall\n');
});

test.each([
  ['no package manager', {}, 'Redis is missing, and no package manager was found. Install Redis yourself'],
  [
    'a package manager that refuses',
    { 'apt-get': 'echo "E: Could not resolve the host" >&2; exit 100' },
    'could not be installed (E: Could not resolve the host). Install Redis yourself',
  ],
])('Redis, when it is missing and there is %s, then it says what to do', (_name, programs, words) => {
  machine(programs);
  const { status, said } = findRedis();
  expect(status).toBe(1);
  expect(said).toContain(words);
});
