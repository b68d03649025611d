import { readFileSync, writeFileSync } from 'node:fs';
import { ERRORS } from '../src/lib/index.ts';
import { envExample } from '../src/platform/index.ts';

/** `npm run docs`: writes the documents that are made from tables in the source. A test compares them. */
export function errorsDocument(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { kind, http, retry, user, when, action }]) =>
      `| \`${code}\` | ${kind} | ${user} | ${http} | ${retry ? 'yes' : 'no'} | ${when} | ${action} |`,
  );
  return [
    '# Error codes',
    '',
    'Made from `src/lib/errors/` by `npm run docs`. A user sees the category (network, payment, system, user), what happened,',
    'what it means for the money, what to do, and a short reference that finds the line in the log.',
    '',
    '| code | kind | category | HTTP | retried | when | what to do |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

if (import.meta.main) {
  writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsDocument());
  writeFileSync(new URL('../.env.example', import.meta.url), envExample());
  // Loaded only here, because it needs nearly all of the product.
  const { withFamilies } = await import('./metricsTable.ts');
  const page = new URL('../docs/monitoring.md', import.meta.url);
  writeFileSync(page, await withFamilies(readFileSync(page, 'utf8')));
}
