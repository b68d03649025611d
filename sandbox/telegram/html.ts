import { own } from '../../src/lib/index.ts';
import type { Entity } from './types.ts';
import { badRequest } from './errors.ts';

/** Maps a tag to its entity type. It has every tag of the HTML mode. */
const TAGS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  'tg-spoiler': 'spoiler',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  tag: string;
  offset: number;
  attributes: Readonly<Record<string, string>>;
}

/**
 * Reads text in HTML parse mode in the same way as Telegram. A bare `>` or `&` is allowed; every `<` must begin a known
 * tag. Errors: ApiError 400 `Bad Request: can't parse entities: …` with the byte offset.
 */
export function parseHtml(source: string): { text: string; entities: Entity[] } {
  const reader = { source, at: 0 };
  const entities: Entity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  while (reader.at < source.length) {
    const char = source[reader.at] ?? '';
    if (char === '&') text += readCharacter(reader);
    else if (char !== '<') {
      text += char;
      reader.at += 1;
    } else if (source[reader.at + 1] === '/') {
      const closed = readEndTag(reader, open);
      const entity = toEntity(closed, text, entities);
      if (entity) entities.push(entity);
    } else {
      open.push({ ...readStartTag(reader), offset: text.length });
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

interface Reader {
  readonly source: string;
  at: number;
}

const cannotParse = (why: string): Error => badRequest(`can't parse entities: ${why}`);
const byteOffset = (source: string, at: number): string =>
  `at byte offset ${Buffer.byteLength(source.slice(0, at), 'utf8')}`;
const isSpace = (char: string | undefined): boolean => char !== undefined && /\s/.test(char);

function readCharacter(reader: Reader): string {
  const match = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));?/i.exec(
    reader.source.slice(reader.at, reader.at + 12),
  );
  const code = match?.[1] ? Number(match[1]) : match?.[2] ? parseInt(match[2], 16) : undefined;
  const decoded =
    code !== undefined && code > 0 && code <= 0x10ffff
      ? String.fromCodePoint(code)
      : own(NAMED, match?.[3]?.toLowerCase() ?? '');
  if (!match || decoded === undefined) {
    reader.at += 1;
    return '&';
  }
  reader.at += match[0].length;
  return decoded;
}

function readStartTag(reader: Reader): Omit<OpenTag, 'offset'> {
  const { source } = reader;
  const begin = reader.at;
  reader.at += 1;
  while (reader.at < source.length && !isSpace(source[reader.at]) && source[reader.at] !== '>')
    reader.at += 1;
  if (reader.at >= source.length) throw cannotParse(`Unclosed start tag ${byteOffset(source, begin)}`);
  const tag = source.slice(begin + 1, reader.at).toLowerCase();
  if (!Object.hasOwn(TAGS, tag))
    throw cannotParse(`Unsupported start tag "${tag}" ${byteOffset(source, begin)}`);
  const attributes: Record<string, string> = {};
  for (;;) {
    while (isSpace(source[reader.at])) reader.at += 1;
    if (reader.at >= source.length)
      throw cannotParse(`Unclosed start tag "${tag}" ${byteOffset(source, begin)}`);
    if (source[reader.at] === '>') break;
    const [name, value] = readAttribute(reader, tag);
    attributes[name] = value;
  }
  reader.at += 1;
  return { tag, attributes };
}

function readAttribute(reader: Reader, tag: string): [name: string, value: string] {
  const { source } = reader;
  const begin = reader.at;
  while (reader.at < source.length && !/[\s=>/"']/.test(source[reader.at] ?? '')) reader.at += 1;
  const name = source.slice(begin, reader.at).toLowerCase();
  if (name === '') throw cannotParse(`Empty attribute name in the tag "${tag}" ${byteOffset(source, begin)}`);
  while (isSpace(source[reader.at])) reader.at += 1;
  if (source[reader.at] !== '=') return [name, ''];
  reader.at += 1;
  while (isSpace(source[reader.at])) reader.at += 1;
  const quote = source[reader.at];
  let value = '';
  if (quote !== '"' && quote !== "'") {
    while (/[\w.-]/.test(source[reader.at] ?? '')) value += source[reader.at++] ?? '';
    if (value === '' || !/[\s>]/.test(source[reader.at] ?? ''))
      throw cannotParse(`Unexpected end of name token ${byteOffset(source, reader.at)}`);
    return [name, value];
  }
  reader.at += 1;
  while (reader.at < source.length && source[reader.at] !== quote)
    value += source[reader.at] === '&' ? readCharacter(reader) : (source[reader.at++] ?? '');
  if (reader.at >= source.length)
    throw cannotParse(`Unclosed start tag "${tag}" ${byteOffset(source, begin)}`);
  reader.at += 1;
  return [name, value];
}

function readEndTag(reader: Reader, open: OpenTag[]): OpenTag {
  const { source } = reader;
  const begin = reader.at;
  const where = byteOffset(source, begin);
  const top = open.pop();
  if (!top) throw cannotParse(`Unexpected end tag ${where}`);
  const end = source.indexOf('>', begin);
  if (end < 0) throw cannotParse(`Unclosed end tag ${where}`);
  const name = source
    .slice(begin + 2, end)
    .trim()
    .toLowerCase();
  if (name !== '' && name !== top.tag)
    throw cannotParse(`Unmatched end tag ${where}, expected "</${top.tag}>", found "</${name}>"`);
  reader.at = end + 1;
  return top;
}

function toEntity(tag: OpenTag, text: string, done: Entity[]): Entity | undefined {
  const length = text.length - tag.offset;
  const type = own(TAGS, tag.tag) ?? '';
  const base = { type, offset: tag.offset, length };
  if (length === 0) return undefined;
  if (type === 'text_link') {
    const url = linkTarget(tag.attributes['href'] ?? text.slice(tag.offset));
    return url === undefined ? undefined : { ...base, url };
  }
  if (type === 'custom_emoji') return { ...base, custom_emoji_id: tag.attributes['emoji-id'] ?? '' };
  const language = /^language-(.+)$/.exec(tag.attributes['class'] ?? '')?.[1];
  if (type === 'code' && language) return { ...base, language };
  if (type === 'pre') return withLanguage(base, done);
  if (type === 'blockquote' && 'expandable' in tag.attributes)
    return { ...base, type: 'expandable_blockquote' };
  return base;
}

/** `<pre><code class="language-x">` is one entity. */
function withLanguage(pre: Entity, done: Entity[]): Entity {
  const inner = done.findIndex(
    (item) => item.type === 'code' && item.offset === pre.offset && item.length === pre.length,
  );
  if (inner < 0) return pre;
  const [code] = done.splice(inner, 1);
  return code?.language ? { ...pre, language: code.language } : pre;
}

/** A link that Telegram would keep. Undefined: only the text stays. */
function linkTarget(href: string): string | undefined {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `http://${href}`;
  try {
    const url = new URL(full);
    return ['http:', 'https:', 'tg:', 'ton:', 'mailto:'].includes(url.protocol) ? full : undefined;
  } catch {
    return undefined;
  }
}
