import { BACKUP_COMMANDS } from './cli/backupCommands.ts';
import type { Command } from './cli/command.ts';
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
import {
  checkSupplierCommand,
  DELIVERY_RESOLVE_USAGE,
  DELIVERY_SHOW_USAGE,
  resolveDeliveryCommand,
  showDeliveryCommand,
  SUPPLIER_CHECK_USAGE,
} from './cli/delivery.ts';
import { exportLedgerCommand, verifyLedgerCommand } from './cli/ledger.ts';
import { fraudRulesCommand, fraudTryCommand } from './cli/fraud.ts';
import { rotateKeysCommand } from './cli/keys.ts';
import { fundCommand, TREASURY_FUND_USAGE } from './cli/treasury.ts';
import { reconcileCommand, reportCommand } from './cli/reconcile.ts';
import { resolvePaymentCommand, TON_RESOLVE_USAGE } from './cli/ton.ts';
import { RETENTION_USAGE, retentionCommand } from './cli/retention.ts';
import { deleteWebhookCommand, setWebhookCommand, webhookInfoCommand } from './cli/webhook.ts';
import { asOperator, withApp } from './cli/withApp.ts';
import { checkConnectionsCommand, doctorCommand } from './cli/doctor.ts';
import { SETUP_USAGE, setupCommand } from './cli/setup/index.ts';
import { migrateCommand, migrationStatusCommand, newMigrationCommand } from './cli/migrate.ts';
import { serveCommand } from './cli/server.ts';

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  serve: {
    usage: 'serve',
    about: 'Starts the roles in ROLES and runs until SIGTERM or Ctrl-C.',
    run: serveCommand,
  },
  'migrate up': {
    usage: 'migrate up',
    about: 'Applies every pending migration.',
    run: () => migrateCommand((migrator) => migrator.up()),
  },
  'migrate down': {
    usage: 'migrate down [n]',
    about: 'Undoes the last n migrations (default: 1).',
    run: ([n = '1']) => migrateCommand((migrator) => migrator.down(Number(n))),
  },
  'migrate to': {
    usage: 'migrate to <version>',
    about: 'Migrates up or down to a version such as 0003.',
    run: ([version = '']) => migrateCommand((migrator) => migrator.to(version)),
  },
  'migrate status': {
    usage: 'migrate status',
    about: 'Lists every migration and when it was applied.',
    run: migrationStatusCommand,
  },
  'migrate new': {
    usage: 'migrate new <name>',
    about: 'Writes an empty up and down file with the next number.',
    run: newMigrationCommand,
  },
  'check-connections': {
    usage: 'check-connections',
    about: 'Checks that PostgreSQL, Redis, Telegram and the payment provider answer.',
    run: () => withApp(checkConnectionsCommand),
  },
  setup: {
    usage: SETUP_USAGE,
    about: 'Asks for what a shop needs, checks the answers, writes .env and makes the first administrator.',
    run: setupCommand,
  },
  doctor: {
    usage: 'doctor',
    about: 'Checks the whole installation and says what to do. Exit code 1: something does not work.',
    run: () => withApp(doctorCommand),
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
  'delivery show': {
    usage: DELIVERY_SHOW_USAGE,
    about: 'Shows a delivery of stars: its states and the answers of the supplier.',
    run: (args) => withApp((app) => showDeliveryCommand(app, args)),
  },
  'delivery resolve': {
    usage: DELIVERY_RESOLVE_USAGE,
    about: 'Ends an uncertain delivery as a member of staff. The remark is the evidence.',
    run: (args) => withApp((app) => resolveDeliveryCommand(app, args)),
  },
  'supplier check': {
    usage: SUPPLIER_CHECK_USAGE,
    about: 'Asks suppliers of stars for prices and our balance. Buys nothing.',
    run: (args) => withApp((app) => checkSupplierCommand(app, args)),
  },
  'ton resolve': {
    usage: TON_RESOLVE_USAGE,
    about: 'Lists stuck payments of our TON wallet, or ends one as not paid or paid, as a member of staff.',
    run: (args) => withApp((app) => resolvePaymentCommand(app, args)),
  },
  'treasury fund': {
    usage: TREASURY_FUND_USAGE,
    about: 'Books money that was moved by hand between the owner, Heleket, our wallet and a supplier.',
    run: (args) => withApp((app) => fundCommand(app, args)),
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
  retention: {
    usage: RETENTION_USAGE,
    about: 'Shows how long each table is kept and what would go now. --run removes it.',
    run: (args) => withApp((app) => retentionCommand(app, args)),
  },
  ...BACKUP_COMMANDS,
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
