import { spec } from './spec.ts';

/** System. */
export const SYSTEM_ERRORS = {
  TELEGRAM_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'Telegram does not take the message.',
    'It is tried again.',
  ),
  DATABASE_UNAVAILABLE: spec('unavailable', 'system', 'PostgreSQL does not answer.', 'Check the database.'),
  DATABASE_SETTINGS: spec(
    'invalid',
    'system',
    'PostgreSQL does not give the wanted role or time-out.',
    'Grant the role to the log-in, or leave DATABASE_ROLE, DATABASE_PANEL_ROLE and DATABASE_CONTENT_ROLE empty where the log-in has its rights already.',
  ),
  ASSET_CHANGED: spec(
    'refused',
    'system',
    'PAYMENT_ASSET names another coin than the one in which this shop has prices, orders or balances.',
    'Set PAYMENT_ASSET back, or begin with an empty database.',
  ),
  REDIS_UNAVAILABLE: spec('unavailable', 'system', 'Redis does not answer.', 'Check Redis.'),
  CONFIG_INVALID: spec(
    'invalid',
    'system',
    'Variables are missing or wrong.',
    'Correct every listed variable.',
  ),
  PORT_BUSY: spec(
    'invalid',
    'system',
    'A port is already in use.',
    'Stop the other program or change the port.',
  ),
  BACKUP_RECIPIENT: spec(
    'invalid',
    'system',
    'No key is named that backups are encrypted for, or it is none.',
    'Make a pair with `backup keygen`, keep the private key elsewhere, put the public one into BACKUP_RECIPIENTS.',
  ),
  BACKUP_UNREADABLE: spec(
    'invalid',
    'system',
    'A backup cannot be opened: another key, a file that is cut or changed, or none at all.',
    'Use the private key that belongs to it, or an older file.',
  ),
  BACKUP_TARGET_USED: spec(
    'refused',
    'system',
    'The database that a backup would be put into holds users, staff or postings, or a newer schema.',
    'Create an empty database and name it in DATABASE_URL.',
  ),
  JOB_LOST: spec(
    'unavailable',
    'system',
    'The job that was to carry something out was given up or lost; it gets another by itself.',
    'Look at the log and at the queues; tell whoever runs the product when it comes again.',
  ),
  INTERNAL: spec('bug', 'system', 'Anything unexpected.', 'Report the reference.'),
} as const;
