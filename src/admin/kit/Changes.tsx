import React from 'react';
import type { Shell, ShownColumn } from '../access/shell.ts';
import { CHANGE_PARTS, PART_VALUES } from '../words/changes.ts';
import { COMMON } from '../words/common.ts';
import { changeLines } from './changes.ts';
import { moment } from './format.ts';
import { coinsOf } from './minor.ts';
import { useSay, type Say } from './say.ts';
import { useShell } from './shell.ts';

/** Where to look up words. */
export interface Words {
  readonly say: Say;
  readonly shell: Shell;
}

export function useWords(): Words {
  return { say: useSay(), shell: useShell() };
}

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
  const say = useSay();
  return (
    <li>
      {name === '' ? null : <span className="sb-muted">{name}: </span>}
      {before === undefined
        ? null
        : after === undefined
          ? `${before} (${say(COMMON.before)})`
          : `${before} → `}
      {after === undefined ? null : <b>{after}</b>}
    </li>
  );
}

/**
 * Shows a change from the audit log, or another object that the product wrote down: in words, with its JSON behind a
 * fold.
 */
export function Changes({ before, after }: { before?: unknown; after: unknown }): React.ReactElement {
  const words = useWords();
  const parts = [before, after].filter((side) => typeof side === 'string' && side !== '');
  return (
    <div data-testid="changes">
      <ul className="sb-changes">
        {told(before, after, words).map((line) => (
          <ChangeLine key={line.name} {...line} />
        ))}
      </ul>
      <details className="sb-muted">
        <summary>JSON</summary>
        {parts.map((side, index) => (
          <pre key={index} className="sb-block">
            {String(side)}
          </pre>
        ))}
      </details>
    </div>
  );
}

/** The same in one line, for a list. */
export function changesText(after: unknown, words: Words): string {
  return told(undefined, after, words)
    .map(({ name, after: text = '' }) => `${name}: ${text}`)
    .join(' · ');
}

function told(
  before: unknown,
  after: unknown,
  words: Words,
): { name: string; before?: string; after?: string }[] {
  const lines = changeLines(before, after);
  // Stars are not coins. The object says so, also if that part is the same on both sides.
  const isCoin = [before, after].every((side) =>
    changeLines(undefined, side).every(({ name, after: is }) => name !== 'asset' || is !== 'STAR'),
  );
  return lines.map(({ name, ...sides }) => ({
    name: name
      .split('.')
      .map((part) => partName(part, words))
      .join(' · '),
    ...Object.fromEntries(
      Object.entries(sides).map(([side, text]) => [
        side,
        partText(name.split('.').at(-1) ?? '', text, { words, isCoin }),
      ]),
    ),
  }));
}

/** Columns of any table with this name. A change can have parts of many tables. */
function columnsCalled(part: string, { sources }: Shell): ShownColumn[] {
  const name = part.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.values(sources).flatMap(({ columns }) => columns[name] ?? []);
}

/** The name of a part: the same as that of the column in its list. */
export function partName(part: string, { say, shell }: Words): string {
  const own = CHANGE_PARTS[part];
  return own ? say(own) : (columnsCalled(part, shell)[0]?.label ?? part);
}

/** Amounts of the shop's coin, in minor units. */
const AMOUNTS = new Set([
  'amount',
  'price',
  'listPrice',
  'received',
  'credited',
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
  { words: { say, shell }, isCoin }: { words: Words; isCoin: boolean },
): string {
  if (text === '') return say(part === 'requestUpTo' ? COMMON.anyAmount : COMMON.none);
  if (text === 'true' || text === 'false') return say(text === 'true' ? COMMON.yes : COMMON.no);
  if (AMOUNTS.has(part) && isCoin && /^\d+$/.test(text))
    return `${coinsOf(text, shell.decimals)} ${shell.coin}`;
  if (NUMBERS.has(part)) return `#${text}`;
  if (INSTANT.test(text)) return moment(text, say.language, true);
  // The words for values are ours. A text that a person wrote is not a key.
  if (!/^[\w -]{1,40}$/.test(text)) return text;
  const own = PART_VALUES[part]?.[text];
  const words = columnsCalled(part, shell).map((column) => column.words?.[text]);
  return own ? say(own) : (words.find((word) => word !== undefined) ?? text);
}
