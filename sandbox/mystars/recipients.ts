import type { Fault } from '../shared/index.ts';
import { badRequest } from './failure.ts';
import type { Recipient } from './types.ts';
import type { MyStarsWorld } from './world.ts';

/** The result for a name that begins like this, if neither a test nor the imitated Telegram says anything else. */
const RULES: readonly (readonly [string, Partial<Recipient>])[] = [
  ['nobody_', { is: 'not_found' }],
  ['channel_', { is: 'not_user' }],
  ['closed_', { is: 'cannot_receive' }],
  ['unsure_', { is: 'indeterminate' }],
  ['undeliverable_', { end: 'reversed' }],
  ['held_', { end: 'held' }],
];

/** The reason, and Fragment's words that the service passes on. */
export const WHY_NOT: Readonly<Record<string, { reason: string; text: string }>> = {
  not_found: { reason: 'not_found', text: 'No Telegram users found.' },
  not_user: { reason: 'ineligible', text: 'Please enter a username assigned to a user.' },
  cannot_receive: {
    reason: 'ineligible',
    text: "You can't gift Telegram Stars to this account at this moment.",
  },
};

/** The name of `recipient: { username }`, in lower case and without `@`. Errors: Failure 400. */
export function readUsername(recipient: unknown): string {
  const username =
    typeof recipient === 'object' && recipient !== null && 'username' in recipient
      ? recipient.username
      : undefined;
  if (typeof username !== 'string') throw badRequest('recipient must be an object with a username');
  if (!/^@?[A-Za-z0-9_]{1,32}$/.test(username)) throw badRequest('recipient.username is not valid');
  return username.replace(/^@/, '').toLowerCase();
}

export function recipientOf(world: MyStarsWorld, username: string, fault?: Fault): Recipient {
  const usual: Recipient = { is: 'ok', name: world.accountOf(username)?.name ?? null, end: 'delivered' };
  const rule = RULES.find(([start]) => usual.name === null && username.startsWith(start));
  const found = { ...usual, ...rule?.[1], ...world.recipients.get(username) };
  if (fault?.kind === 'indeterminate') return { ...found, is: 'indeterminate' };
  return fault?.kind === 'wrongName' ? { ...found, name: fault.value ?? 'Somebody Else' } : found;
}

/** The answer of a check. It fails open: if the service cannot decide, it answers eligible. */
export function checkView({ is, name }: Recipient): Record<string, unknown> {
  const why = WHY_NOT[is];
  return {
    resolved: is !== 'not_found' && is !== 'indeterminate',
    eligible: why === undefined,
    recipient_name: is === 'ok' ? name : null,
    reason: why?.reason ?? null,
    telegram_message: why?.text ?? null,
    indeterminate: is === 'indeterminate',
  };
}
