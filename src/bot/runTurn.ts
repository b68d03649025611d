import { AppError, DAY_SECONDS, type ErrorCode, toAppError } from '../lib/index.ts';
import { checkRate } from '../limits/index.ts';
import { recordAttempt } from '../security/index.ts';
import { recordShownError, referenceOf } from '../support/index.ts';
import { ensureUser, languageFor, markBotBlocked, type User } from '../users/index.ts';
import { afterCut } from './afterCut.ts';
import { decodeAction, type Action } from './callbacks.ts';
import { readCommand } from './commands.ts';
import { deliver, isCommand, placeOf } from './deliver.ts';
import type { Arrival, Personal } from './arrival.ts';
import { followEdit, answerTyped, HANDLERS, isMeantForSupport } from './flows/index.ts';
import { errorScreen, outOfDateScreen, rateLimitScreen, type Screen } from './screens/index.ts';
import { placeFor } from './kept.ts';
import { endLastWord } from './lastWord.ts';
import { isTelegramAway } from './telegramErrors.ts';
import { runAction, type Reply, type Turn } from './turn.ts';
import { wordsFor } from './words.ts';

/** What the log line of an update says. */
export interface Outcome {
  userId?: string;
  /** The callback, the command, or the kind of the message. */
  act: string;
  /** `ok`, or the code of the error. */
  result: string;
  error?: AppError;
  /** The answer could not be delivered. It is owed: at once, or when the person lets the bot in again. */
  owed?: 'owed' | 'blocked';
  /** Why it is owed at once. */
  away?: unknown;
}

/** A button names only things of its own user. So another id was made up, or taken from another person. */
const FOREIGN: ReadonlySet<string> = new Set([
  'ORDER_UNKNOWN',
  'TICKET_UNKNOWN',
  'REFUND_UNKNOWN',
  'DELIVERY_UNKNOWN',
]);

/** If this note fails, the answer is sent all the same. */
async function noteForged({ app, correlationId }: Arrival, user: User): Promise<void> {
  await recordAttempt(app, { kind: 'callback_forged', userId: user.id, correlationId }).catch(
    (error: unknown) =>
      app.log.warn({ err: error, correlationId }, 'a forged callback could not be recorded'),
  );
}

/** Answers one update of one person, from the check of the person's rights to the screen. Never throws. */
export async function runTurn(arrival: Arrival): Promise<Outcome> {
  const { app, incoming, answer } = arrival;
  const action = incoming.kind === 'callback' ? decodeAction(incoming.data) : undefined;
  const outcome: Outcome = { act: nameOf(incoming, action), result: 'ok' };
  let user: User | undefined;
  try {
    user = await afterCut(() => ensureUser(app, incoming.profile));
    outcome.userId = user.id.toString();
    const { isAlbumRest } = await admit(arrival, user);
    const turn = turnOf(arrival, user);
    const reply = await afterCut(() => route(arrival, turn, { action, isAlbumRest }));
    if (reply && !(await deliver(arrival, turn.user, reply)) && !isCommand(incoming))
      outcome.owed = 'blocked';
    await answer?.finish(reply?.toast, reply?.alert);
  } catch (thrown) {
    const error = toAppError(thrown);
    outcome.result = error.code;
    outcome.error = error;
    if (isTelegramAway(error)) return { ...outcome, owed: 'owed', away: error };
    if (user && action && FOREIGN.has(error.code)) await noteForged(arrival, user);
    await explain(arrival, user, { error, action }).catch((again: unknown) => {
      app.log.warn({ err: again }, 'the user could not be told about an error');
      if (isTelegramAway(again)) Object.assign(outcome, { owed: 'owed', away: again });
    });
  }
  return outcome;
}

/**
 * Lets the update in or refuses it. For an album the first message decides for all. Edits do not count because they say
 * nothing new. Locations do not count because they move by themselves. Errors: RATE_LIMITED with `retryAfter`, `kind`,
 * and `tell`, which is 0 when the user was told a moment ago.
 */
async function admit(arrival: Arrival, user: User): Promise<{ isAlbumRest: boolean }> {
  const { app, incoming, correlationId, albums } = arrival;
  if (incoming.kind === 'edited_message') return { isAlbumRest: false };
  const mediaGroupId = incoming.kind === 'message' ? incoming.content.mediaGroupId : undefined;
  const place = await albums.place(incoming, mediaGroupId);
  if (place === 'rest') return { isAlbumRest: true };
  if (place === 'refused') throw new AppError('RATE_LIMITED', { retryAfter: 1, kind: 'message', tell: 0 });
  // An update that is handled again because its answer is owed was let in before.
  const admitted = `${app.config.REDIS_PREFIX}:admitted:${incoming.updateId}`;
  if ((await app.redis.exists(admitted).catch(() => 0)) === 1) return { isAlbumRest: false };
  const kind = await rateKindOf(arrival, user);
  const verdict = await checkRate(app, { userId: user.id, kind, correlationId });
  if (verdict.allowed) {
    await app.redis.set(admitted, '1', 'EX', DAY_SECONDS).catch(() => undefined);
    return { isAlbumRest: false };
  }
  if (mediaGroupId !== undefined) await albums.refuse(incoming.chatId, mediaGroupId);
  throw new AppError('RATE_LIMITED', {
    retryAfter: verdict.retryAfterSeconds,
    kind,
    tell: verdict.tell ? 1 : 0,
  });
}

async function rateKindOf(
  { app, incoming }: Arrival,
  user: User,
): Promise<'message' | 'ticket' | 'callback'> {
  if (incoming.kind === 'callback') return 'callback';
  return (await isMeantForSupport(app, user.id, incoming.content)) ? 'ticket' : 'message';
}

function turnOf({ app, incoming, correlationId }: Arrival, user: User): Turn {
  return {
    user,
    w: wordsFor(app.config, user.language),
    messageId: incoming.kind === 'callback' ? incoming.messageId : undefined,
    label: incoming.kind === 'callback' ? incoming.label : undefined,
    correlationId,
  };
}

async function route(
  arrival: Arrival,
  turn: Turn,
  { action, isAlbumRest }: { action: Action | undefined; isAlbumRest: boolean },
): Promise<Reply | undefined> {
  const { app, incoming } = arrival;
  if (incoming.kind === 'message') return answerTyped(app, turn, { ...incoming, isAlbumRest });
  if (incoming.kind === 'edited_message') return followEdit(app, turn, incoming);
  await endLastWord(app, turn.user.id);
  if (action) return runAction(HANDLERS, app, turn, action);
  // The bot has no such button: it is very old, or made up. The number of such presses tells which.
  await noteForged(arrival, turn.user);
  return { screen: outOfDateScreen(turn.w), toast: turn.w.t.home.outOfDate.alert, alert: true };
}

/** Tells the user what went wrong. It uses the user's language even when the user could not be read. */
async function explain(
  arrival: Arrival,
  user: User | undefined,
  { error, action }: { error: AppError; action: Action | undefined },
): Promise<void> {
  const { app, sender, incoming, correlationId, answer } = arrival;
  const w = wordsFor(app.config, user?.language ?? languageFor(incoming.profile.languageCode));
  const { retryAfter, kind, tell, min, max, name } = error.data;
  if (error.code === 'RATE_LIMITED' && (kind === 'message' || kind === 'ticket' || kind === 'callback')) {
    // In a flood a window over the screen is enough. It costs no message.
    const wait = w.span(Number(retryAfter) * 1000);
    await answer?.finish(w.t.errors.rateLimited.alert(wait), true);
    if (answer || tell === 0) return;
  }
  const screen: Screen =
    error.code === 'RATE_LIMITED'
      ? rateLimitScreen({ retryAfterSeconds: Number(retryAfter), kind: kind as 'message' }, w)
      : errorScreen(
          {
            code: error.code,
            reference: referenceOf(correlationId),
            retry: action,
            isSupply: error.code === 'SWITCHED_OFF' && name === 'supply',
            range:
              min === undefined || max === undefined ? undefined : { min: String(min), max: String(max) },
          },
          w,
        );
  // Every screen except that of RATE_LIMITED asks the person to quote a code.
  if (error.code !== 'RATE_LIMITED') await keepReference(arrival, { user, code: error.code, action });
  const pressed = incoming.kind === 'callback' ? incoming.messageId : undefined;
  const messageId = user ? await placeFor(app, { userId: user.id, pressed }).catch(() => undefined) : pressed;
  const place = { ...placeOf(arrival, 'screen'), messageId };
  const shown = await sender.show(place, screen).finally(() => answer?.finish());
  if (shown.outcome === 'blocked' && user) await markBotBlocked(app, user.id, true);
}

/** Support finds the person and the order by the code on the screen. If this fails, the log still has everything. */
async function keepReference(
  { app, incoming, correlationId }: Arrival,
  { user, code, action }: { user: User | undefined; code: ErrorCode; action: Action | undefined },
): Promise<void> {
  const reference = referenceOf(correlationId);
  const act = nameOf(incoming, action);
  await recordShownError(app, { reference, correlationId, userId: user?.id, code, act }).catch(
    (error: unknown) =>
      app.log.warn({ err: error, correlationId }, 'the code of an error could not be stored for support'),
  );
}

function nameOf(incoming: Personal, action: Action | undefined): string {
  if (incoming.kind === 'callback') return action?.do ?? 'unknown';
  const { kind, text } = incoming.content;
  const command = kind === 'text' ? readCommand(text) : undefined;
  return command ? `/${command.command}` : kind;
}
