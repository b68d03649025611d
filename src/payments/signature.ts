import { createHash, timingSafeEqual } from 'node:crypto';
import { parseJson } from '../lib/index.ts';
import { membersAt } from './jsonTokens.ts';
import { phpJson } from './phpJson.ts';

/** Heleket's signature: lower-case hex of MD5 over the base64 of the body's bytes followed by the key. */
export function signBody(body: string | Buffer, key: string): string {
  const base64 = Buffer.from(body as string).toString('base64');
  return createHash('md5').update(base64).update(key).digest('hex');
}

/**
 * The form of a webhook's body that its signature was made over. `raw`: the members as they were sent, without `sign`
 * and without space between them. `php`: the members as PHP writes them.
 */
export type SignatureForm = 'raw' | 'php';

export type Verification =
  | { ok: true; form: SignatureForm; payload: Readonly<Record<string, unknown>> }
  | { ok: false; reason: 'not_utf8' | 'not_json' | 'not_object' | 'no_sign' | 'wrong_sign' };

/**
 * Checks the signature inside a webhook's body. It is right if one of the provider's own verifiers, for Go (`raw`) or
 * for PHP (`php`), accepts it, and only then. `payload` is the body without `sign`.
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
    body = parseJson(text);
  } catch {
    return { ok: false, reason: 'not_json' };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { ok: false, reason: 'not_object' };
  const { sign, ...payload } = body as Record<string, unknown>;
  if (typeof sign !== 'string' || !/^[0-9a-f]{32}$/.test(sign)) return { ok: false, reason: 'no_sign' };

  const isSigned = (form: string | undefined): boolean =>
    form !== undefined && sameText(signBody(form, key), sign);
  if (isSigned(membersAsSent(text))) return { ok: true, form: 'raw', payload };
  if (isSigned(phpJson(text, 'sign'))) return { ok: true, form: 'php', payload };
  return { ok: false, reason: 'wrong_sign' };
}

/** Puts the members together as the provider's verifier for Go does: each value byte for byte, names written again. */
function membersAsSent(text: string): string {
  const members = membersAt(text)
    .filter(({ name }) => name !== 'sign')
    .map(({ name, from, to }) => `${goName(name)}:${text.slice(from, to)}`);
  return `{${members.join(',')}}`;
}

/** Go escapes names so that they are safe in a web page. */
function goName(name: string): string {
  return JSON.stringify(name.toWellFormed()).replace(/[<>&\u2028\u2029]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0');
}

/** Compares two texts in a time that does not reveal where they differ. */
export function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(left), digest(right));
}
