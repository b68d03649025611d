import { AppError, toAppError, type ErrorCode } from '../lib/index.ts';
import { checkRate, recordSecurityEvent } from '../risk/index.ts';
import { forgetOrderMessage, rememberOrderMessage } from '../shop/index.ts';
import { recordShownError, referenceOf } from '../support/index.ts';
import { ensureUser, languageFor, markBotBlocked, type User } from '../users/index.ts';
import type { CallbackAnswer } from './callbackAnswer.ts';
import { decodeAction, type Action } from './callbacks.ts';
import { readCommand } from './commands.ts';
import { handleEdited, handleTyped, HANDLERS } from './flows/index.ts';
import { errorScreen, outOfDateScreen, rateLimitScreen, type Screen } from './screens/index.ts';
import type { Sender } from './send.ts';
import { runAction, type BotApp, type Reply, type Turn } from './turn.ts';
import type { Incoming } from './update.ts';
import { wordsFor } from './words.ts';

/** An update of a person in a private chat. */
export type Personal = Extract<Incoming, { kind: 'message' | 'edited_message' | 'callback' }>;

export interface Handling {
  readonly app: BotApp;
  readonly sender: Sender;
  readonly incoming: Personal;
  readonly correlationId: string;
  readonly answer: CallbackAnswer | undefined;
  /** Another message of the same album was here before. */
  readonly isAlbumRest: boolean;
}

/** What the log line of an update says. */
export interface Outcome {
  userId?: string;
  /** The callback, the command, or the kind of message. */
  act: string;
  /** `ok`, or the code of the error. */
  result: string;
  error?: AppError;
}

/** Buttons name only what is the person's own: another id was made up, or taken from somebody else. */
const FOREIGN: ReadonlySet<string> = new Set(['ORDER_UNKNOWN', 'TICKET_UNKNOWN', 'REFUND_UNKNOWN']);

/** Without it the answer goes out all the same. */
async function noteForged({ app, correlationId }: Handling, user: User): Promise<void> {
  await app.db
    .tx((tx) => recordSecurityEvent(tx, { kind: 'callback_forged', userId: user.id, correlationId }))
    .catch((error: unknown) =>
      app.log.warn({ err: error, correlationId }, 'a forged callback was not recorded'),
    );
}

/** Handles one update of one person, from the person's rights to the screen. Never throws. */
export async function handlePersonal(handling: Handling): Promise<Outcome> {
  const { app, incoming, answer } = handling;
  const action = incoming.kind === 'callback' ? decodeAction(incoming.data) : undefined;
  const outcome: Outcome = { act: nameOf(incoming, action), result: 'ok' };
  let user: User | undefined;
  try {
    user = await ensureUser(app, incoming.profile);
    outcome.userId = user.id.toString();
    await admit(handling, user);
    const turn = turnOf(handling, user);
    const reply = await route(handling, turn, action);
    if (reply) await deliver(handling, turn.user, reply);
    await answer?.finish(reply?.toast, reply?.alert);
  } catch (thrown) {
    const error = toAppError(thrown);
    outcome.result = error.code;
    outcome.error = error;
    if (user && action && FOREIGN.has(error.code)) await noteForged(handling, user);
    await explain(handling, user, { error, action }).catch((again: unknown) =>
      app.log.warn({ err: again }, 'an error could not be explained to the user'),
    );
  }
  return outcome;
}

/** Errors: RATE_LIMITED with `retryAfter`, `kind`, and `tell` 0 when the user was told a moment ago. */
async function admit({ app, incoming, correlationId, isAlbumRest }: Handling, user: User): Promise<void> {
  // Ten pictures of one album are one message to the person who sends them.
  if (isAlbumRest) return;
  const kind = incoming.kind === 'callback' ? 'callback' : 'message';
  const verdict = await checkRate(app, { userId: user.id, kind, correlationId });
  if (verdict.allowed) return;
  throw new AppError('RATE_LIMITED', {
    retryAfter: verdict.retryAfterSeconds,
    kind,
    tell: verdict.tell ? 1 : 0,
  });
}

function turnOf({ app, incoming, correlationId }: Handling, user: User): Turn {
  return {
    user,
    w: wordsFor(app.config, user.language),
    messageId: incoming.kind === 'callback' ? incoming.messageId : undefined,
    label: incoming.kind === 'callback' ? incoming.label : undefined,
    correlationId,
  };
}

async function route(handling: Handling, turn: Turn, action: Action | undefined): Promise<Reply | undefined> {
  const { app, incoming, isAlbumRest } = handling;
  if (incoming.kind === 'message') return handleTyped(app, turn, { ...incoming, isAlbumRest });
  if (incoming.kind === 'edited_message') return handleEdited(app, turn, incoming);
  if (action) return runAction(HANDLERS, app, turn, action);
  // No button of ours looks like this: it is very old, or was made up. Which of both, the number of them tells.
  await noteForged(handling, turn.user);
  return { screen: outOfDateScreen(turn.w), toast: turn.w.t.home.outOfDate.alert, alert: true };
}

/** Shows what a flow answered, and lets go of the order and of the unfinished action whose screen it replaced. */
async function deliver({ app, sender, incoming }: Handling, user: User, reply: Reply): Promise<void> {
  const pressed = incoming.kind === 'callback' ? incoming.messageId : undefined;
  const shown = await sender.show(incoming.chatId, reply.screen, reply.place ?? pressed);
  if (shown.outcome === 'blocked') return markBotBlocked(app, user.id, true);
  if (reply.order) await rememberOrderMessage(app, reply.order, BigInt(shown.messageId));
  else if (pressed !== undefined) await forgetOrderMessage(app, user.id, BigInt(pressed));
  if (pressed !== undefined && reply.keepsDraft !== true) await letGo(app, user, pressed);
  await reply.onShown?.(shown.messageId);
  if (reply.file) await sender.document(incoming.chatId, reply.file);
}

/** An empty question that is no longer on the screen is over; what was already written for support is kept. */
async function letGo(app: BotApp, user: User, messageId: number): Promise<void> {
  const draft = await app.drafts.find(user.id, messageId).catch(() => undefined);
  if (draft?.messageIds.at(-1) !== messageId) return;
  const { body } = draft;
  if (body.name === 'ticket' && body.texts.length + body.files.length > 0) return;
  await app.drafts.end(user.id, draft).catch(() => undefined);
}

/** Tells the user what went wrong, in the user's language also when the user could not be read. */
async function explain(
  handling: Handling,
  user: User | undefined,
  { error, action }: { error: AppError; action: Action | undefined },
): Promise<void> {
  const { app, sender, incoming, correlationId, answer } = handling;
  const w = wordsFor(app.config, user?.language ?? languageFor(incoming.profile.languageCode));
  const { retryAfter, kind, tell, min, max, service } = error.data;
  // What the update did may stand already when only its screen could not be shown.
  const code = service === 'telegram' ? 'TELEGRAM_UNAVAILABLE' : error.code;
  if (error.code === 'RATE_LIMITED' && (kind === 'message' || kind === 'callback')) {
    // In a flood a window over the screen is enough, and it costs no message.
    const wait = w.span(Number(retryAfter) * 1000);
    await answer?.finish(w.t.errors.rateLimited.alert(wait), true);
    if (answer || tell === 0) return;
  }
  const screen: Screen =
    error.code === 'RATE_LIMITED'
      ? rateLimitScreen({ retryAfterSeconds: Number(retryAfter), kind: kind as 'message' }, w)
      : errorScreen(
          {
            code,
            reference: referenceOf(correlationId),
            retry: action,
            range:
              min === undefined || max === undefined ? undefined : { min: String(min), max: String(max) },
          },
          w,
        );
  // Every screen but that of a pause asks the person to quote a code.
  if (error.code !== 'RATE_LIMITED') await keepReference(handling, { user, code, action });
  const pressed = incoming.kind === 'callback' ? incoming.messageId : undefined;
  const shown = await sender.show(incoming.chatId, screen, pressed).finally(() => answer?.finish());
  if (shown.outcome === 'blocked' && user) await markBotBlocked(app, user.id, true);
}

/** Support finds the person and the order by the code that the screen shows. Without it the log still has everything. */
async function keepReference(
  { app, incoming, correlationId }: Handling,
  { user, code, action }: { user: User | undefined; code: ErrorCode; action: Action | undefined },
): Promise<void> {
  const reference = referenceOf(correlationId);
  const act = nameOf(incoming, action);
  await recordShownError(app, { reference, correlationId, userId: user?.id, code, act }).catch(
    (error: unknown) => app.log.warn({ err: error, correlationId }, 'a code for support was not recorded'),
  );
}

function nameOf(incoming: Personal, action: Action | undefined): string {
  if (incoming.kind === 'callback') return action?.do ?? 'unknown';
  const { kind, text } = incoming.content;
  const command = kind === 'text' ? readCommand(text) : undefined;
  return command ? `/${command.command}` : kind;
}
