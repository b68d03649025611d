import { forgetOrderMessage, rememberOrderMessage } from '../shop/index.ts';
import { rememberTopic } from '../support/index.ts';
import { markBotBlocked, type KnownUser } from '../users/index.ts';
import { readCommand } from './commands.ts';
import type { Arrival, Personal } from './arrival.ts';
import { placeFor } from './kept.ts';
import { followPicking } from './pickKeyboard.ts';
import { saidOnce } from './said.ts';
import type { Place } from './send.ts';
import type { BotApp, Reply } from './turn.ts';
import { wordsFor } from './words.ts';

/**
 * Shows the answer of a flow. Lets go of the order and of the unfinished action whose screen the answer replaced.
 * False: the person has blocked the bot.
 */
export async function deliver(arrival: Arrival, user: KnownUser, reply: Reply): Promise<boolean> {
  const { app, sender, incoming } = arrival;
  // A kept message stays as it is, so it lets go of nothing. Its button opens another message.
  const pressed = await placeFor(app, {
    userId: user.id,
    pressed: incoming.kind === 'callback' ? incoming.messageId : undefined,
    order: reply.order,
  });
  const place = placeOf(arrival, 'screen');
  const shown = await sender.show({ ...place, messageId: reply.place ?? pressed }, reply.screen);
  if (shown.outcome === 'blocked') {
    await markBotBlocked(app, user.id, true);
    return false;
  }
  const messageId = shown.outcome === 'shown' ? shown.messageId : undefined;
  if (messageId !== undefined) await remember(arrival, user, { reply, pressed, messageId });
  for (const stale of reply.stale ?? [])
    if (stale.messageId !== messageId)
      await sender.amend(incoming.chatId, stale.messageId, stale.screen).catch(() => undefined);
  if (messageId !== undefined) {
    if (pressed !== undefined && reply.keepsDraft !== true) await letGo(app, user, pressed);
    await reply.onShown?.(messageId);
  } else await reply.onUnknown?.();
  for (const spent of reply.spent ?? []) if (spent !== messageId) await sender.bare(incoming.chatId, spent);
  if (reply.also) await sender.show(placeOf(arrival, 'also'), reply.also);
  if (reply.file) await sender.document(placeOf(arrival, 'file'), reply.file);
  if (reply.photo) await sender.photo(placeOf(arrival, 'file'), reply.photo.png, reply.photo.screen);
  await followPicking(arrival, {
    isAsked: reply.asksPerson === true,
    isUsed: incoming.kind === 'message' && incoming.content.picked !== undefined,
    w: wordsFor(app.config, user.language),
  });
  return true;
}

/** Remembers what later news and taps need to know about a screen that is shown. */
async function remember(
  { app, incoming }: Arrival,
  user: KnownUser,
  { reply, pressed, messageId }: { reply: Reply; pressed: number | undefined; messageId: number },
): Promise<void> {
  const subjectId = reply.order?.id ?? reply.about;
  try {
    if (reply.order) await rememberOrderMessage(app, reply.order, BigInt(messageId));
    else if (pressed !== undefined) await forgetOrderMessage(app, user.id, BigInt(pressed));
    if (subjectId !== undefined)
      await rememberTopic(app, { userId: user.id, subjectId, threadId: incoming.threadId });
  } catch (error) {
    // The answer was shown, so do not say anything else in its place.
    app.log.warn({ err: error }, 'the bot could not save where its answer is shown');
  }
}

/** The chat and topic of the update. */
export function placeOf({ app, incoming }: Arrival, part: 'screen' | 'also' | 'file'): Place {
  const { chatId, threadId, updateId } = incoming;
  return { chatId, threadId, guard: saidOnce(app, { updateId, part, isAskable: isCommand(incoming) }) };
}

export function isCommand(incoming: Personal): boolean {
  return (
    incoming.kind === 'message' &&
    incoming.content.kind === 'text' &&
    readCommand(incoming.content.text) !== undefined
  );
}

/** An empty question that is no longer on the screen is over. Text that the user already wrote for support is kept. */
async function letGo(app: BotApp, user: KnownUser, messageId: number): Promise<void> {
  const draft = await app.drafts.find(user.id, messageId).catch(() => undefined);
  if (draft?.messageIds.at(-1) !== messageId) return;
  const { body } = draft;
  if (body.name === 'done') return;
  if (body.name === 'ticket' && body.texts.length + body.files.length > 0) return;
  await app.drafts.end(user.id, draft).catch(() => undefined);
}
