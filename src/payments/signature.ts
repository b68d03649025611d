import { createHash, timingSafeEqual } from 'node:crypto';
import { cutMember } from './cutMember.ts';

/** Heleket's signature: lower-case hex of MD5 over the base64 of the body's bytes followed by the key. */
export function signBody(body: string | Buffer, key: string): string {
  const base64 = Buffer.from(body as string).toString('base64');
  return createHash('md5').update(base64).update(key).digest('hex');
}

/**
 * Which rendering of a webhook's body its signature was made over:
 * `raw` the bytes on the wire without `sign`; `php` PHP's JSON with Unicode left alone; `php-ascii` PHP's
 * default JSON; `plain` JSON as JavaScript writes it.
 */
export type SignatureForm = 'raw' | 'php' | 'php-ascii' | 'plain';

export type Verification =
  | { ok: true; form: SignatureForm; payload: Readonly<Record<string, unknown>> }
  | { ok: false; reason: 'not_utf8' | 'not_json' | 'not_object' | 'no_sign' | 'wrong_sign' };

/**
 * Checks the signature that stands inside a webhook's body. The provider is known to sign in several renderings,
 * so each is tried; key order and null fields count in all of them. `payload` is the body without `sign`.
 */
export function verifyWebhook(raw: Buffer, key: string): Verification {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return { ok: false, reason: 'not_utf8' };
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'not_json' };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { ok: false, reason: 'not_object' };
  const { sign, ...payload } = body as Record<string, unknown>;
  if (typeof sign !== 'string' || !/^[0-9a-f]{32}$/.test(sign)) return { ok: false, reason: 'no_sign' };

  for (const [form, candidate] of renderings(text, payload)) {
    if (candidate !== undefined && sameText(signBody(candidate, key), sign))
      return { ok: true, form, payload };
  }
  return { ok: false, reason: 'wrong_sign' };
}

function* renderings(
  text: string,
  payload: Record<string, unknown>,
): Generator<[SignatureForm, string | undefined]> {
  yield ['raw', cutMember(text, 'sign')];
  const plain = JSON.stringify(payload);
  const slashed = plain.replaceAll('/', String.raw`\/`);
  // PHP leaves Unicode alone on request, but still escapes the two line separators that JavaScript once choked on.
  yield ['php', slashed.replace(/[\u2028\u2029]/g, escapeUnit)];
  yield ['php-ascii', slashed.replace(/[\u0080-\uffff]/g, escapeUnit)];
  yield ['plain', plain];
}

function escapeUnit(unit: string): string {
  return String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0');
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}
