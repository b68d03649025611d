import busboy from 'busboy';
import type { Request } from 'express';
import { parseJson as parseShallow } from '../../src/lib/index.ts';
import { ApiError, badRequest } from './errors.ts';

export interface Upload {
  name: string;
  mime: string;
  bytes: Buffer;
}

/** The parameters of one call, from the query string and from a JSON, form or multipart body. */
export interface Params {
  fields: Readonly<Record<string, unknown>>;
  files: ReadonlyMap<string, Upload>;
}

const MAX_BODY_BYTES = 60 * 1024 * 1024;

/** Errors: ApiError 400 (body cannot be read) or 413. */
export async function readParams(request: Request): Promise<Params> {
  const fields: Record<string, unknown> = { ...request.query };
  const files = new Map<string, Upload>();
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    await readMultipart(request, fields, files);
    return { fields, files };
  }
  const body = await readBody(request);
  if (body === '') return { fields, files };
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { fields: { ...fields, ...Object.fromEntries(new URLSearchParams(body)) }, files };
  }
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw badRequest("can't parse JSON object");
  return { fields: { ...fields, ...parsed }, files };
}

function parseJson(body: string): unknown {
  try {
    return parseShallow(body);
  } catch {
    throw badRequest("can't parse JSON object");
  }
}

async function readBody(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new ApiError(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readMultipart(
  request: Request,
  fields: Record<string, unknown>,
  files: Map<string, Upload>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: MAX_BODY_BYTES, fieldSize: MAX_BODY_BYTES },
    });
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (field, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => reject(new ApiError(413, 'Request Entity Too Large')));
      stream.on('end', () =>
        files.set(field, { name: info.filename ?? field, mime: info.mimeType, bytes: Buffer.concat(chunks) }),
      );
    });
    parser.on('close', () => resolve());
    parser.on('error', () => reject(badRequest("can't parse multipart body")));
    request.pipe(parser);
  });
}

export function readText(params: Params, name: string): string | undefined {
  const value = params.fields[name];
  return value === undefined || value === null ? undefined : asText(value);
}

/** A JSON value in the form of a form field. No value is the empty text. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

export function readInteger(params: Params, name: string): number | undefined {
  const text = readText(params, name);
  return text !== undefined && /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

export function readFlag(params: Params, name: string): boolean {
  return ['true', '1', 'yes'].includes((readText(params, name) ?? '').toLowerCase());
}

/** An object or array: directly (JSON body) or as its JSON text (form). `what` is its name in the error. */
export function readJson(params: Params, name: string, what = name): unknown {
  const value = params.fields[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value.trim() === '') return undefined;
  try {
    return parseShallow(value);
  } catch {
    throw badRequest(`can't parse ${what} JSON object`);
  }
}
