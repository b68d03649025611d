import React from 'react';
import { changeList, ChangeLine, partName, partText } from './Changes.tsx';
import { RecordLink } from './RecordLink.tsx';
import type { Row } from './Table.tsx';
import { useTexts } from './texts.ts';

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
  // The server has written the amounts.
  const shown = (name: string, text: string): string => partText(name, text, { texts, isCoin: false });
  return (
    <ul style={changeList}>
      {lines.map(({ name, before, after }) => (
        <ChangeLine
          key={name}
          name={partName(name, texts)}
          before={before === '' ? undefined : shown(name, before)}
          after={shown(name, after)}
        />
      ))}
    </ul>
  );
}
