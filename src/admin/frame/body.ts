import busboy from 'busboy';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { AppError, refuseDeepJson, storable } from '../../lib/index.ts';
import { refusal } from '../site/storable.ts';

const MOST_FIELDS = 100;
const LONGEST_FIELD = 64 * 1024;
/** A whole form, with everything before, between and after its fields. */
const LONGEST_FORM = 1024 * 1024;
/** This much of a refused body is still read, so that the sender gets the answer. Then the connection is closed. */
const LONGEST_REFUSED = 8 * LONGEST_FORM;

type WithFields = Request & { fields?: Record<string, unknown>; express_formidable?: { parsed: boolean } };

/**
 * Reads bodies for AdminJS, before its own parser (formidable 1, no longer maintained) can. It accepts multipart
 * without files, or flat JSON. Anything else is 415. express-formidable does nothing if `parsed` is set.
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
      next(new AppError('BODY_UNSUPPORTED'));
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
    ([name, value]) => name.split('.').some(isInherited) || (typeof value === 'object' && value !== null),
  );
  if (bad || entries.length > MOST_FIELDS || Array.isArray(fields))
    return next(new AppError('INPUT_INVALID', { fields: storable(bad?.[0] ?? '') }));
  const unfit = refusal(fields);
  if (unfit) return next(unfit);
  request.fields = Object.fromEntries(entries);
  request.express_formidable = { parsed: true };
  next();
}

/** Says whether every object has a property of this name. AdminJS looks names up in its objects and would find that one. */
function isInherited(name: string): boolean {
  return name === 'prototype' || name in {};
}

function readForm(request: WithFields, next: NextFunction): void {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let isDecided = false;
  let read = 0;
  const end = (error?: AppError): void => {
    if (isDecided) return;
    isDecided = true;
    if (!error) return accept(request, fields, next);
    request.unpipe();
    request.resume();
    next(error);
  };
  try {
    const parser = busboy({
      headers: request.headers,
      limits: { files: 0, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD },
    });
    request.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > LONGEST_FORM) end(new AppError('BODY_TOO_LARGE'));
      if (read > LONGEST_REFUSED) request.destroy();
    });
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated || info.nameTruncated) end(new AppError('BODY_TOO_LARGE'));
      else fields[name] = value;
    });
    parser.on('filesLimit', () => end(new AppError('BODY_TOO_LARGE')));
    parser.on('fieldsLimit', () => end(new AppError('BODY_TOO_LARGE')));
    parser.on('error', (error) => end(new AppError('BODY_UNREADABLE', {}, { cause: error })));
    parser.on('close', () => end());
    request.pipe(parser);
  } catch (error) {
    end(new AppError('BODY_UNREADABLE', {}, { cause: error }));
  }
}
