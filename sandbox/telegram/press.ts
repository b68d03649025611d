import { randomInt } from 'node:crypto';
import { AppError } from '../../src/lib/index.ts';
import { requirePerson } from './people.ts';
import type { InlineButton, Message, Press } from './types.ts';
import { pushUpdate } from './updates.ts';
import { chatMessages, tell, type TelegramWorld } from './world.ts';

/** After this time a callback query can no longer be answered. */
export const ANSWER_WITHIN_MS = 15_000;

/**
 * A person presses an inline button, named by its data or by its label. Without a message id, it is the newest message
 * with such a button. Errors: INPUT_INVALID (no such button).
 */
export function press(
  world: TelegramWorld,
  userId: number,
  target: { messageId?: number | undefined; data?: string | undefined; label?: string | undefined },
): { press: Press; message: Message; button: InlineButton } {
  const person = requirePerson(world, userId);
  const messages = chatMessages(world, userId).toReversed();
  for (const message of messages) {
    if (target.messageId !== undefined && message.message_id !== target.messageId) continue;
    const button = (message.reply_markup?.inline_keyboard ?? []).flat().find((item) => fits(item, target));
    if (!button) continue;
    const made = send(world, userId, message, button.callback_data ?? '');
    if (button.callback_data !== undefined) {
      tell(world, userId, {
        type: 'pressed',
        callbackQueryId: made.id,
        messageId: message.message_id,
        data: made.data,
      });
      pushUpdate(world, 'callback_query', {
        id: made.id,
        from: person.user,
        message,
        chat_instance: String(8_000_000_000 + userId),
        data: made.data,
      });
    }
    return { press: made, message, button };
  }
  throw new AppError('INPUT_INVALID', {}, { message: `no button ${target.data ?? target.label ?? ''}` });
}

function fits(
  button: InlineButton,
  target: { data?: string | undefined; label?: string | undefined },
): boolean {
  if (target.data !== undefined) return button.callback_data === target.data;
  return target.label !== undefined && button.text.includes(target.label);
}

function send(world: TelegramWorld, userId: number, message: Message, data: string): Press {
  const made: Press = {
    id: newQueryId(),
    userId,
    messageId: message.message_id,
    data,
    at: world.time.now().getTime(),
    answered: false,
  };
  world.state.presses[made.id] = made;
  const ids = Object.keys(world.state.presses);
  for (const old of ids.slice(0, Math.max(0, ids.length - 1000))) delete world.state.presses[old];
  return made;
}

/** Eighteen digits, like Telegram's. They do not look like an array index, so the store keeps insertion order. */
function newQueryId(): string {
  return `${randomInt(1_000_000_000, 9_999_999_999)}${randomInt(10_000_000, 99_999_999)}`;
}

/** Registers a callback query that a test injects as a raw update, so that it can be answered. */
export function notePress(world: TelegramWorld, query: Readonly<Record<string, unknown>>): void {
  const id = query['id'];
  const from = query['from'] as { id?: number } | undefined;
  if (typeof id !== 'string' || typeof from?.id !== 'number') return;
  const message = query['message'] as { message_id?: number } | undefined;
  const data = query['data'];
  world.state.presses[id] = {
    id,
    userId: from.id,
    messageId: message?.message_id ?? 0,
    data: typeof data === 'string' ? data : '',
    at: world.time.now().getTime(),
    answered: false,
  };
}
