/** Why typed text names no account. */
type RecipientRefusal = 'empty' | 'link' | 'invite' | 'alphabet' | 'form' | 'length';

/** `name`: lower case, without `@`. `warn`: it looks like the name of a bot. */
type ReadRecipient =
  | { readonly is: 'name'; readonly name: string; readonly warn?: 'bot' }
  | { readonly is: 'refused'; readonly why: RecipientRefusal };

/** Places of links to an account: the path begins with its name. */
const HOSTS: ReadonlySet<string> = new Set(['t.me', 'telegram.me', 'telegram.dog']);

/** Reads the account that a person typed: a name with or without `@`, or a link to it. Asks nobody. */
export function readRecipient(typed: string): ReadRecipient {
  const text = typed.trim();
  if (text === '') return refused('empty');
  const link = nameInLink(text);
  if (typeof link === 'object') return link;
  const name = (link ?? text).replace(/^@/, '').toLowerCase();
  if (name === '') return refused('empty');
  if (/\p{L}/u.test(name.replace(/[a-z]/g, ''))) return refused('alphabet');
  if (!/^[a-z0-9_]+$/.test(name)) return refused('form');
  if (name.length < 4 || name.length > 32) return refused('length');
  return { is: 'name', name, ...(name.endsWith('bot') && { warn: 'bot' as const }) };
}

function refused(why: RecipientRefusal): ReadRecipient {
  return { is: 'refused', why };
}

/** The name in a link, or why the link has none; undefined: it is no link. */
function nameInLink(text: string): string | ReadRecipient | undefined {
  const app = /^tg:\/\/resolve\/?\?(.*)$/i.exec(text);
  if (app) return new URLSearchParams(app[1]).get('domain') ?? refused('link');
  if (/^tg:/i.test(text)) return refused(/invite|join/i.test(text) ? 'invite' : 'link');
  const web = /^(https?:\/\/)?([a-z0-9_.-]+\.[a-z]+)(?:\/(.*))?$/i.exec(text.replace(/[?#].*$/, ''));
  if (!web) return /^https?:/i.test(text) ? refused('link') : undefined;
  const host = (web[2] ?? '').toLowerCase().replace(/^www\./, '');
  const path = (web[3] ?? '').replace(/\/$/, '');
  if (!HOSTS.has(host))
    return /^[a-z0-9_]+\.t\.me$/.test(host) && path === '' ? host.slice(0, -5) : refused('link');
  if (/^(\+|joinchat(\/|$))/i.test(path)) return refused('invite');
  return path === '' || path.includes('/') ? refused('link') : path;
}
