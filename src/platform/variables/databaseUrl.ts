import { existsSync } from 'node:fs';

const FILES = ['sslrootcert', 'sslcert', 'sslkey'] as const;

/** What is wrong with the address of a PostgreSQL; undefined when nothing is. It never repeats the address. */
export function databaseUrlProblem(text: string): string | undefined {
  // The password often holds what means something else there: then no address can be read.
  if (!/^postgres(ql)?(\+\w+)?:\/\//.test(text) || !URL.canParse(text))
    return 'must be an address such as postgresql://user:password@host/database, with special characters written as %40';
  const { searchParams } = new URL(normaliseDatabaseUrl(text));
  for (const name of FILES) {
    const file = searchParams.get(name);
    if (file !== null && !existsSync(file)) return `names a file in ${name} that is not there`;
  }
  return sslProblem(searchParams.get('sslmode') ?? undefined, searchParams.has('sslrootcert'));
}

function sslProblem(mode: string | undefined, hasCa: boolean): string | undefined {
  switch (mode) {
    case undefined:
    case 'disable':
    case 'no-verify':
    case 'require':
    case 'verify-full':
      return undefined;
    case 'verify-ca':
      return hasCa ? undefined : 'says sslmode=verify-ca, which needs sslrootcert=/path/ca.pem';
    case 'allow':
    case 'prefer':
      return `says sslmode=${mode}, which leaves it to the network whether anything is encrypted: write disable, no-verify (encrypted, not checked) or verify-full`;
    default:
      return 'has an unknown sslmode: disable, no-verify, require, verify-ca or verify-full';
  }
}

/**
 * The address in the form that the driver takes: from that of SQLAlchemy, which the earlier bot used
 * (`postgresql+asyncpg://…?ssl=require`), and with what each `sslmode` means here. `require` checks the certificate, as
 * `verify-full` does: encryption with somebody unknown protects nothing.
 */
export function normaliseDatabaseUrl(text: string): string {
  const plain = text
    .replace(/^postgres(?:ql)?(?:\+\w+)?:/, 'postgresql:')
    .replace(/([?&])ssl=(disable|allow|prefer|require|verify-ca|verify-full)\b/, '$1sslmode=$2')
    .replace(/([?&])sslrootcert=system(&|$)/, '$1sslmode=verify-full$2');
  // The driver knows verify-ca only in the manner of libpq, and warns of require.
  return plain
    .replace(/([?&])sslmode=verify-ca\b/, '$1uselibpqcompat=true&sslmode=verify-ca')
    .replace(/([?&])sslmode=require\b/, '$1sslmode=verify-full');
}
