import React from 'react';
import { changeLines } from './changes.ts';
import { moment } from './format.ts';
import { coinsOf } from './minor.ts';
import { useTexts } from './texts.ts';

type Texts = ReturnType<typeof useTexts>;

/** One part of a change with its name, as a person reads it: before → after. */
export function ChangeLine({
  name,
  before,
  after,
}: {
  name: string;
  before?: string | undefined;
  after?: string | undefined;
}): React.ReactElement {
  const { column } = useTexts();
  return (
    <li style={{ overflowWrap: 'anywhere', padding: '2px 0' }}>
      {name === '' ? null : <span style={{ color: '#6a758c' }}>{name}: </span>}
      {before === undefined
        ? null
        : after === undefined
          ? `${before} (${column('before').toLowerCase()})`
          : `${before} → `}
      {after === undefined ? null : <b>{after}</b>}
    </li>
  );
}

export const changeList: React.CSSProperties = { listStyle: 'none', padding: 0, margin: 0, fontSize: 13 };

/** What a change of the audit log, or another object that the product wrote down, says: in words, with its JSON behind a fold. */
export function Changes({ before, after }: { before?: unknown; after: unknown }): React.ReactElement {
  const texts = useTexts();
  const parts = [before, after].filter((side) => typeof side === 'string' && side !== '');
  return (
    <div data-testid="changes">
      <ul style={changeList}>
        {told(before, after, texts).map((line) => (
          <ChangeLine key={line.name} {...line} />
        ))}
      </ul>
      <details style={{ marginTop: 8, fontSize: 12, color: '#6a758c' }}>
        <summary style={{ cursor: 'pointer' }}>JSON</summary>
        {parts.map((side, index) => (
          <pre key={index} className="sb-json">
            {String(side)}
          </pre>
        ))}
      </details>
    </div>
  );
}

/** The same in one line, for a list. */
export function changesText(after: unknown, texts: Texts): string {
  return told(undefined, after, texts)
    .map(({ name, after: text = '' }) => `${name}: ${text}`)
    .join(' · ');
}

function told(
  before: unknown,
  after: unknown,
  texts: Texts,
): { name: string; before?: string; after?: string }[] {
  const lines = changeLines(before, after);
  // Stars are no coins: the object says so, also where that is the same on both sides.
  const isCoin = [before, after].every((side) =>
    changeLines(undefined, side).every(({ name, after: is }) => name !== 'asset' || is !== 'STAR'),
  );
  return lines.map(({ name, ...sides }) => ({
    name: name
      .split('.')
      .map((part) => partName(part, texts))
      .join(' · '),
    ...Object.fromEntries(
      Object.entries(sides).map(([side, text]) => [
        side,
        partText(name.split('.').at(-1) ?? '', text, { texts, isCoin }),
      ]),
    ),
  }));
}

/** How a part is called: as the list that has it calls its column. */
export function partName(part: string, { known }: Texts): string {
  const column = part.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return (
    known(`sb.changed.${part}`) || known(`labels.parameter.${part}`) || known(`properties.${column}`) || part
  );
}

/** Amounts of the shop's coin, in minor units. */
const AMOUNTS = new Set([
  'amount',
  'price',
  'listPrice',
  'received',
  'requestUpTo',
  'approvalAbove',
  'minAmount',
]);
/** People and users, by number. */
const NUMBERS = new Set(['userId', 'user', 'owner', 'staffId']);
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

export function partText(
  part: string,
  text: string,
  { texts, isCoin }: { texts: Texts; isCoin: boolean },
): string {
  const { sb, t, value, known, decimals, language } = texts;
  if (text === '') return part === 'requestUpTo' ? sb('refund.anyAmount') : '—';
  if (text === 'true' || text === 'false') return sb(text === 'true' ? 'common.yes' : 'common.no');
  if (AMOUNTS.has(part) && isCoin && /^\d+$/.test(text))
    return `${coinsOf(text, decimals)} ${t('sbc.coin', '')}`;
  if (NUMBERS.has(part)) return `#${text}`;
  if (INSTANT.test(text)) return moment(text, language, true);
  if (part === 'phase') return known(`sb.circuits.${text}`) || text;
  // Names of values are words of ours; what people wrote is no key.
  const column = part.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return /^[\w -]{1,40}$/.test(text) ? value(column, text) : text;
}
