import React from 'react';
import type { ShownColumn } from '../access/shell.ts';
import { COMMON } from '../words/common.ts';
import { Changes, changesText } from './Changes.tsx';
import { toneOf } from '../words/tones.ts';
import { Pill } from './Chip.tsx';
import { moment, shortId } from './format.ts';
import { plain } from './plain.ts';
import { useSay } from './say.ts';
import { sayingText } from './sayings.ts';
import { useColumns, useShell } from './shell.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A value of a table's column. `wide`: on the page of one record, which has room for all of it. */
export function Value({
  source,
  name,
  value,
  wide = false,
}: {
  source: string;
  name: string;
  value: unknown;
  wide?: boolean;
}): React.ReactElement | null {
  return <Shown column={useColumns(source)(name)} name={name} value={value} wide={wide} />;
}

/** A value in the form that its column needs. */
export function Shown({
  column: { type, words, tones, says, empty },
  name,
  value,
  wide,
}: {
  column: ShownColumn;
  name: string;
  value: unknown;
  wide: boolean;
}): React.ReactElement | null {
  const say = useSay();
  const shell = useShell();
  const text = plain(value);
  if (text === '') return empty === undefined ? <Nothing wide={wide} /> : <b>{empty}</b>;
  if (type === 'boolean') return <YesNo value={text === 'true'} name={name} />;
  if (type === 'time') return <span className="sb-nowrap">{moment(value, say.language, wide)}</span>;
  // The text may be a code or whole sentences. It is a code only if it has a word.
  const word = words?.[text] ?? (type === 'enum' ? text : undefined);
  if (word !== undefined) return <Pill tone={toneOf(text, tones)}>{word}</Pill>;
  if (says !== undefined) {
    const said = sayingText(says, text, { say, shell });
    return wide ? <span title={text}>{said}</span> : <Cut text={said} title={text} />;
  }
  if (type === 'money') return <span className="sb-money">{text}</span>;
  if (name === 'body' || name === 'facts' || name === 'raw')
    return wide ? <pre className="sb-block">{pretty(text)}</pre> : <Cut text={text} />;
  if (type === 'json')
    return wide ? <Changes after={value} /> : <Cut text={changesText(value, { say, shell })} title={text} />;
  if (name === 'url')
    return (
      <a href={text} target="_blank" rel="noreferrer noopener">
        {text}
      </a>
    );
  if (type === 'uuid' || (!wide && UUID.test(text)))
    return (
      <code title={text} className={wide ? 'sb-id' : 'sb-id sb-nowrap'}>
        {wide ? text : shortId(text)}
      </code>
    );
  return wide ? <span className="sb-whole">{text}</span> : <Cut text={text} />;
}

function Nothing({ wide }: { wide: boolean }): React.ReactElement | null {
  const say = useSay();
  return wide ? <span className="sb-muted">{say(COMMON.none)}</span> : null;
}

/** For these values "yes" is the alarming answer. */
const ALARMING = new Set(['bot_blocked', 'frozen', 'needs_person']);

function YesNo({ value, name }: { value: boolean; name: string }): React.ReactElement {
  const say = useSay();
  const alarming = ALARMING.has(name);
  return (
    <span className="sb-yes" data-tone={value ? (alarming ? 'bad' : 'good') : 'plain'}>
      {say(value ? COMMON.yes : COMMON.no)}
    </span>
  );
}

function Cut({ text, title = text }: { text: string; title?: string }): React.ReactElement {
  return (
    <span title={title} className="sb-cut">
      {text}
    </span>
  );
}

/** An answer of another system, exactly as it came. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
