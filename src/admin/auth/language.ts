import type { Request } from 'express';
import type { StaffLanguage } from '../../staff/index.ts';

/** The language of pages before the log-in: the one that the link chose, otherwise that of the browser. */
export function languageOf(request: Request): StaffLanguage {
  if (request.user) return request.user.language;
  const body = request.body as { lang?: unknown } | undefined;
  const wanted = request.query['lang'] ?? body?.lang;
  if (wanted === 'ru' || wanted === 'en') return wanted;
  return request.acceptsLanguages('ru', 'en') === 'en' ? 'en' : 'ru';
}
