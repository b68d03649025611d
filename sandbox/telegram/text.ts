import { badRequest } from './errors.ts';
import { parseHtml } from './html.ts';
import { readJson, readText, type Params } from './params.ts';
import type { Entity } from './types.ts';

export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;

export interface Formatted {
  text: string;
  entities: Entity[];
}

/**
 * The text of a call after parsing, trimmed, with its links, commands and mentions. Lengths are counted in UTF-16 code
 * units. Errors: ApiError 400.
 */
export function readFormatted(params: Params, names: { text: string; entities: string }): Formatted {
  const raw = readText(params, names.text) ?? '';
  const mode = readText(params, 'parse_mode')?.toLowerCase() ?? '';
  if (mode !== '' && mode !== 'html') throw badRequest('unsupported parse_mode');
  const given = mode === '' ? readJson(params, names.entities, 'message entities') : undefined;
  const parsed =
    mode === 'html'
      ? parseHtml(raw)
      : { text: raw, entities: Array.isArray(given) ? (given as Entity[]) : [] };
  const trimmed = trim(parsed);
  return { text: trimmed.text, entities: withFound(trimmed) };
}

function trim({ text, entities }: Formatted): Formatted {
  const start = text.length - text.trimStart().length;
  const cut = text.trim();
  const kept = entities.flatMap((entity) => {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(cut.length, entity.offset - start + entity.length);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return { text: cut, entities: kept };
}

const FOUND: readonly { type: string; pattern: RegExp }[] = [
  { type: 'bot_command', pattern: /(?<![\w/])\/[a-z0-9_]{1,64}(?:@\w+)?(?![\w/])/gi },
  { type: 'url', pattern: /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/gi },
  { type: 'mention', pattern: /(?<![\w@])@\w{4,32}\b/g },
  { type: 'hashtag', pattern: /(?<![\p{L}\w#])#[\p{L}_][\p{L}\p{N}_]*/gu },
];

function withFound({ text, entities }: Formatted): Entity[] {
  const taken = entities.filter((item) => ['code', 'pre', 'text_link', 'text_mention'].includes(item.type));
  const found = [...entities];
  for (const { type, pattern } of FOUND) {
    for (const match of text.matchAll(pattern)) {
      const offset = match.index;
      const length = match[0].length;
      const overlaps = taken.some(
        (item) => offset < item.offset + item.length && offset + length > item.offset,
      );
      if (overlaps) continue;
      const entity = { type, offset, length };
      taken.push(entity);
      found.push(entity);
    }
  }
  return found.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/** A text that a person types: without markup, with its commands and links found. */
export function formatTyped(text: string): Formatted {
  const plain = trim({ text, entities: [] });
  return { text: plain.text, entities: withFound(plain) };
}
