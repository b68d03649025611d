import { spec } from './spec.ts';

/** System. */
export const SYSTEM_ERRORS = {
  TELEGRAM_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'Telegram does not accept the message now.',
    'Wait: the bot tries again by itself.',
  ),
  DATABASE_UNAVAILABLE: spec('unavailable', 'system', 'PostgreSQL does not answer.', 'Check the database.'),
  DATABASE_SETTINGS: spec(
    'invalid',
    'system',
    'PostgreSQL does not let us set the role or the time-out that we need.',
    'Grant the role to the database user. If that user already has the rights, leave DATABASE_ROLE, DATABASE_PANEL_ROLE and DATABASE_CONTENT_ROLE empty.',
  ),
  ASSET_CHANGED: spec(
    'refused',
    'system',
    'PAYMENT_ASSET names a new coin, but this shop already has prices, orders or balances in another coin.',
    'Set PAYMENT_ASSET back to the old coin, or start with an empty database.',
  ),
  REDIS_UNAVAILABLE: spec('unavailable', 'system', 'Redis does not answer.', 'Check Redis.'),
  CONFIG_INVALID: spec(
    'invalid',
    'system',
    'Some environment variables are missing or wrong.',
    'Correct every listed variable.',
  ),
  PORT_BUSY: spec(
    'invalid',
    'system',
    'Another program already uses the port.',
    'Stop the other program, or change the port.',
  ),
  BACKUP_RECIPIENT: spec(
    'invalid',
    'system',
    'BACKUP_RECIPIENTS is empty, or it has something that is not a public key.',
    'Make a key pair with `backup keygen`. Put the public key into BACKUP_RECIPIENTS and keep the private key on another machine.',
  ),
  BACKUP_UNREADABLE: spec(
    'invalid',
    'system',
    'The backup cannot be opened: the key is wrong, the file is cut off or changed, or it is not a backup.',
    'Use the private key that belongs to this backup, or an older backup.',
  ),
  BACKUP_TARGET_USED: spec(
    'refused',
    'system',
    'The target database of the restore already has users, staff or postings, or a newer schema.',
    'Create an empty database and put its address into DATABASE_URL.',
  ),
  BACKUP_RUNNING: spec(
    'refused',
    'system',
    'Another process is doing the same: a backup, or a trial restore.',
    'Wait until it has ended. If its process was killed, try again at once.',
  ),
  BACKUP_COPY_FAILED: spec(
    'unavailable',
    'system',
    'The command in BACKUP_AFTER_COMMAND failed. The backup itself is complete.',
    'Read what the command said, and mend it. It is tried again every 15 minutes.',
  ),
  BACKUP_DRILL_DATABASE: spec(
    'invalid',
    'system',
    'The scratch database of a trial restore cannot be made or is not ours.',
    'Let the owner of the tables make databases (ALTER ROLE … CREATEDB), or rename the database that has this name.',
  ),
  BACKUP_DRILL_LEDGER: spec(
    'refused',
    'system',
    'The ledger in a backup is broken.',
    'Run `ledger verify` on the running database at once, and keep all older backups.',
  ),
  JOB_LOST: spec(
    'unavailable',
    'system',
    'A job was given up or lost before its work was done. The system makes a new job by itself.',
    'Look at the log and the queues. If it happens again, tell the people who run the product.',
  ),
  INTERNAL: spec('bug', 'system', 'Something unexpected happened.', 'Report it with the reference.'),
} as const;
