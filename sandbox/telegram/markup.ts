import { badRequest } from './errors.ts';
import { asText, readJson, type Params } from './params.ts';
import { readKeyboard } from './replyKeyboard.ts';
import type { InlineButton, ReplyMarkup } from './types.ts';

const MAX_BUTTONS = 100;
const MAX_DATA_BYTES = 64;
const MAX_COPY = 256;
const OTHER_ACTIONS = [
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'callback_game',
  'web_app',
  'pay',
];

/** The keyboard of a call, with Telegram's checks. Errors: ApiError 400. */
export function readMarkup(params: Params): ReplyMarkup | undefined {
  const markup = readJson(params, 'reply_markup', 'reply keyboard markup');
  if (markup === undefined) return undefined;
  if (typeof markup !== 'object' || markup === null || Array.isArray(markup))
    throw badRequest('object expected as reply markup');
  const given = markup as ReplyMarkup;
  if (given.keyboard !== undefined) return { keyboard: readKeyboard(given.keyboard) };
  if (given.inline_keyboard === undefined) return given;
  const rows: unknown = given.inline_keyboard;
  if (!Array.isArray(rows)) throw badRequest('field "inline_keyboard" must be of type Array');
  const keyboard = rows
    .map((row: unknown) => {
      if (!Array.isArray(row))
        throw badRequest("can't parse inline keyboard button row: an array of buttons is expected");
      return row.map(checkButton);
    })
    .filter((row) => row.length > 0);
  if (keyboard.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long');
  return keyboard.length === 0 ? undefined : { inline_keyboard: keyboard };
}

/** The markup of an edit: only an inline keyboard can be edited. Errors: ApiError 400. */
export function readInlineMarkup(params: Params): ReplyMarkup | undefined {
  const markup = readMarkup(params);
  if (markup && markup.inline_keyboard === undefined) throw badRequest('inline keyboard expected');
  return markup;
}

function checkButton(value: unknown): InlineButton {
  if (typeof value !== 'object' || value === null)
    throw badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object");
  const given = value as Record<string, unknown>;
  if (typeof given['text'] !== 'string')
    throw badRequest('can\'t parse inline keyboard button: Can\'t find field "text"');
  const button = { ...given, text: given['text'] };
  if (button.text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  if (given['url'] !== undefined) return { ...button, url: checkUrl(asText(given['url'])) };
  if (given['callback_data'] !== undefined) {
    const data = asText(given['callback_data']);
    const bytes = Buffer.byteLength(data, 'utf8');
    if (bytes < 1 || bytes > MAX_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
    return { ...button, callback_data: data };
  }
  if (given['copy_text'] !== undefined) return { ...button, copy_text: checkCopy(given['copy_text']) };
  if (!OTHER_ACTIONS.some((action) => given[action] !== undefined))
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  return button;
}

function checkCopy(value: unknown): { text: string } {
  const text = typeof value === 'object' && value !== null ? asText((value as { text?: unknown }).text) : '';
  if (text === '' || text.length > MAX_COPY) throw badRequest('BUTTON_COPY_TEXT_INVALID');
  return { text };
}

/** Loopback addresses are allowed, because the sandbox's own pay page has one. */
function checkUrl(url: string): string {
  const wrong = (why: string): Error => badRequest(`inline keyboard button URL '${url}' is invalid: ${why}`);
  if (url.trim() === '') throw wrong('URL is empty');
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(full) || /\s/.test(full)) throw wrong('Wrong HTTP URL');
  const { protocol, hostname } = new URL(full);
  if (protocol === 'tg:' || protocol === 'ton:') return url;
  if (protocol !== 'http:' && protocol !== 'https:') throw wrong('Unsupported URL protocol');
  if (hostname !== 'localhost' && !hostname.startsWith('[') && !hostname.includes('.'))
    throw wrong('Wrong HTTP URL');
  return full;
}
