import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Licences that let us run and pass on the packages that the product installs. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  // Data about browsers, which AdminJS's bundler reads. We do not pass it on.
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

/** Packages that name no licence in `package.json`. People read the licence in their files. */
const READ: Readonly<Record<string, string>> = { '@adminjs/express': 'MIT', pause: 'MIT' };

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

interface Manifest {
  readonly name?: string;
  readonly license?: unknown;
  readonly licenses?: unknown;
}

/** Returns one line for each installed package of production whose licence is not allowed. */
export function licenceProblems(root: string): string[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  return Object.entries(lock.packages).flatMap(([place, { dev, devOptional }]) => {
    const file = path.join(root, place, 'package.json');
    // Packages for other systems are in the lock file, but they are not installed.
    if (place === '' || dev || devOptional || !existsSync(file)) return [];
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    const licence = licenceOf(manifest);
    if (isAllowed(licence) && hasText(path.dirname(file), manifest)) return [];
    return [`${place} has the licence ${licence === '' ? '(none)' : licence}, which is not in the list`];
  });
}

/** The licence as SPDX writes it. Old packages give an object, or a list of objects. */
export function licenceOf({ name = '', license, licenses }: Manifest): string {
  const read = READ[name];
  if (read !== undefined) return read;
  const [given] = [license ?? licenses].flat<unknown[]>();
  if (typeof given === 'string') return given;
  return typeof given === 'object' && given !== null && 'type' in given ? String(given.type) : '';
}

/** `A OR B` lets us choose; `A AND B` binds us to both. */
export function isAllowed(licence: string): boolean {
  return licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())));
}

/** What a person read must still be there to be read. */
function hasText(folder: string, { name = '' }: Manifest): boolean {
  return !(name in READ) || readdirSync(folder).some((file) => /^(licen[cs]e|readme)/i.test(file));
}
