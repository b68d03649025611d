import { AppError } from '../../src/lib/index.ts';
import { badRequest } from './errors.ts';
import { asText } from './params.ts';
import { requirePerson, say } from './people.ts';
import type { Message, ReplyButton, ReplyMarkup, RequestUsers, SharedUser } from './types.ts';
import { tell, type TelegramWorld } from './world.ts';

/** The buttons below the text field, and what a person does with them. */

const MAX_SHARED = 10;

/** The rows of a ReplyKeyboardMarkup, with Telegram's checks. Errors: ApiError 400. */
export function readKeyboard(rows: unknown): ReplyButton[][] {
  if (!Array.isArray(rows)) throw badRequest('field "keyboard" must be of type Array');
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row))
      throw badRequest("can't parse keyboard button row: an array of buttons is expected");
    return row.map(readButton);
  });
  if (keyboard.flat().length === 0) throw badRequest('reply keyboard must be non-empty');
  return keyboard.filter((row) => row.length > 0);
}

function readButton(value: unknown): ReplyButton {
  if (typeof value === 'string') return readButton({ text: value });
  if (typeof value !== 'object' || value === null)
    throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object");
  const given = value as Record<string, unknown>;
  if (typeof given['text'] !== 'string')
    throw badRequest('can\'t parse keyboard button: Can\'t find field "text"');
  const text = given['text'];
  if (text.trim() === '') throw badRequest('keyboard button text must be non-empty');
  const wanted = given['request_users'];
  return wanted === undefined ? { text } : { text, request_users: readRequest(wanted) };
}

function readRequest(value: unknown): RequestUsers {
  if (typeof value !== 'object' || value === null)
    throw badRequest('can\'t parse keyboard button: field "request_users" must be an Object');
  const given = value as Record<string, unknown>;
  const id = Number(asText(given['request_id']) || Number.NaN);
  if (!Number.isInteger(id) || Math.abs(id) >= 2 ** 31)
    throw badRequest('can\'t parse keyboard button: field "request_id" must be a valid Number');
  const most = given['max_quantity'] === undefined ? 1 : Number(asText(given['max_quantity']));
  if (!Number.isInteger(most) || most < 1 || most > MAX_SHARED) throw badRequest('BUTTON_INVALID');
  return {
    request_id: id,
    max_quantity: most,
    request_name: given['request_name'] === true,
    request_username: given['request_username'] === true,
    ...(typeof given['user_is_bot'] === 'boolean' ? { user_is_bot: given['user_is_bot'] } : {}),
  };
}

/** Shows or removes the buttons of a chat, as the markup of a new message says. */
export function follow(world: TelegramWorld, chatId: number, markup: ReplyMarkup | undefined): void {
  const { keyboard, remove_keyboard: isRemoved } = markup ?? {};
  if (!keyboard && isRemoved !== true) return;
  const keyboards = (world.state.keyboards ??= {});
  if (keyboard) keyboards[String(chatId)] = keyboard;
  else delete keyboards[String(chatId)];
  tell(world, chatId, { type: 'keyboard', keyboard: keyboard ?? [] });
}

export function keyboardOf(world: TelegramWorld, chatId: number): ReplyButton[][] {
  return world.state.keyboards?.[String(chatId)] ?? [];
}

/**
 * A person picks people with a button that asks for them. The bot learns only what the button asks for, and nothing that
 * these people do not have. Errors: INPUT_INVALID (no such button or person, or too many people).
 */
export function shareUsers(world: TelegramWorld, userId: number, ids: readonly number[]): Message {
  const button = keyboardOf(world, userId)
    .flat()
    .find(({ request_users: asked }) => asked !== undefined);
  const asked = button?.request_users;
  if (!asked) throw new AppError('INPUT_INVALID', {}, { message: 'no button asks for people' });
  if (ids.length < 1 || ids.length > asked.max_quantity)
    throw new AppError('INPUT_INVALID', {}, { message: `pick 1 to ${asked.max_quantity} people` });
  const users = ids.map((id): SharedUser => {
    const { first_name, last_name, username } = requirePerson(world, id).user;
    return {
      user_id: id,
      ...(asked.request_name && { first_name, ...(last_name !== undefined && { last_name }) }),
      ...(asked.request_username && username !== undefined && { username }),
    };
  });
  return say(world, userId, { users_shared: { request_id: asked.request_id, users } });
}

/** A person shares the phone number of somebody from the address book. */
export function shareContact(world: TelegramWorld, userId: number, id: number): Message {
  const { first_name } = requirePerson(world, id).user;
  return say(world, userId, {
    contact: { phone_number: `+7999${1_000_000 + (id % 1_000_000)}`, first_name, user_id: id },
  });
}
