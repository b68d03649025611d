import { AppError } from '../lib/index.ts';

const SHORTEST = 12;
export const LONGEST = 200;
const FEWEST_DIFFERENT = 5;

/** The owner of a password. It may not be the owner's e-mail or name. */
export interface Owner {
  readonly email: string;
  readonly name: string;
}

/** Words that well-known passwords are made of, after digits that replace letters are turned into letters. */
const WELL_KNOWN =
  'password|passwort|passw|parol|qwertyuiop|qwerty|asdfghjkl|asdfgh|asdf|zxcvbnm|zxcvb|qazwsx|edc|letmein|welcome|iloveyou|administrator|admin|root|login|master|monkey|dragon|princess|sunshine|football|baseball|superman|batman|starwars|trustno|changeme|change|default|secret|hello|world|test|user|guest|access|correcthorsebatterystaple|starboard|telegram|stars|star|crypto|bitcoin|пароль|йцукенгшщзхъ|йцукен|фывапролджэ|фыва|ячсмитьбю|админ|привет|люблю|наташа|солнышко|abcdefghijkl|abcdefgh|abcdef|abcd|abc|the|my|is|and|me';
const ONLY_KNOWN = new RegExp(`^(?:${WELL_KNOWN})+$`);
const LETTER_OF: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Refuses a password that is too short or too long, has few different characters, is well known (also with digits for
 * letters or around it), or is its owner's e-mail or name. Errors: PASSWORD_WEAK with `shortest` and `longest`.
 */
export function requireGoodPassword(password: string, owner: Owner): void {
  if (
    password.length < SHORTEST ||
    password.length > LONGEST ||
    new Set(password).size < FEWEST_DIFFERENT ||
    isWellKnown(password) ||
    isOfOwner(password, owner)
  )
    throw new AppError('PASSWORD_WEAK', { shortest: SHORTEST, longest: LONGEST });
}

function isWellKnown(password: string): boolean {
  const lower = password.toLowerCase();
  const bare = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const [asLetters, bareAsLetters] = [lower, bare].map((text) =>
    text.replaceAll(/[013457@$!]/g, (sign) => LETTER_OF[sign] ?? ''),
  );
  // Only digits and signs: this is a date, a telephone number or a row of keys.
  return [lower, asLetters, bareAsLetters].some((text = '') => {
    const letters = text.replaceAll(/[^\p{L}]/gu, '');
    return letters === '' || ONLY_KNOWN.test(letters);
  });
}

/** The e-mail, its first part or the name, with at most a few characters around it. */
function isOfOwner(password: string, { email, name }: Owner): boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const given = plain(password);
  const [local = ''] = email.split('@');
  return [email, local, name]
    .map(plain)
    .some((own) => own.length >= 4 && given.includes(own) && given.length - own.length < SHORTEST - 4);
}
