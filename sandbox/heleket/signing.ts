import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * How a JSON body is written for sending and for the hash. `plain`: as JavaScript does. `php`: `/` is escaped.
 * `php-ascii`: `/` and everything above ASCII are escaped. `unicode`: only the latter is escaped. `mixed`: sends
 * `php-ascii` but hashes `php`.
 */
export const STYLES = ['php', 'php-ascii', 'plain', 'unicode', 'mixed'] as const;
export type Style = (typeof STYLES)[number];

/** `lower_hex(MD5(base64(body) + key))`. */
export function signature(body: string | Buffer, key: string): string {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  return createHash('md5')
    .update(bytes.toString('base64') + key)
    .digest('hex');
}

export function isSignedWith(body: Buffer, sign: string, key: string): boolean {
  const expected = Buffer.from(signature(body, key));
  const given = Buffer.from(sign);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
// PHP's JSON_UNESCAPED_UNICODE still escapes the two line separators.
const escapeSeparators = (text: string): string => text.replace(/[\u2028\u2029]/g, escapeUnit);
const escapeSlashes = (text: string): string => text.replaceAll('/', '\\/');
const escapeAboveAscii = (text: string): string => text.replace(/[\u0080-\uffff]/g, escapeUnit);

/** The JSON text in one of the four pure styles. */
export function render(payload: unknown, style: Exclude<Style, 'mixed'>): string {
  const text = JSON.stringify(payload);
  if (style === 'plain') return text;
  if (style === 'unicode') return escapeAboveAscii(text);
  return style === 'php' ? escapeSlashes(escapeSeparators(text)) : escapeAboveAscii(escapeSlashes(text));
}

/** A whole signed webhook body. `sign` is the last member, or the first if the caller asks for that. */
export function signedBody(
  payload: Readonly<Record<string, unknown>>,
  key: string,
  form: { style: Style; signFirst?: boolean },
): string {
  const hashed = render(payload, form.style === 'mixed' ? 'php' : form.style);
  const wire = render(payload, form.style === 'mixed' ? 'php-ascii' : form.style);
  const sign = `"sign":"${signature(hashed, key)}"`;
  return form.signFirst ? `{${sign},${wire.slice(1)}` : `${wire.slice(0, -1)},${sign}}`;
}
