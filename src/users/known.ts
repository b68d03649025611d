import { createHash } from 'node:crypto';
import { z } from 'zod';
import { MINUTE_MS } from '../lib/index.ts';
import { forget, keep, lookUp, type Context, type Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import { ensureUser, namesOf, toldLanguage } from './ensure.ts';
import { LANGUAGES, type KnownUser, type TelegramProfile } from './types.ts';

/** A user as Redis has it. Another shape, of an older or newer version, counts as absent. */
const KEPT = z.object({
  id: z.string().transform(BigInt),
  telegramId: z.string().transform(BigInt),
  username: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  language: z.enum(LANGUAGES),
  languageChosen: z.boolean(),
  notifications: z.boolean(),
  createdAt: z.string().transform((text) => new Date(text)),
});

/**
 * The user of a Telegram profile, from Redis if it is there and nothing in the profile differs. Called at each update.
 * Otherwise {@link ensureUser} reads or creates it. A minute after it was read, the user is read again beside the work: that
 * writes the time of the visit and heals what was not forgotten. It has no status, because a block must never be old.
 */
export async function knownUser(context: Context, profile: TelegramProfile): Promise<KnownUser> {
  const name = nameOf(profile.telegramId);
  const found = await lookUp(context, name);
  const kept = found?.kept && read(found.kept.value);
  const readAgain = async (): Promise<KnownUser> => {
    const user = await ensureUser(context, profile);
    if (found)
      await keep(context, name, {
        value: written(user),
        turn: found.turn,
        seconds: context.config.USER_CACHE_TTL,
      });
    return user;
  };
  if (!kept || !fits(kept, profile)) return readAgain();
  if (found.kept.ageMs > MINUTE_MS)
    readAgain().catch((error: unknown) =>
      context.log.debug({ err: error }, 'a user could not be read again; the next update tries it'),
    );
  return kept;
}

/**
 * Changes a user in one transaction, and drops it from the cache after the commit: at once here, and by a job if this
 * process or Redis is away then. Not needed for the status, which is never cached.
 */
export async function changeUser<T>(
  context: Context,
  userId: bigint,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let name: string | undefined;
  const result = await context.db.tx(async (tx) => {
    const { rows } = await tx.query<{ telegramId: bigint | null }>(
      'SELECT telegram_id AS "telegramId" FROM users WHERE id = $1',
      [userId],
    );
    const telegramId = rows[0]?.telegramId ?? null;
    name = telegramId === null ? undefined : nameOf(telegramId);
    if (name !== undefined) await enqueue(tx, 'user.forget', { name });
    return work(tx);
  });
  // If this fails, the job does it.
  if (name !== undefined) await forget(context, name).catch(() => undefined);
  return result;
}

/** The job of {@link changeUser}. */
export function forgetUser(context: Context, name: string): Promise<void> {
  return forget(context, name);
}

/** No id of a person is in the names of keys and in the payloads of jobs. */
function nameOf(telegramId: bigint): string {
  return `user:${createHash('sha256').update(`telegram ${telegramId}`).digest('hex').slice(0, 32)}`;
}

function read(value: string): KnownUser | undefined {
  try {
    return KEPT.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function written(user: KnownUser): string {
  const { username, firstName, lastName, language, languageChosen, notifications, createdAt } = user;
  const ids = { id: String(user.id), telegramId: String(user.telegramId) };
  return JSON.stringify({
    ...ids,
    username,
    firstName,
    lastName,
    language,
    languageChosen,
    notifications,
    createdAt,
  });
}

/** Whether `ensureUser` would find nothing to write, except the time. */
function fits(user: KnownUser, profile: TelegramProfile): boolean {
  const [username, firstName, lastName] = namesOf(profile);
  const told = toldLanguage(profile);
  return (
    user.username === username &&
    user.firstName === firstName &&
    user.lastName === lastName &&
    (user.languageChosen || told === null || user.language === told)
  );
}
