import { globSync } from 'node:fs';
import path from 'node:path';
import { families, type Described } from '../src/metrics/index.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Loads everything that is counted as it happens. It is declared where it happens, in files of this name. */
export async function loadMeters(): Promise<void> {
  for (const file of globSync('src/**/meters.ts', { cwd: ROOT })) await import(path.join(ROOT, file));
}

const BEGIN = '<!-- families: made by npm run docs -->';
const END = '<!-- end of families -->';

/** The page with its table of families made anew. */
export async function withFamilies(page: string): Promise<string> {
  await loadMeters();
  const row = ({ name, help, type, labels = {} }: Described): string =>
    `| \`${name}\` | ${type} | ${Object.keys(labels).join(', ')} | ${help} |`;
  const table = (of: Described['of']): string[] => [
    '| family | type | labels | what it is |',
    '|---|---|---|---|',
    ...families()
      .filter((family) => family.of === of)
      .map(row)
      .toSorted(),
  ];
  const made = [
    BEGIN,
    '',
    '### Of each process',
    '',
    ...table('process'),
    '',
    '### Of the whole shop',
    '',
    ...table('shop'),
    '',
    END,
  ].join('\n');
  const [before = '', rest = ''] = page.split(BEGIN);
  return `${before}${made}${rest.split(END)[1] ?? ''}`;
}
