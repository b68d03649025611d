import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAdminJs, type AdminJsRouters } from './load.ts';

const PREBUILT = fileURLToPath(new URL('../../../adminjs-build', import.meta.url));
/** The file name that AdminJS uses for its output, and our mark of the sources from which it was made. */
const BUNDLE = 'bundle.js';
const STAMP = 'sources';
/**
 * The folders of the browser's code. Files of the server in them change the mark too. That builds once too often, which
 * does no harm.
 */
const FOLDERS = ['frame', 'kit', 'sections', 'words'].map((name) =>
  fileURLToPath(new URL(`../${name}`, import.meta.url)),
);

/** The folder in which a release has its bundle. */
export const prebuiltDirectory = PREBUILT;

/**
 * The folder of the components' bundle, and AdminJS loaded with it. The bundle is built once per state of its sources:
 * by `scripts/buildAdmin.ts` into `adminjs-build/`, otherwise at the first start into the temporary folder.
 */
export async function loadWithBundle(): Promise<{ directory: string; adminJs: AdminJsRouters }> {
  const state = await stateOfSources();
  const prebuilt = await readFile(path.join(PREBUILT, STAMP), 'utf8').catch(() => '');
  // All accounts share the temporary folder, so each account keeps its own bundle.
  const own = path.join(tmpdir(), `starboard-adminjs-${process.getuid?.() ?? 'me'}-${state}`);
  const directory = prebuilt === state ? PREBUILT : own;
  return inWorkshop(async (workshop) => {
    const adminJs = await loadAdminJs(workshop);
    if (!(await isComplete(directory))) await build(state, { workshop, directory });
    return { directory, adminJs };
  });
}

/** Builds the bundle into `directory` and replaces what is there. */
export function buildBundle(directory: string): Promise<string> {
  return inWorkshop(async (workshop) => {
    await loadAdminJs(workshop);
    await rm(directory, { recursive: true, force: true });
    await build(await stateOfSources(), { workshop, directory });
    return directory;
  });
}

/** Each process builds in its own folder with an unpredictable name, so that no process serves half a file. */
async function inWorkshop<T>(work: (workshop: string) => Promise<T>): Promise<T> {
  const workshop = await mkdtemp(path.join(tmpdir(), 'starboard-workshop-'));
  try {
    return await work(workshop);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

/** Everybody can write to the temporary folder. A bundle that another account put there is not served. */
async function isComplete(directory: string): Promise<boolean> {
  if (!existsSync(path.join(directory, BUNDLE))) return false;
  const me = process.getuid?.();
  if (directory === PREBUILT || me === undefined || (await stat(directory)).uid === me) return true;
  throw new Error(`${directory} belongs to another account: remove it`);
}

async function build(
  state: string,
  { workshop, directory }: { workshop: string; directory: string },
): Promise<void> {
  const { buildComponents } = await import('./build.ts');
  const fresh = `${directory}.${process.pid}`;
  await buildComponents();
  await writeFile(path.join(workshop, STAMP), state);
  try {
    await cp(workshop, fresh, { recursive: true });
    // An image builds the bundle as one account and serves it as another.
    await chmod(fresh, 0o755);
    await rename(fresh, directory);
  } catch (error) {
    // Another process may have been faster. Its bundle is the same.
    if (!existsSync(path.join(directory, BUNDLE))) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function stateOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of FOLDERS) {
    const files = (await readdir(folder, { recursive: true })).filter((file) => /\.tsx?$/.test(file));
    for (const file of files.toSorted()) hash.update(file).update(await readFile(path.join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
