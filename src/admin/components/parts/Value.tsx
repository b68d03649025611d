import React from 'react';
import { Changes, changesText } from './Changes.tsx';
import { Chip } from './Chip.tsx';
import { moment, shortId } from './format.ts';
import { accountText, actorText, auditText, detailText, personText, reasonText } from './ledgerTexts.ts';
import { useTexts } from './texts.ts';
import { plain } from './plain.ts';

/** Columns of free text whose values are a known few. */
const CHIP_COLUMNS = new Set(['status', 'state', 'outcome', 'kind']);

/** Columns whose texts the product writes itself, and how they are read. */
const SAID: Record<string, (text: string, texts: ReturnType<typeof useTexts>) => string> = {
  account: accountText,
  other_account: accountText,
  name: accountText,
  requester: personText,
  decider: personText,
  approver: personText,
  staff_name: personText,
  actor: actorText,
  resolved_by: actorText,
  started_by: actorText,
  reason: reasonText,
  action: auditText,
  subject_type: (type, { t }) => (/^\w+$/.test(type) ? t(`labels.${type}`, type) : type),
  detail: detailText,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A value as its type wants to be read. `wide` is the page of one record, where there is room for all of it. */
export function Value({
  name,
  type,
  value,
  wide,
}: {
  name: string;
  type: string;
  value: unknown;
  wide: boolean;
}): React.ReactElement | null {
  const texts = useTexts();
  // A role without a largest request may ask for any amount.
  if (name === 'request_up_to' && value === null) return <b>{texts.sb('refund.anyAmount')}</b>;
  if (value === null || value === undefined || value === '')
    return wide ? <span style={{ color: '#8a94a8' }}>—</span> : null;
  if (type === 'boolean') return <YesNo value={value === true || value === 'true'} name={name} />;
  if (type === 'time')
    return <span style={{ whiteSpace: 'nowrap' }}>{moment(value, texts.language, wide)}</span>;
  if (type === 'enum' || CHIP_COLUMNS.has(name)) return <Chip column={name} value={value} />;
  const said = SAID[name]?.(plain(value), texts);
  if (said !== undefined)
    return wide ? <span title={plain(value)}>{said}</span> : <Cut text={said} title={plain(value)} />;
  if (type === 'money')
    return (
      <span style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>
        {plain(value)}
      </span>
    );
  // What another system said is shown as it said it.
  if (type === 'json' && name !== 'facts')
    return wide ? <Changes after={value} /> : <Cut text={changesText(value, texts)} title={plain(value)} />;
  if (name === 'url')
    return (
      <a href={plain(value)} target="_blank" rel="noreferrer noopener">
        {plain(value)}
      </a>
    );
  if (type === 'uuid' || (!wide && UUID.test(plain(value))))
    return (
      <code title={plain(value)} style={{ fontSize: 12, whiteSpace: wide ? 'normal' : 'nowrap' }}>
        {wide ? plain(value) : shortId(value)}
      </code>
    );
  if (name === 'body' || name === 'facts')
    return wide ? <Block text={pretty(plain(value))} /> : <Cut text={plain(value)} />;
  return wide ? (
    <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{plain(value)}</span>
  ) : (
    <Cut text={plain(value)} />
  );
}

function YesNo({ value, name }: { value: boolean; name: string }): React.ReactElement {
  const { sb } = useTexts();
  // For these "yes" is what one looks out for.
  const alarming = name === 'bot_blocked' || name === 'frozen';
  const colour = value ? (alarming ? '#a3241b' : '#14693f') : '#8a94a8';
  return (
    <span style={{ color: colour, fontWeight: value ? 600 : 400 }}>
      {sb(value ? 'common.yes' : 'common.no')}
    </span>
  );
}

function Cut({ text, title = text }: { text: string; title?: string }): React.ReactElement {
  return (
    <span
      title={title}
      style={{
        display: 'inline-block',
        maxWidth: 200,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
        verticalAlign: 'bottom',
      }}
    >
      {text}
    </span>
  );
}

function Block({ text }: { text: string }): React.ReactElement {
  return <pre className="sb-json">{text}</pre>;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
