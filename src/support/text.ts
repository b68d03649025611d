import { AppError, storable } from '../lib/index.ts';

/** Telegram's own limit for one message. */
export const MESSAGE_MAX = 4096;
/** The bot adds its own words around a reply, so a reply must be shorter than a message. */
export const REPLY_MAX = 3500;

/**
 * Returns the text without spaces around it. Errors: TEXT_INVALID with `max` if it is empty or too long (UTF-16 units).
 */
export function requireText(text: string, max: number): string {
  const clean = storable(text).trim();
  if (clean === '' || clean.length > max) throw new AppError('TEXT_INVALID', { max });
  return clean;
}
