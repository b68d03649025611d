import busboy from 'busboy';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError, refuseDeepJson, storable } from '../../lib/index.ts';
import { refusal } from './storable.ts';

const MOST_FIELDS = 100;
const LONGEST_FIELD = 64 * 1024;
/** A whole form, with the lines between its fields and whatever stands before the first one. */
const LONGEST_FORM = 512 * 1024;
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

type WithFields = Request & { fields?: Record<string, unknown>; express_formidable?: { parsed: boolean } };

/**
 * Reads bodies for AdminJS before its own parser (formidable 1, no longer kept) can: multipart without files, or
 * flat JSON; anything else is 415. express-formidable steps aside when `parsed` is set.
 */
export function adminBody(): RequestHandler[] {
  const json = express.json({ limit: LONGEST_FIELD, strict: true, verify: refuseDeepJson });
  return [
    (request: WithFields, response, next) => {
      if (request.method === 'GET' || request.method === 'HEAD') return accept(request, {}, next);
      if (request.is('application/json')) return json(request, response, next);
      if (request.is('multipart/form-data')) return readForm(request, next);
      if (request.headers['content-length'] === undefined || request.headers['content-length'] === '0')
        return accept(request, {}, next);
      next(new AppError('INPUT_INVALID', { fields: 'content-type' }));
    },
    (request: WithFields, _response: Response, next: NextFunction) => {
      if (request.express_formidable?.parsed) return next();
      accept(request, request.body, next);
    },
  ];
}

function accept(request: WithFields, fields: unknown, next: NextFunction): void {
  const entries = Object.entries(typeof fields === 'object' && fields !== null ? fields : {});
  const bad = entries.find(
    ([name, value]) =>
      name.split('.').some((part) => FORBIDDEN_NAMES.has(part)) ||
      (typeof value === 'object' && value !== null),
  );
  if (bad || entries.length > MOST_FIELDS || Array.isArray(fields))
    return next(new AppError('INPUT_INVALID', { fields: storable(bad?.[0] ?? '') }));
  const unfit = refusal(fields);
  if (unfit) return next(unfit);
  request.fields = Object.fromEntries(entries);
  request.express_formidable = { parsed: true };
  next();
}

function readForm(request: WithFields, next: NextFunction): void {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let problem: AppError | undefined;
  let size = 0;
  const fail = (error: AppError): void => void (problem ??= error);
  try {
    const parser = busboy({
      headers: request.headers,
      limits: { files: 0, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD },
    });
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated || info.nameTruncated) fail(new AppError('BODY_TOO_LARGE'));
      else fields[name] = value;
    });
    parser.on('filesLimit', () => fail(new AppError('BODY_TOO_LARGE')));
    parser.on('fieldsLimit', () => fail(new AppError('BODY_TOO_LARGE')));
    parser.on('error', (error) => next(new AppError('INPUT_INVALID', {}, { cause: error })));
    parser.on('close', () => (problem ? next(problem) : accept(request, fields, next)));
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LONGEST_FORM || problem) return;
      fail(new AppError('BODY_TOO_LARGE'));
      request.unpipe(parser);
      request.resume();
      next(problem);
    });
    request.pipe(parser);
  } catch (error) {
    next(new AppError('INPUT_INVALID', {}, { cause: error }));
  }
}
