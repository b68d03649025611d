import { createHash } from 'node:crypto';
import packageFile from '../../package.json' with { type: 'json' };
import { isStorable, Secret, TON, USDT, type Asset } from '../lib/index.ts';
import { unsafeInProduction } from './production.ts';
import { withSecretFiles } from './secretFiles.ts';
import { normaliseDatabaseUrl } from './variables/databaseUrl.ts';
import { VARIABLES, type Values, type Variable } from './variables/index.ts';

/** Every variable of {@link VARIABLES}, parsed, and values computed from them. Frozen. */
export type Config = Readonly<Values> & {
  /** True if the imitations of the services run in this process. */
  readonly sandbox: boolean;
  readonly botMode: 'webhook' | 'polling';
  /** The address where providers reach the public port, without a slash at the end. */
  readonly publicUrl: string;
  readonly adminOrigin: string;
  /** The version of the product that runs. */
  readonly version: string;
};

/** Reports all problems of a configuration at once. `problems` has one line for each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((line) => `- ${line}`).join('\n')}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The file where a running `npm start` writes the addresses of its private PostgreSQL and Redis, so that CLI commands find them. */
export const SERVICES_FILE = '.data/services.env';

/** Reads the process environment and these files of the working directory. The environment wins, then the earlier file. */
export function readEnvironment(files: readonly string[] = ['.env', SERVICES_FILE]): Environment {
  for (const file of files) {
    try {
      process.loadEnvFile(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return process.env;
}

/** The environment without our own variables: for programs of the operator, which need none of our secrets. */
export function foreignEnvironment(): Environment {
  const isOurs = (name: string): boolean => Object.hasOwn(VARIABLES, name.replace(/_FILE$/, ''));
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)));
}

/**
 * Turns an environment into a typed configuration. A secret may be in a file ({@link withSecretFiles}). An empty variable
 * has a meaning only if the table says so ({@link Variable.empty}); otherwise it counts as absent.
 * Errors: {@link ConfigError} with every problem, not only the first.
 */
export function loadConfig(written: Environment): Config {
  const { environment, problems } = withSecretFiles(written);
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const production = given('ENVIRONMENT') === 'production';
  const wanted = given('SANDBOX') ?? 'auto';
  const sandbox =
    wanted === 'on' || (wanted === 'auto' && !production && !given('TELEGRAM_TOKEN') && !given('API_KEY'));
  const filled = sandbox
    ? sandboxDefaults(
        given('SANDBOX_PORT') ?? VARIABLES.SANDBOX_PORT.default,
        given('WEBHOOK_PORT') ?? '8001',
      )
    : {};

  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    const own = given(name);
    // A copy of .env.example contains every default. Still the sandbox must not call the real services.
    const usual = filled[name] ?? variable.default;
    const isEmpty = environment[name]?.trim() === '' && variable.empty === true;
    const raw = isEmpty ? '' : own === undefined || own === variable.default ? usual : own;
    if (raw === undefined) {
      problems.push(`${name} is missing: ${variable.about}`);
      continue;
    }
    if (!isStorable(raw)) {
      problems.push(`${name} is wrong: it has a character that cannot be stored`);
      continue;
    }
    const result = variable.schema.safeParse(raw);
    if (!result.success) {
      const shown = variable.secret ? '' : ` (given: ${raw})`;
      problems.push(`${name} is wrong: ${result.error.issues[0]?.message ?? 'not accepted'}${shown}`);
      continue;
    }
    values[name] = variable.secret ? new Secret(String(result.data)) : result.data;
  }
  problems.push(...contradictions(values, { production, sandbox }));
  if (problems.length > 0) throw new ConfigError(problems);

  const config = values as Values;
  // Money leaves through workers only. The imitations know their own keys.
  const ofWorkers = (secret: Secret): Secret =>
    config.ROLES.includes('worker') || sandbox ? secret : new Secret('');
  return Object.freeze({
    ...config,
    HELEKET_PAYOUT_KEY: ofWorkers(config.HELEKET_PAYOUT_KEY),
    TON_WALLET_MNEMONIC: ofWorkers(config.TON_WALLET_MNEMONIC),
    DATABASE_URL: new Secret(normaliseDatabaseUrl(config.DATABASE_URL.reveal())),
    DATABASE_MIGRATION_URL: new Secret(
      normaliseDatabaseUrl(config.DATABASE_MIGRATION_URL.reveal() || config.DATABASE_URL.reveal()),
    ),
    PAYMENT_ASSET_LABEL: config.PAYMENT_ASSET_LABEL || config.PAYMENT_ASSET,
    sandbox,
    botMode: config.BOT_MODE === 'auto' ? (production ? 'webhook' : 'polling') : config.BOT_MODE,
    publicUrl: (config.PUBLIC_URL || `https://${config.WEBHOOK_HOST}`).replace(/\/+$/, ''),
    version: config.APP_VERSION || packageFile.version,
    adminOrigin: config.ADMIN_ORIGIN || `http://localhost:${config.ADMIN_PORT}`,
  });
}

function contradictions(values: Partial<Config>, mode: { production: boolean; sandbox: boolean }): string[] {
  const problems: string[] = [];
  if (mode.production && mode.sandbox)
    problems.push(
      'SANDBOX is wrong: the sandbox never starts in production; set SANDBOX=off and give real keys',
    );
  if (mode.production) problems.push(...unsafeInProduction(values, sandboxDefaults('', '')));
  if (values.ALERT_WEBHOOK_URL && values.ALERT_WEBHOOK_SECRET?.reveal() === '')
    problems.push('ALERT_WEBHOOK_SECRET is missing: ALERT_WEBHOOK_URL needs it to sign');
  const pairs = [
    ['MIN_BALANCE_PURCHASE_AMOUNT', 'MAX_BALANCE_PURCHASE_AMOUNT'],
    ['MIN_TOPUP_AMOUNT', 'MAX_TOPUP_AMOUNT'],
  ] as const;
  for (const [low, high] of pairs) {
    if ((values[low] ?? 0) > (values[high] ?? Infinity))
      problems.push(`${low} is wrong: it is above ${high}`);
  }
  const ports = (['WEBHOOK_PORT', 'ADMIN_PORT', 'SANDBOX_PORT'] as const).slice(0, mode.sandbox ? 3 : 2);
  for (const [index, name] of ports.entries()) {
    const twin = ports.slice(0, index).find((other) => values[other] === values[name]);
    // Port 0 means any free port.
    if (twin && values[name]) problems.push(`${name} is wrong: it is the same as ${twin}`);
  }
  return [...problems, ...unknownCoins(values), ...impossibleBackups(values)];
}

/** A coin that pays for stars must be known to the ledger, else its payments cannot be booked. */
function unknownCoins(values: Partial<Config>): string[] {
  const { DELIVERY, DELIVERY_SUPPLIER, ISTAR_WALLET, LEDGER_ASSETS = [], PAYMENT_ASSET } = values;
  const needs: [name: string, coin: Asset][] = [];
  if (ISTAR_WALLET === 'USDT') needs.push(['ISTAR_WALLET', USDT]);
  if (DELIVERY === 'supplier' && DELIVERY_SUPPLIER === 'mystars') needs.push(['DELIVERY_SUPPLIER', TON]);
  if (DELIVERY === 'supplier' && DELIVERY_SUPPLIER === 'istar' && ISTAR_WALLET === 'TON')
    needs.push(['ISTAR_WALLET', TON]);
  return needs.flatMap(([name, { code, exponent }]) => {
    const isKnown = LEDGER_ASSETS.some((asset) => asset.code === code && asset.exponent === exponent);
    if (isKnown || PAYMENT_ASSET === code) return [];
    return `${name} is wrong: it pays in ${code}; add ${code}:${exponent} to LEDGER_ASSETS`;
  });
}

function impossibleBackups(values: Partial<Config>): string[] {
  const { BACKUP_SCHEDULE, BACKUP_RECIPIENTS, BACKUP_DRILL_SCHEDULE, BACKUP_DRILL_IDENTITY } = values;
  const problems: string[] = [];
  if (BACKUP_SCHEDULE && BACKUP_RECIPIENTS?.length === 0)
    problems.push(
      'BACKUP_SCHEDULE is wrong: backups need a public key in BACKUP_RECIPIENTS; `backup keygen` makes one',
    );
  if (BACKUP_DRILL_SCHEDULE && BACKUP_DRILL_IDENTITY === '')
    problems.push(
      'BACKUP_DRILL_SCHEDULE is wrong: a drill needs a private key; name its file in BACKUP_DRILL_IDENTITY',
    );
  return problems;
}

/** Values that let a newcomer try the product without an account. They are not secrets: they protect nothing real. */
function sandboxDefaults(sandboxPort: string, publicPort: string): Record<string, string> {
  const fixed = (name: string): Buffer => createHash('sha256').update(`starboard sandbox ${name}`).digest();
  return {
    TELEGRAM_TOKEN: '100000001:sandbox-token-of-the-imitation',
    TELEGRAM_API_ROOT: `http://127.0.0.1:${sandboxPort}/telegram`,
    WEBHOOK_HOST: `127.0.0.1:${publicPort}`,
    WEBHOOK_LISTEN: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${publicPort}`,
    WEBHOOK_SECRET: fixed('webhook').toString('hex'),
    MERCHANT_UUID: '00000000-0000-4000-8000-000000000001',
    API_KEY: 'sandbox-payment-key',
    HELEKET_PAYOUT_KEY: 'sandbox-payout-key',
    HELEKET_API_URL: `http://127.0.0.1:${sandboxPort}/heleket`,
    ISTAR_API_URL: `http://127.0.0.1:${sandboxPort}/istar`,
    ISTAR_API_KEY: 'sandbox-istar-key',
    ISTAR_WEBHOOK_SECRET: 'sandbox-istar-webhook-secret',
    MYSTARS_API_URL: `http://127.0.0.1:${sandboxPort}/mystars`,
    MYSTARS_API_KEY: 'sandbox-mystars-key',
    MYSTARS_WEBHOOK_SECRET: 'sandbox-mystars-webhook-secret',
    TON_API_URL: `http://127.0.0.1:${sandboxPort}/ton/jsonRPC`,
    TON_WALLET_MNEMONIC:
      'energy explain double glare inner boy couch ankle jar define home safe live please differ season settle undo frog survey tunnel page artefact dust',
    PROVIDER_WEBHOOK_IPS: '127.0.0.1,::1,::ffff:127.0.0.1',
    SESSION_SECRET: fixed('session').toString('hex'),
    ENCRYPTION_KEYS: `sandbox:${fixed('encryption').toString('base64')}`,
  };
}
