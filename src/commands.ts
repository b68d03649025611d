import { createApp, type App } from './app.ts';
import { backupCommand, backupKeygenCommand, restoreCommand } from './cli/backup.ts';
import { resetCircuitCommand, showCircuitsCommand } from './cli/circuit.ts';
import {
  APPROVALS_USAGE,
  approvalsCommand,
  SECOND_PERSON_USAGE,
  secondPersonCommand,
} from './cli/secondPerson.ts';
import {
  createStaffCommand,
  enableStaffCommand,
  resetStaffCommand,
  STAFF_CREATE_USAGE,
  STAFF_ENABLE_USAGE,
  STAFF_RESET_USAGE,
  STAFF_ROLE_USAGE,
  STAFF_UNLOCK_USAGE,
  staffRoleCommand,
  unlockStaffCommand,
} from './cli/staff.ts';
import { clearRateCommand, showRateCommand } from './cli/rateLimit.ts';
import { exportLedgerCommand, verifyLedgerCommand } from './cli/ledger.ts';
import { fraudRulesCommand, fraudTryCommand } from './cli/fraud.ts';
import { rotateKeysCommand } from './cli/keys.ts';
import { reconcileCommand, reportCommand } from './cli/reconcile.ts';
import { deleteWebhookCommand, setWebhookCommand, webhookInfoCommand } from './cli/webhook.ts';
import {
  createLogger,
  createMigrator,
  loadConfig,
  newMigration,
  readEnvironment,
  unreachable,
  type Migrator,
} from './platform/index.ts';
import { serve } from './serve.ts';

/** One command of the command line. `run` returns the exit code. */
export interface Command {
  usage: string;
  about: string;
  run(args: readonly string[]): Promise<number>;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  serve: {
    usage: 'serve',
    about: 'Starts the roles in ROLES and runs until SIGTERM or Ctrl-C.',
    run: runServer,
  },
  'migrate up': {
    usage: 'migrate up',
    about: 'Applies every pending migration.',
    run: () => migrate((migrator) => migrator.up()),
  },
  'migrate down': {
    usage: 'migrate down [n]',
    about: 'Undoes the last n migrations (default: 1).',
    run: ([n = '1']) => migrate((migrator) => migrator.down(Number(n))),
  },
  'migrate to': {
    usage: 'migrate to <version>',
    about: 'Migrates up or down to a version such as 0003.',
    run: ([version = '']) => migrate((migrator) => migrator.to(version)),
  },
  'migrate status': {
    usage: 'migrate status',
    about: 'Lists every migration and when it was applied.',
    run: migrationStatus,
  },
  'migrate new': {
    usage: 'migrate new <name>',
    about: 'Writes an empty up and down file with the next number.',
    run: createMigration,
  },
  'check-connections': {
    usage: 'check-connections',
    about: 'Checks that PostgreSQL, Redis and the payment provider answer.',
    run: () => withApp(checkConnections),
  },
  'rate-limit show': {
    usage: 'rate-limit show <user | tg:id>',
    about: 'Shows the rate-limit counters of one user.',
    run: (args) => withApp((app) => showRateCommand(app, args)),
  },
  'rate-limit clear': {
    usage: 'rate-limit clear <user | tg:id>',
    about: 'Clears the rate-limit counters of one user and so ends every block.',
    run: (args) => withApp((app) => clearRateCommand(app, args)),
  },
  'ledger verify': {
    usage: 'ledger verify [--closings <file>]',
    about: 'Checks the hash chain and every entry, and names the first broken row.',
    run: (args) => withApp((app) => verifyLedgerCommand(app, args)),
  },
  'ledger export': {
    usage: 'ledger export [--format csv|jsonl] [--from <time>] [--to <time>] [--out <file>]',
    about: 'Writes every transfer of a period as CSV or JSON lines.',
    run: (args) => withApp((app) => exportLedgerCommand(app, args)),
  },
  'fraud rules': {
    usage: 'fraud rules',
    about: 'Lists the fraud rules, their current versions and how often reviewers agreed.',
    run: () => withApp(fraudRulesCommand),
  },
  'fraud try': {
    usage: 'fraud try <rule> [--days 30]',
    about: 'Shows what a rule would have flagged in the last days. Changes nothing.',
    run: (args) => withApp((app) => fraudTryCommand(app, args)),
  },
  reconcile: {
    usage: 'reconcile [--from <time>] [--to <time>] [--statement <csv>] [--out <csv>]',
    about: "Compares a period with the provider's list or statement. Exit code 1: open breaks are left.",
    run: (args) => withApp((app) => reconcileCommand(app, args)),
  },
  'reconcile report': {
    usage: 'reconcile report [--day <date>]',
    about: 'Shows the report of a past day, or the newest report.',
    run: (args) => withApp((app) => reportCommand(app, args)),
  },
  'staff create': {
    usage: STAFF_CREATE_USAGE,
    about: 'Creates a back-office account and prints a one-time link to set its password.',
    run: (args) => asOperator((app) => createStaffCommand(app, args)),
  },
  'staff reset': {
    usage: STAFF_RESET_USAGE,
    about: 'Removes a password or a second factor and prints a one-time link to set a new one.',
    run: (args) => asOperator((app) => resetStaffCommand(app, args)),
  },
  'staff role': {
    usage: STAFF_ROLE_USAGE,
    about: 'Changes the role of an account.',
    run: (args) => asOperator((app) => staffRoleCommand(app, args)),
  },
  'staff enable': {
    usage: STAFF_ENABLE_USAGE,
    about: 'Enables a disabled account.',
    run: (args) => asOperator((app) => enableStaffCommand(app, args)),
  },
  approvals: {
    usage: APPROVALS_USAGE,
    about: 'Lists changes that wait for a second person, or approves or rejects one as the operator.',
    run: (args) => asOperator((app) => approvalsCommand(app, args)),
  },
  'second-person': {
    usage: SECOND_PERSON_USAGE,
    about:
      'Shows or changes which accounts count as different people: days that count, shared office networks.',
    run: (args) => asOperator((app) => secondPersonCommand(app, args)),
  },
  'staff unlock': {
    usage: STAFF_UNLOCK_USAGE,
    about: 'Lets a person log in again at once after too many failed log-ins.',
    run: (args) => withApp((app) => unlockStaffCommand(app, args)),
  },
  'circuit show': {
    usage: 'circuit show',
    about: 'Shows the state of the circuits to Heleket and Telegram.',
    run: () => withApp(showCircuitsCommand),
  },
  'circuit reset': {
    usage: 'circuit reset [heleket | telegram]',
    about: 'Closes one circuit, or all of them.',
    run: (args) => withApp((app) => resetCircuitCommand(app, args)),
  },
  backup: {
    usage: 'backup',
    about: 'Writes an encrypted backup of the whole database to BACKUP_DIR, and removes the oldest backups.',
    run: () => backupCommand(loadConfig(readEnvironment())),
  },
  'backup keygen': {
    usage: 'backup keygen <file>',
    about: 'Makes a key pair for backups: writes the private key to a file, prints the public key.',
    run: backupKeygenCommand,
  },
  restore: {
    usage: 'restore <backup> --identity <file>',
    about: 'Restores a backup into an empty database and checks the ledger.',
    run: (args) => restoreCommand(loadConfig(readEnvironment()), args),
  },
  'keys rotate': {
    usage: 'keys rotate',
    about: 'Encrypts every secret column again with the first key of ENCRYPTION_KEYS.',
    run: () => withApp(rotateKeysCommand),
  },
  'webhook set': {
    usage: 'webhook set',
    about: 'Tells Telegram to send updates to our public address.',
    run: () => withApp(setWebhookCommand),
  },
  'webhook delete': {
    usage: 'webhook delete',
    about: 'Deletes the webhook, so that polling can start.',
    run: () => withApp(deleteWebhookCommand),
  },
  'webhook info': {
    usage: 'webhook info',
    about: 'Shows what Telegram knows about the webhook.',
    run: () => withApp(webhookInfoCommand),
  },
};

/** Runs with the rights of the owner of the tables, for changes that the application itself must not make. */
function asOperator(work: (app: App) => Promise<number>): Promise<number> {
  const config = loadConfig(readEnvironment());
  return withApp(work, { ...config, DATABASE_URL: config.DATABASE_MIGRATION_URL, DATABASE_ROLE: '' });
}

async function withApp(
  work: (app: App) => Promise<number>,
  config = loadConfig(readEnvironment()),
): Promise<number> {
  const app = createApp(config, { log: createLogger({ ...config, LOG_LEVEL: 'error' }) });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

async function runServer(): Promise<number> {
  const running = await serve(loadConfig(readEnvironment()));
  const { log } = running.app;
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'unhandled rejection'));
  const why = await new Promise<string>((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    process.once('SIGINT', () => resolve('SIGINT'));
    process.once('uncaughtException', (error) => {
      log.fatal({ err: error }, 'uncaught exception');
      resolve('uncaughtException');
    });
  });
  log.info({ why }, 'stopping');
  const clean = await running.stop();
  log.info({ clean }, 'stopped');
  // A library may still wait for a missing Redis. That must not keep the process alive.
  setTimeout(() => process.exit(), 1000).unref();
  return clean && why !== 'uncaughtException' ? 0 : 1;
}

async function migrate(work: (migrator: Migrator) => Promise<string[]>): Promise<number> {
  const config = loadConfig(readEnvironment());
  const done = await work(
    createMigrator(config.DATABASE_MIGRATION_URL.reveal(), createLogger({ ...config, LOG_LEVEL: 'error' })),
  );
  print(done.length === 0 ? 'Nothing to do.' : done.join('\n'));
  return 0;
}

async function migrationStatus(): Promise<number> {
  const config = loadConfig(readEnvironment());
  const states = await createMigrator(config.DATABASE_MIGRATION_URL.reveal(), createLogger(config)).status();
  for (const { name, appliedAt } of states)
    print(`${name.padEnd(40)} ${appliedAt?.toISOString() ?? 'pending'}`);
  return 0;
}

async function createMigration([name = '']: readonly string[]): Promise<number> {
  for (const file of await newMigration(name)) print(file);
  return 0;
}

async function checkConnections(app: App): Promise<number> {
  const probes: [string, () => Promise<unknown>][] = [
    ['PostgreSQL', () => app.db.query('SELECT 1')],
    ['Redis', () => app.redis.ping()],
    ['Heleket', () => app.provider.services()],
  ];
  let failed = 0;
  for (const [name, probe] of probes) {
    const problem = await probe().then(
      () => undefined,
      (error: unknown) => {
        const told = unreachable(error) ?? error;
        return told instanceof Error ? told.message : String(told);
      },
    );
    if (problem !== undefined) failed++;
    print(`${name.padEnd(12)} ${problem === undefined ? 'answers' : `fails: ${problem}`}`);
  }
  return failed === 0 ? 0 : 1;
}
