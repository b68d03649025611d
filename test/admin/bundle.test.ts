import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const BUNDLE = new URL('../../src/admin/frame/bundle.ts', import.meta.url).href;
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'starboard-bundle-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the bundle, when the product is first started from a foreign folder, then it is built all the same', async () => {
  const script = `import { loadWithBundle } from '${BUNDLE}';
    console.log((await loadWithBundle()).directory, process.cwd());
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', TMPDIR: folder },
  });
  const [directory = '', cwd] = stdout.trim().split('\n').at(-1)?.split(' ') ?? [];
  expect(existsSync(path.join(directory, 'bundle.js'))).toBe(true);
  expect(cwd).toBe(folder);
});
