import { createHmac } from 'node:crypto';
import { Failure } from './failure.ts';
import type { IStarWorld } from './world.ts';

const NOBODY = 'No Telegram users found.';
/**
 * A name that begins like this always has this result, even if Telegram knows the account. The texts are Fragment's
 * own.
 */
const RULES: readonly (readonly [string, string])[] = [
  ['nobody_', NOBODY],
  ['channel_', 'Please enter a username assigned to a user.'],
  ['closed_', 'You can&#39;t gift Telegram Stars to this account at this moment.'],
];
const SELF = 'myself_';

export interface FoundRecipient {
  readonly username: string;
  readonly token: string;
  readonly name: string;
  readonly isSelf: boolean;
  readonly photo: string | null;
}

/** The account of a name: one that the imitated Telegram knows, otherwise a made-up one. Errors: Failure. */
export function findRecipient(world: IStarWorld, written: string): FoundRecipient {
  const username = written.replace(/^@/, '').toLowerCase();
  if (!/^[a-z0-9_]{4,32}$/.test(username))
    throw new Failure(400, { success: false, error: 'username is invalid' });
  const problem = RULES.find(([beginning]) => username.startsWith(beginning))?.[1];
  if (problem !== undefined) throw notFound(problem);
  const person = world.findPerson(username);
  if (person?.deactivated === true) throw notFound(NOBODY);
  const made = username.charAt(0).toUpperCase() + username.slice(1);
  return {
    username,
    token: tokenOf(world, person ? `id ${person.user.id}` : `name ${username}`),
    name: person ? [person.user.first_name, person.user.last_name].filter(Boolean).join(' ') : made,
    photo: person ? `https://t.me/i/userpic/320/${username}.jpg` : null,
    isSelf: username.startsWith(SELF),
  };
}

const notFound = (error: string): Failure => new Failure(404, { success: false, error });

/** Opaque, and always the same for one account, whatever name it has. */
function tokenOf(world: IStarWorld, account: string): string {
  return createHmac('sha256', world.apiKey).update(account).digest('base64url');
}
