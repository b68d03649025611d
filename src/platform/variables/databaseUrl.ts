import { existsSync } from 'node:fs';

const FILES = ['sslrootcert', 'sslcert', 'sslkey'] as const;

/** Says what is wrong with the address of a PostgreSQL, or undefined. It never repeats the address, which holds a password. */
export function databaseUrlProblem(text: string): string | undefined {
  // A password often has characters with a special meaning in an address. Then the address cannot be read.
  if (!/^postgres(ql)?(\+\w+)?:\/\//.test(text) || !URL.canParse(text))
    return 'must be an address such as postgresql://user:password@host/database, with special characters written as %40';
  const { searchParams } = new URL(normaliseDatabaseUrl(text));
  for (const name of FILES) {
    const file = searchParams.get(name);
    if (file !== null && !existsSync(file)) return `names a file in ${name} that does not exist`;
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
      return `says sslmode=${mode}, which may leave the connection unencrypted: write disable, no-verify (encrypted, not checked) or verify-full`;
    default:
      return 'has an unknown sslmode: disable, no-verify, require, verify-ca or verify-full';
  }
}

/**
 * Turns the address into the form that the driver accepts. The earlier bot used the form of SQLAlchemy
 * (`postgresql+asyncpg://…?ssl=require`). `require` checks the certificate here, as `verify-full` does:
 * encryption without knowing the other side protects nothing.
 */
export function normaliseDatabaseUrl(text: string): string {
  const plain = text
    .replace(/^postgres(?:ql)?(?:\+\w+)?:/, 'postgresql:')
    .replace(/([?&])ssl=(disable|allow|prefer|require|verify-ca|verify-full)\b/, '$1sslmode=$2')
    .replace(/([?&])sslrootcert=system(&|$)/, '$1sslmode=verify-full$2');
  // The driver knows verify-ca only in its libpq mode, and prints a warning for require.
  return plain
    .replace(/([?&])sslmode=verify-ca\b/, '$1uselibpqcompat=true&sslmode=verify-ca')
    .replace(/([?&])sslmode=require\b/, '$1sslmode=verify-full');
}
