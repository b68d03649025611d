import { openUserAccounts } from '../ledger/index.ts';
import { AppError, storable } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { languageFor } from './language.ts';
import { USER_COLUMNS, type Language, type TelegramProfile, type User } from './types.ts';

/**
 * Reads a known user in one round trip, and writes only if something changed or a minute has passed. An upsert would
 * lock and log the row at every tap. A message to the bot also proves that the user has not blocked it.
 */
const TOUCH = `
WITH touched AS (
  UPDATE users SET username = $2, first_name = $3, last_name = $4,
    language = CASE WHEN language_chosen OR $5::text IS NULL THEN language ELSE $5 END,
    bot_blocked_at = NULL, seen_at = now()
  WHERE telegram_id = $1 AND (
    seen_at < now() - interval '1 minute' OR bot_blocked_at IS NOT NULL
    OR (username, first_name, last_name) IS DISTINCT FROM ($2::text, $3::text, $4::text)
    OR (NOT language_chosen AND language <> $5))
  RETURNING ${USER_COLUMNS})
SELECT * FROM touched
UNION ALL
SELECT ${USER_COLUMNS} FROM users WHERE telegram_id = $1 AND NOT EXISTS (SELECT FROM touched)`;

/**
 * Returns the user of a Telegram profile. The first time, creates the user with ledger accounts. Called at each update;
 * safe to run at the same time for one person.
 */
export async function ensureUser(context: Context, profile: TelegramProfile): Promise<User> {
  const names = namesOf(profile);
  const known = await context.db.one<User>(TOUCH, [profile.telegramId, ...names, toldLanguage(profile)]);
  return known ?? context.db.tx((tx) => create(tx, context.config.PAYMENT_ASSET, profile, names));
}

async function create(
  tx: Tx,
  asset: string,
  profile: TelegramProfile,
  names: readonly (string | null)[],
): Promise<User> {
  const { rows } = await tx.query<User>(
    `INSERT INTO users (telegram_id, username, first_name, last_name, language) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (telegram_id) DO UPDATE SET seen_at = now() RETURNING ${USER_COLUMNS}`,
    [profile.telegramId, ...names, languageFor(profile.languageCode)],
  );
  const user = rows[0];
  if (!user) throw new AppError('INTERNAL', {}, { message: 'an upsert of a user gave no row' });
  await openUserAccounts(tx, user.id, asset);
  return user;
}

/** Username, first and last name, as the table keeps them. */
export function namesOf({ username, firstName, lastName }: TelegramProfile): (string | null)[] {
  return [username, firstName, lastName].map(cleanName);
}

/** The language of the person's Telegram; null if Telegram does not say. */
export function toldLanguage({ languageCode }: TelegramProfile): Language | null {
  return languageCode === undefined ? null : languageFor(languageCode);
}

/** An empty name counts as no name. */
function cleanName(name: string | undefined): string | null {
  return name === undefined ? null : storable(name).slice(0, 256) || null;
}
