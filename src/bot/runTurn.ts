import { toAppError, type AppError } from '../lib/index.ts';
import { recordAttempt } from '../security/index.ts';
import { knownUser, type KnownUser } from '../users/index.ts';
import { afterCut } from './afterCut.ts';
import { decodeAction, type Action } from './callbacks.ts';
import { deliver, isCommand } from './deliver.ts';
import type { Arrival } from './arrival.ts';
import { followEdit, answerTyped, HANDLERS } from './flows/index.ts';
import { outOfDateScreen } from './screens/index.ts';
import { endLastWord } from './lastWord.ts';
import { isTelegramAway } from './telegramErrors.ts';
import { runAction, type Reply, type Turn } from './turn.ts';
import { wordsFor } from './words.ts';
import { admit } from './admit.ts';
import { explain, nameOf } from './explainError.ts';

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
async function noteForged({ app, correlationId }: Arrival, user: KnownUser): Promise<void> {
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
  let user: KnownUser | undefined;
  try {
    user = await afterCut(() => knownUser(app, incoming.profile));
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

function turnOf({ app, incoming, correlationId }: Arrival, user: KnownUser): Turn {
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
