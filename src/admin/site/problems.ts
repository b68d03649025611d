import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import { AppError, ERRORS, toAppError } from '../../lib/index.ts';
import { clientAddress, type Context } from '../../platform/index.ts';
import { noteDeepJson } from '../../security/index.ts';
import { languageOf } from '../auth/language.ts';
import { problemPage } from '../auth/pages.ts';
import { AUTH_TEXTS } from '../auth/texts.ts';
import { withoutSecret } from './requestLog.ts';
import { errorText } from '../words/errors/index.ts';

export const notFound: RequestHandler = (request, response) => {
  const language = languageOf(request);
  answer(request, response, { status: 404, code: 'FORBIDDEN', text: AUTH_TEXTS[language].notFound });
};

/** Turns any thrown error into an answer without internal details. If the fault is ours, it is logged. */
export function errorHandler(context: Context): ErrorRequestHandler {
  const { log } = context;
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) return next(thrown);
    const error = parserError(thrown) ?? toAppError(thrown);
    const status = ERRORS[error.code].http;
    const reference = String(response.locals['correlationId'] ?? '');
    context.errors.note(error, { door: 'office', place: placeOf(request), correlationId: reference });
    if (status >= 500)
      log[error.kind === 'unavailable' ? 'warn' : 'error'](
        {
          err: thrown,
          correlationId: reference,
          path: withoutSecret(request.originalUrl.split('?')[0] ?? ''),
        },
        'back-office request failed',
      );
    noteDeepJson(context, error, { ip: clientAddress(request), correlationId: reference });
    const { seconds } = error.data;
    if (seconds !== undefined) response.setHeader('Retry-After', String(seconds));
    const language = languageOf(request);
    const { internal, unavailable } = AUTH_TEXTS[language];
    const text =
      status < 500 || error.code === 'LOGIN_BUSY'
        ? errorText(error, language, { reference })
        : (status === 503 ? unavailable : internal).replace('{reference}', reference);
    answer(request, response, { status, code: error.code, fields: error.data['fields'], text });
  };
}

/** Names of pages, tables and actions are ours. Everything else in a path may be about a person. */
const NAMED: ReadonlySet<string> = new Set([':pageName', ':resourceId', ':action']);

/** The route of a request, with the names that it was called with. */
function placeOf({ method, route, originalUrl }: Request): string {
  const { path: given } = (route ?? {}) as { path?: unknown };
  const pattern = typeof given === 'string' ? given.split('/') : [];
  // The part of the path before the route belongs to the router that has it.
  const path = (originalUrl.split('?')[0] ?? '').split('/').slice(-pattern.length);
  return `${method} ${pattern.map((part, index) => (NAMED.has(part) ? path[index] : part)).join('/')}`;
}

/** Body parsers and the router put a status on errors of the sender. Undefined for everything else. */
function parserError(thrown: unknown): AppError | undefined {
  if (thrown instanceof ZodError) return new AppError('INPUT_INVALID', { fields: '' }, { cause: thrown });
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('status' in thrown)) return undefined;
  const { status } = thrown;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  const code = status === 413 ? 'BODY_TOO_LARGE' : status === 415 ? 'BODY_UNSUPPORTED' : 'BODY_UNREADABLE';
  return new AppError(code, {}, { cause: thrown });
}

function answer(
  request: Request,
  response: Response,
  problem: { status: number; code: string; fields?: string | number | undefined; text: string },
): void {
  response.status(problem.status);
  if (
    request.originalUrl.includes('/api/') ||
    request.method !== 'GET' ||
    request.accepts('html', 'json') !== 'html'
  )
    response.json({ code: problem.code, fields: problem.fields });
  else response.send(problemPage({ language: languageOf(request), text: problem.text }));
}
