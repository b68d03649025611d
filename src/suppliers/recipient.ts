/** The result of reading a recipient. `bot`: a name with this ending belongs to a bot, and bots have no stars. */
export type Recipient =
  | { readonly is: 'name'; readonly name: string; readonly warn?: 'bot' }
  /** `link`: the link does not lead to an account. `alphabet`: some letters only look like Latin ones. */
  | { readonly is: 'refused'; readonly why: 'empty' | 'link' | 'invite' | 'alphabet' | 'form' | 'length' };

type Refused = Extract<Recipient, { is: 'refused' }>;
const refused = (why: Refused['why']): Refused => ({ is: 'refused', why });

const SCHEME = '^(?:https?://)?';
/** The path of a link to Telegram. */
const LINK = new RegExp(String.raw`${SCHEME}(?:www\.)?(?:t\.me|telegram\.me|telegram\.dog)(?:/(.*))?$`, 'is');
/** The short form of such a link, with the name before the host. */
const OWN_HOST = new RegExp(String.raw`${SCHEME}([^./@]+)\.t\.me(/.*)?$`, 'is');
const APP_LINK = /^tg:(?:\/\/)?([a-z]+)\/?(?:\?(.*))?$/is;
const INVITE = /^(?:\+|joinchat(?:\/|$))/i;

/** Reads the recipient that a person typed: a name, with or without `@`, or a link to an account. */
export function readRecipient(typed: string): Recipient {
  const found = takeName(typed.trim());
  if (typeof found !== 'string') return found;
  const written = found.replace(/^@/, '');
  if (written === '') return refused('empty');
  // Check before lower-casing, because the small form of some foreign letters is Latin.
  if (/[\u{80}-\u{10ffff}]/u.test(written)) return refused('alphabet');
  const name = written.toLowerCase();
  if (!/^[a-z0-9_]+$/.test(name)) return refused('form');
  if (name.length < 4 || name.length > 32) return refused('length');
  return { is: 'name', name, ...(name.endsWith('bot') ? { warn: 'bot' } : {}) };
}

/** Takes the part of the text that should be a name. */
function takeName(text: string): string | Refused {
  const app = APP_LINK.exec(text);
  if (app) return inAppLink(app[1] ?? '', new URLSearchParams(app[2] ?? ''));
  const bare = text.replace(/[?#].*$/s, '').replace(/\/$/, '');
  const link = LINK.exec(bare);
  if (link) return inPath(link[1] ?? '');
  const own = OWN_HOST.exec(bare);
  if (own) return own[2] === undefined ? (own[1] ?? '') : refused('link');
  return /[/:]/.test(bare) ? refused('link') : bare;
}

function inPath(path: string): string | Refused {
  if (INVITE.test(path)) return refused('invite');
  // A path with more than one part is a message, a private group or a sticker set, and not an account.
  return path === '' || path.includes('/') ? refused('link') : path;
}

function inAppLink(verb: string, query: URLSearchParams): string | Refused {
  if (verb.toLowerCase() === 'join') return refused('invite');
  const name = query.get('domain');
  return verb.toLowerCase() !== 'resolve' || name === null || query.has('post') ? refused('link') : name;
}
