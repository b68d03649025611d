import { DAY_SECONDS } from '../lib/index.ts';
import type { Arrival } from './arrival.ts';
import type { Sender } from './send.ts';
import type { Words } from './words.ts';

/** The bot knows for this long that its button is below the text field. A press tells it again. */
const KNOWN_SECONDS = 30 * DAY_SECONDS;
/** Names the request in the message that comes back. There is only one kind. */
const PICK_REQUEST = 1;

/**
 * Puts the button that picks a person below the text field, while the question for a recipient is open, and takes it away
 * with the first answer to anything else. Such buttons belong to the chat and not to a message, so only another message
 * removes them; that message and the one above the button are then deleted. If it fails, the question goes on without
 * the button.
 */
export async function followPicking(
  { app, sender, incoming }: Arrival,
  { isAsked, isUsed, w }: { isAsked: boolean; isUsed: boolean; w: Words },
): Promise<void> {
  const key = `${app.config.REDIS_PREFIX}:picking:${incoming.chatId}`;
  try {
    const shown = await app.redis.get(key);
    if (isAsked && shown !== null) return;
    if (!isAsked && shown === null && !isUsed) return;
    const messageId = await sender.below(incoming, isAsked ? pickerOf(w) : gone);
    if (isAsked && messageId !== undefined) await app.redis.set(key, messageId, 'EX', KNOWN_SECONDS);
    if (isAsked) return;
    await app.redis.del(key);
    for (const id of [messageId, Number(shown ?? 0)]) if (id) await sender.remove(incoming.chatId, id);
  } catch (error) {
    app.log.warn({ err: error }, 'the button that picks a person was not shown or not removed');
  }
}

function pickerOf(w: Words): Parameters<Sender['below']>[1] {
  const { pick, pickHow } = w.t.sending.recipient;
  const asked = {
    request_id: PICK_REQUEST,
    user_is_bot: false,
    max_quantity: 1,
    request_name: true,
    request_username: true,
  };
  return {
    text: pickHow,
    markup: { keyboard: [[{ text: pick, request_users: asked }]], resize_keyboard: true },
  };
}

/** Telegram takes no message without a text. It is deleted at once. */
const gone = { text: '👌', markup: { remove_keyboard: true } } as const;
