import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const COMPONENTS = fileURLToPath(new URL('../components', import.meta.url));
const PREBUILT = fileURLToPath(new URL('../../../adminjs-build', import.meta.url));
const REGISTRY = fileURLToPath(new URL('components.ts', import.meta.url));

/** Where the bundle of our components lies, and whether it must be built first. */
export interface BundlePlace {
  /** Complete bundle, once it is there. */
  readonly directory: string;
  /** Where AdminJS builds; moved to `directory` when complete, so that no process serves half a file. */
  readonly workshop: string;
  readonly ready: boolean;
}

/**
 * The bundle is built once per state of its sources: by `scripts/buildAdmin.ts` into `adminjs-build/` (which an image
 * carries), else at the first start into the system's temporary folder.
 */
export async function findBundle(target?: string): Promise<BundlePlace> {
  const state = await stateOfSources();
  const elsewhere = path.join(tmpdir(), `starboard-adminjs-${state}`);
  const prebuilt = await readFile(path.join(PREBUILT, 'sources'), 'utf8').catch(() => '');
  const directory = target ?? (prebuilt === state ? PREBUILT : elsewhere);
  const workshop = path.join(tmpdir(), `starboard-adminjs-${state}-${process.pid}`);
  return {
    directory,
    workshop,
    ready: target === undefined && existsSync(path.join(directory, 'bundle.js')),
  };
}

/** Puts what was built in the workshop in its place. Another process may have been faster: theirs is the same. */
export async function keepBundle({ directory, workshop }: BundlePlace): Promise<void> {
  await writeFile(path.join(workshop, 'sources'), await stateOfSources());
  if (directory === PREBUILT) await rm(PREBUILT, { recursive: true, force: true });
  await mkdir(path.dirname(directory), { recursive: true });
  try {
    await rename(workshop, directory);
  } catch (error) {
    if (!existsSync(path.join(directory, 'bundle.js'))) throw error;
    await rm(workshop, { recursive: true, force: true });
  }
}

export const prebuiltDirectory = PREBUILT;

async function stateOfSources(): Promise<string> {
  const files = (await readdir(COMPONENTS, { recursive: true }))
    .filter((file) => /\.tsx?$/.test(file))
    .toSorted();
  const hash = createHash('sha256').update(await readFile(REGISTRY));
  for (const file of files) hash.update(file).update(await readFile(path.join(COMPONENTS, file)));
  return hash.digest('hex').slice(0, 16);
}
