import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { ERRORS, toAppError } from '../lib/index.ts';
import type { Logger } from '../platform/index.ts';
import { languageOf } from './auth/login.ts';
import { problemPage } from './auth/pages.ts';
import { AUTH_TEXTS } from './auth/texts.ts';
import { errorText } from './locale/errors.ts';

export const notFound: RequestHandler = (request, response) => {
  const language = languageOf(request);
  answer(request, response, { status: 404, code: 'FORBIDDEN', text: AUTH_TEXTS[language].notFound });
};

/** Turns whatever was thrown into an answer without its inner words; what is our fault goes to the log. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) return next(thrown);
    const error = toAppError(thrown);
    const status = statusOf(thrown) ?? ERRORS[error.code].http;
    const reference = String(response.locals['correlationId'] ?? '');
    if (status >= 500)
      log.error({ err: thrown, correlationId: reference, path: request.path }, 'back-office request failed');
    const language = languageOf(request);
    // What a person can do something about is said in its own words.
    const text =
      status < 500 && statusOf(thrown) === undefined
        ? errorText(error, language, reference)
        : AUTH_TEXTS[language].internal.replace('{reference}', reference);
    answer(request, response, { status, code: error.code, text });
  };
}

/** Body parsers mark their errors with a status. */
function statusOf(thrown: unknown): number | undefined {
  if (toAppError(thrown).code === 'BODY_TOO_LARGE') return 413;
  const status: unknown =
    typeof thrown === 'object' && thrown !== null && 'status' in thrown ? thrown.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function answer(
  request: Request,
  response: Response,
  problem: { status: number; code: string; text: string },
): void {
  response.status(problem.status);
  if (
    request.originalUrl.includes('/api/') ||
    request.method !== 'GET' ||
    request.accepts('html', 'json') !== 'html'
  )
    response.json({ code: problem.code });
  else response.send(problemPage({ language: languageOf(request), text: problem.text }));
}
