import { AppError, storable } from '../lib/index.ts';

/** Telegram's own limit for one message. */
export const MESSAGE_MAX = 4096;
/** A reply is framed by the bot's own words, so it is shorter than a message may be. */
export const REPLY_MAX = 3500;

/** The text without spaces around it. Errors: TEXT_INVALID with `max` when empty or too long (UTF-16 units). */
export function requireText(text: string, max: number): string {
  const clean = storable(text).trim();
  if (clean === '' || clean.length > max) throw new AppError('TEXT_INVALID', { max });
  return clean;
}
