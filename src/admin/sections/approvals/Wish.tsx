import React from 'react';
import { RecordLink } from '../../kit/RecordLink.tsx';
import type { Row } from '../../kit/Table.tsx';
import { useTexts } from '../../kit/texts.ts';

/** A wish of one person that another one decides on, as the server tells it. */
export interface WishData {
  section: string;
  row: Row;
  about: string;
  lines: { name: string; before: string; after: string }[];
  isOwn: boolean;
  mayDecide: boolean;
}

const RECORD_OF: Record<string, string> = {
  limit: 'refund_limits',
  fraud_rule: 'fraud_rules',
  fraud_unblock: 'fraud_list_entries',
  break: 'breaks',
};

/** What it is about, as a link where there is a record of it. */
export function WishAbout({ wish: { row, about } }: { wish: WishData }): React.ReactElement {
  const { value } = useTexts();
  const kind = String(row['kind']);
  const [what = '', role = ''] = about.split(':');
  const text = kind === 'limit' ? `${value('kind', what)}, ${value('role', role)}` : about;
  const to = RECORD_OF[kind];
  return to === undefined ? (
    <>{text}</>
  ) : (
    <RecordLink resource={to} id={row['subject']}>
      {kind === 'limit' || kind === 'fraud_rule' ? text : undefined}
    </RecordLink>
  );
}

/** What would change, part by part: before, after. */
export function WishLines({ wish: { lines } }: { wish: WishData }): React.ReactElement {
  const texts = useTexts();
  const shown = (name: string, text: string): string => {
    if (text === 'true' || text === 'false') return texts.sb(text === 'true' ? 'common.yes' : 'common.no');
    const column = name === 'userId' ? '' : name;
    return text === '' ? '—' : name === 'userId' ? `#${text}` : texts.value(column, text);
  };
  return (
    <ul style={{ listStyle: 'none', padding: 0, margin: 0, fontSize: 13 }}>
      {lines.map(({ name, before, after }) => (
        <li key={name} style={{ overflowWrap: 'anywhere', padding: '2px 0' }}>
          <span style={{ color: '#6a758c' }}>
            {texts.known(`sb.twoPeople.part.${name}`) || texts.column(name)}:{' '}
          </span>
          {before === '' ? null : <>{shown(name, before)} → </>}
          <b>{shown(name, after)}</b>
        </li>
      ))}
    </ul>
  );
}
