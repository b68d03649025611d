import { AppError, DAY_SECONDS, toAppError } from '../lib/index.ts';
import {
  beginSend,
  endSend,
  findNotification,
  NOTIFICATIONS,
  oldestWaiting,
  readNotification,
  recordDelivery,
  recordTry,
  type Outcome,
  type StoredNotification,
} from '../notifications/index.ts';
import { findTopic, followAnswers } from '../support/index.ts';
import { findUser, markBotBlocked, type User } from '../users/index.ts';
import type { App } from '../app.ts';
import type { Guard, TelegramClient } from './client.ts';
import { endLastWord } from './lastWord.ts';
import { render, type Message } from './news/index.ts';
import { retryAfter } from './retry.ts';
import type { Sender, Shown } from './send.ts';
import { isOutage, isTelegramAway } from './telegramErrors.ts';
import type { UserQueue } from './userQueue.ts';

export interface Teller {
  readonly app: App;
  readonly sender: Sender;
  readonly client: Pick<TelegramClient, 'judge'>;
  readonly queue: UserQueue;
}

/** The wait while a turn of the person runs. */
const BUSY_S = 1;
/**
 * Most tries after an error that is not Telegram's. A message that cannot be sent must not hold up the rest for ever.
 */
const MOST_TRIES = 8;

/**
 * Sends one row of `notifications` and writes down the result. Earlier rows of the same user go first. A row that is
 * given up holds up nothing. Safe to repeat: a sent row is not sent again. Errors: with `retryAfter`, while a later try
 * can succeed.
 */
export async function sendNotification(teller: Teller, notificationId: string): Promise<void> {
  const { app, queue } = teller;
  for (;;) {
    const wanted = await findNotification(app, notificationId);
    if (wanted?.state !== 'queued') return;
    const user = await findUser(app, wanted.userId);
    if (!user || user.telegramId === null) return record(app, { notificationId, state: 'muted' });
    const isFree = await queue.runSoon(user.telegramId.toString(), async () => {
      const oldest = await oldestWaiting(app, user.id);
      if (oldest) await conclude(teller, oldest, user);
    });
    if (!isFree)
      throw new AppError(
        'TELEGRAM_UNAVAILABLE',
        { retryAfter: BUSY_S },
        { message: 'the person is being answered' },
      );
  }
}

/** Handles one row to its end. Errors: with `retryAfter` while it stays queued. */
async function conclude(
  { app, sender, client }: Teller,
  stored: StoredNotification,
  user: User,
): Promise<void> {
  const { id: notificationId, kind, tries } = stored;
  try {
    await send({ app, sender }, stored, user);
  } catch (thrown) {
    const error = toAppError(thrown);
    const canPass = isTelegramAway(thrown) || (isTrouble(error) && tries < MOST_TRIES);
    if (canPass) {
      const data = { retryAfter: retryAfter(stored.createdAt), ...error.data };
      const nextAt = new Date(app.clock.now().getTime() + data.retryAfter * 1000);
      const tried = { notificationId, error: error.message, nextAt, owed: await client.judge(thrown) };
      // A message that a chat could not get for this long no longer holds up the others of its person.
      const isOver = await recordTry(app, tried, followAnswers(app)).catch(() => false);
      if (!isOver) throw new AppError(error.code, data, { message: error.message, cause: error });
    }
    // Another try would end the same way. So staff see it, and it is not tried again.
    await record(app, { notificationId, state: 'failed', error: error.message });
    app.log.error({ err: error, notificationId, kind }, 'a notification cannot be sent');
  }
}

function record(app: App, outcome: Outcome): Promise<void> {
  return recordDelivery(app, outcome, followAnswers(app));
}

/** Not an error that would be the same next time. */
function isTrouble(error: AppError): boolean {
  return error.kind === 'unavailable' || error.kind === 'conflict' || isUnknown(error);
}

/** An unexpected error. A refusal of Telegram is not one. */
function isUnknown(error: AppError): boolean {
  return error.kind === 'bug' && !(error.cause instanceof Error && error.cause.name === 'TelegramRefusal');
}

async function send(
  { app, sender }: Pick<Teller, 'app' | 'sender'>,
  stored: StoredNotification,
  user: User,
): Promise<void> {
  const notification = readNotification(stored);
  const { id: notificationId, kind, subjectId } = notification;
  const before = await findTold(app, notificationId);
  if (before !== undefined) return record(app, { notificationId, state: 'sent', telegramMessageId: before });
  const [message, threadId] = await Promise.all([
    render(app, notification, user),
    findTopic(app, { userId: user.id, subjectId }),
  ]);
  if (!message) return record(app, { notificationId, state: 'muted' });
  const place = { chatId: Number(user.telegramId), threadId };
  const guard: Guard = {
    begin: (isRepeat) => beginSend(app, notification, isRepeat),
    end: (how) => endSend(app, notificationId, how).catch(() => undefined),
  };
  const isBlocked = await amend(sender, place.chatId, message);
  if (isBlocked) {
    await markBotBlocked(app, user.id, true);
    return record(app, { notificationId, state: 'blocked' });
  }
  if (NOTIFICATIONS[kind].mutable && !user.notifications)
    return record(app, { notificationId, state: 'muted' });
  if (!message.screen) return record(app, { notificationId, state: 'sent' });
  const shown = await sender.show({ ...place, guard }, message.screen);
  if (shown.outcome === 'shown') await noteTold(app, notificationId, shown.messageId);
  if (shown.outcome === 'blocked') await markBotBlocked(app, user.id, true);
  await record(app, { notificationId, ...endingOf(shown) });
  if (shown.outcome === 'shown') await afterwards(app, { message, user, messageId: shown.messageId });
}

/** Brings the payment screen up to date. True: the person has blocked the bot. Edits may fail while news still pass. */
async function amend(sender: Sender, chatId: number, { amend: change, screen }: Message): Promise<boolean> {
  if (!change) return false;
  try {
    return (await sender.amend(chatId, change.messageId, change.screen)).outcome === 'blocked';
  } catch (error) {
    if (screen && isOutage(error)) return false;
    throw error;
  }
}

/** The message was sent, but PostgreSQL went away before that was written down. Redis remembers it for the next try. */
const REMEMBER_SECONDS = DAY_SECONDS;
const toldKey = ({ config }: App, id: string): string => `${config.REDIS_PREFIX}:told:${id}`;

async function noteTold(app: App, id: string, messageId: number): Promise<void> {
  await app.redis.set(toldKey(app, id), messageId, 'EX', REMEMBER_SECONDS).catch(() => undefined);
}

async function findTold(app: App, id: string): Promise<bigint | undefined> {
  const messageId = await app.redis.get(toldKey(app, id)).catch(() => null);
  return messageId === null ? undefined : BigInt(messageId);
}

function endingOf(shown: Shown): Omit<Outcome, 'notificationId'> {
  switch (shown.outcome) {
    case 'blocked':
      return { state: 'blocked' };
    case 'unknown':
      return { state: 'failed', error: 'Telegram did not answer: it may have arrived' };
    case 'shown':
      return { state: 'sent', telegramMessageId: BigInt(shown.messageId) };
  }
}

/** The message was sent. No failure from here on may cause a second send. */
async function afterwards(
  app: App,
  { message, user, messageId }: { message: Message; user: User; messageId: number },
): Promise<void> {
  // The message before this one is no longer the last word.
  await endLastWord(app, user.id);
  await message
    .onShown?.(messageId)
    .catch((error: unknown) =>
      app.log.warn({ err: error }, 'the bot could not save where its message is shown'),
    );
}
