import { referenceOf, type AppError, type ErrorCode } from '../lib/index.ts';
import { recordShownError } from '../support/index.ts';
import { languageFor, markBotBlocked, type KnownUser } from '../users/index.ts';
import type { Action } from './callbacks.ts';
import { readCommand } from './commands.ts';
import { placeOf } from './deliver.ts';
import type { Arrival, Personal } from './arrival.ts';
import { errorScreen, rateLimitScreen, type Screen } from './screens/index.ts';
import { placeFor } from './kept.ts';
import type { BotApp } from './turn.ts';
import { wordsFor } from './words.ts';

/** Tells the user what went wrong. It uses the user's language even when the user could not be read. */
export async function explain(
  arrival: Arrival,
  user: KnownUser | undefined,
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
  const messageId = user ? await placeOrDraft(app, { userId: user.id, pressed }) : pressed;
  const place = { ...placeOf(arrival, 'screen'), messageId };
  const shown = await sender.show(place, screen).finally(() => answer?.finish());
  if (shown.outcome === 'blocked' && user) await markBotBlocked(app, user.id, true);
}

/** While PostgreSQL is away only a draft can say what the pressed message is: a question, which the error may replace. */
async function placeOrDraft(
  app: BotApp,
  { userId, pressed }: { userId: bigint; pressed: number | undefined },
): Promise<number | undefined> {
  if (pressed === undefined) return undefined;
  return placeFor(app, { userId, pressed }).catch(async () => {
    const draft = await app.drafts.find(userId, pressed).catch(() => undefined);
    return draft && pressed;
  });
}

/** Support finds the person and the order by the code on the screen. If this fails, the log still has everything. */
async function keepReference(
  { app, incoming, correlationId }: Arrival,
  { user, code, action }: { user: KnownUser | undefined; code: ErrorCode; action: Action | undefined },
): Promise<void> {
  const reference = referenceOf(correlationId);
  const act = nameOf(incoming, action);
  await recordShownError(app, { reference, correlationId, userId: user?.id, code, act }).catch(
    (error: unknown) =>
      app.log.warn({ err: error, correlationId }, 'the code of an error could not be stored for support'),
  );
}

export function nameOf(incoming: Personal, action: Action | undefined): string {
  if (incoming.kind === 'callback') return action?.do ?? 'unknown';
  const { kind, text } = incoming.content;
  const command = kind === 'text' ? readCommand(text) : undefined;
  return command ? `/${command.command}` : kind;
}
