import { namedRanges, readRange } from '../lib/index.ts';
import type { Values } from './variables/index.ts';
import { isKnownPassword, weakKey, weakness } from './weakSecret.ts';

/** Finds values that make an attack easy. They are convenient for a trial, and production refuses them. */
export function unsafeInProduction(
  values: Partial<Values>,
  published: Readonly<Record<string, string>>,
): string[] {
  return [
    ...flags(values),
    ...origin(values),
    ...proxies(values.TRUSTED_PROXIES ?? []),
    ...secrets(values, published),
    ...keys(values, published),
    ...passwords(values),
  ];
}

function flags(values: Partial<Values>): string[] {
  const always = [
    'SECURITY_ENABLED',
    'INPUT_VALIDATION_STRICT',
    'PAYMENT_VALIDATION_ENABLED',
    'AUDIT_LOGGING_ENABLED',
  ] as const;
  return always.flatMap((name) =>
    values[name] === false ? [`${name} is wrong: it must stay True in production`] : [],
  );
}

function origin({ ADMIN_ORIGIN: given, ROLES: roles }: Partial<Values>): string[] {
  const why = 'because over HTTP others can read the session on its way';
  if (given === '' && roles?.includes('web') !== false)
    return [`ADMIN_ORIGIN is missing: production needs the https:// origin of the back office, ${why}`];
  if (given?.startsWith('http:') === true)
    return [`ADMIN_ORIGIN is wrong: it must begin with https:// in production, ${why} (given: ${given})`];
  return [];
}

/** A wider range includes strangers, and each of them could then choose the address that we trust. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;
/** The private range of IPv6 is wider, but nobody outside has such an address. */
const PRIVATE_V6 = /^f[cd]/i;

function proxies(given: readonly string[]): string[] {
  return namedRanges(given).flatMap((text) => {
    const range = readRange(text);
    if (!range || range.bits >= WIDEST[range.family]) return [];
    if (range.family === 'ipv6' && range.bits >= 7 && PRIVATE_V6.test(range.address)) return [];
    return [
      `TRUSTED_PROXIES is wrong: ${text} includes strangers, who could then choose the address that we see; name only your own proxy`,
    ];
  });
}

function secrets(values: Partial<Values>, published: Readonly<Record<string, string>>): string[] {
  const named = ['SESSION_SECRET', 'WEBHOOK_SECRET', 'METRICS_TOKEN'] as const;
  const own = named.flatMap((name) => {
    const secret = values[name]?.reveal() ?? '';
    const why = secret === '' ? undefined : weakness(secret);
    return why === undefined ? [] : [`${name} is wrong: it ${why}; make one with: openssl rand -hex 32`];
  });
  const ofTheSandbox = [
    ...named,
    'API_KEY',
    'HELEKET_PAYOUT_KEY',
    'TELEGRAM_TOKEN',
    'ISTAR_API_KEY',
    'ISTAR_WEBHOOK_SECRET',
    'MYSTARS_API_KEY',
    'MYSTARS_WEBHOOK_SECRET',
    'TON_WALLET_MNEMONIC',
  ] as const;
  const known = ofTheSandbox.flatMap((name) =>
    values[name]?.reveal() === published[name] && published[name] !== undefined
      ? [`${name} is wrong: it is the secret of the sandbox, which everybody can read`]
      : [],
  );
  return [...own, ...known];
}

function keys(values: Partial<Values>, published: Readonly<Record<string, string>>): string[] {
  const ring = values.ENCRYPTION_KEYS?.reveal().split(',') ?? [];
  const bodies = ring.map((entry) => entry.slice(entry.indexOf(':') + 1));
  return ring.flatMap((entry, index) => {
    const body = bodies[index] ?? '';
    const isTwice =
      bodies.indexOf(body) !== index || ring.findIndex((other) => idOf(other) === idOf(entry)) !== index;
    const isPublished = published['ENCRYPTION_KEYS']?.endsWith(`:${body}`) === true;
    const why = isPublished
      ? 'is the key of the sandbox'
      : isTwice
        ? 'is in the list twice'
        : weakKey(Buffer.from(body, 'base64'));
    if (why === undefined) return [];
    return [
      `ENCRYPTION_KEYS is wrong: the key ${idOf(entry)} ${why}; make one with: openssl rand -base64 32`,
    ];
  });
}

function idOf(entry: string): string {
  return entry.slice(0, entry.indexOf(':'));
}

function passwords(values: Partial<Values>): string[] {
  const addresses = ['DATABASE_URL', 'DATABASE_MIGRATION_URL', 'REDIS_URL'] as const;
  const found = addresses.filter((name) => {
    const text = values[name]?.reveal() ?? '';
    if (!URL.canParse(text)) return false;
    const { username, password } = new URL(text);
    return isKnownPassword(decoded(password), decoded(username));
  });
  const all = isKnownPassword(values.REDIS_PASSWORD?.reveal() ?? '') ? [...found, 'REDIS_PASSWORD'] : found;
  return all.map((name) => `${name} is wrong: its password is one that everybody tries first`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
