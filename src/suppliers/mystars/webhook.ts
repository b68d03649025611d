import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SupplierEvent } from '../contract.ts';
import { jsonOf } from './answers.ts';
import { viewOf } from './orders.ts';
import { ORDER } from './schemas.ts';

export const SIGNATURE_HEADER = 'x-faas-signature';

/**
 * Says whether one signature in the header was made with one of our secrets. For a day after a rotation the header has two
 * signatures. Every pair is compared, even after a match, so the time reveals nothing.
 */
export function isSigned(raw: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  // The supplier writes lower case and no prefix such as `sha256=`, so other forms are ignored.
  const given = (header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => /^[0-9a-f]{64}$/.test(part));
  let matches = 0;
  for (const secret of secrets) {
    // With an empty secret anybody could sign.
    if (secret === '') continue;
    const wanted = createHmac('sha256', secret).update(raw).digest();
    for (const part of given) matches += Number(timingSafeEqual(Buffer.from(part, 'hex'), wanted));
  }
  return matches > 0;
}

/** Checks and reads a webhook of MyStars. The names in `headers` are in lower case, as Node gives them. */
export function readWebhook(
  raw: Buffer,
  headers: Readonly<Record<string, string | undefined>>,
  secrets: readonly string[],
): SupplierEvent {
  if (!isSigned(raw, headers[SIGNATURE_HEADER], secrets)) return { is: 'rejected', why: 'signature' };
  const text = raw.toString('utf8');
  const body = ORDER.safeParse(jsonOf(text));
  if (!body.success) return { is: 'rejected', why: 'form' };
  const view = viewOf(body.data, text);
  return { is: 'event', ref: view.ref, state: view.state, status: view.status, view };
}
