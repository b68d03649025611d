import { el } from './common.js';

const SIMPLE = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const BLOCKS = ['pre', 'blockquote', 'expandable_blockquote'];

/** Turns text with Telegram entities (offsets in UTF-16 units, as JavaScript counts) into nodes. */
export function richText(text, entities, actions) {
  return build(text, [...(entities ?? [])], { from: 0, to: text.length }, actions);
}

function build(text, entities, { from, to }, actions) {
  const nodes = [];
  let at = from;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at) {
      index += 1;
      continue;
    }
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    let next = index + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    const inner = build(text, entities.slice(index + 1, next), { from: entity.offset, to: end }, actions);
    nodes.push(wrap(entity, inner, text.slice(entity.offset, end), actions));
    // A block ends its line by itself.
    at = BLOCKS.includes(entity.type) && text[end] === '\n' ? end + 1 : end;
    index = next;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function wrap(entity, inner, raw, actions) {
  const tag = SIMPLE[entity.type];
  if (tag) return el(tag, {}, inner);
  switch (entity.type) {
    case 'pre':
      return el('pre', { data: { language: entity.language ?? '' } }, inner);
    case 'spoiler':
      return el('span.spoiler', { onclick: (event) => event.currentTarget.classList.add('open') }, inner);
    case 'text_link':
      return link(entity.url, inner, actions);
    case 'url':
      return link(raw, inner, actions);
    case 'bot_command':
      return el('a', { href: '#', onclick: (event) => act(event, () => actions.command(raw)) }, inner);
    case 'mention':
    case 'hashtag':
      return el('span.mention', {}, inner);
    default:
      return el('span', {}, inner);
  }
}

function link(url, inner, actions) {
  return el(
    'a',
    { href: url, target: '_blank', rel: 'noopener', onclick: (event) => followed(event, url, actions) },
    inner,
  );
}

/** A link to the bot itself presses Start with its payload, as Telegram does. */
function followed(event, url, actions) {
  const payload = actions.startPayload(url);
  if (payload !== undefined) act(event, () => actions.start(payload));
}

function act(event, work) {
  event.preventDefault();
  work();
}
