import React from 'react';
import { muted } from '../../kit/Card.tsx';
import { Decisions } from './Decisions.tsx';
import { since } from '../../kit/format.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useTexts } from '../../kit/texts.ts';
import { WishAbout, WishLines, type WishData } from './Wish.tsx';

const cell: React.CSSProperties = {
  padding: '10px 10px',
  borderTop: '1px solid #eef0f5',
  fontSize: 13,
  textAlign: 'left',
  verticalAlign: 'top',
};

/** Limits, rules, accounts and breaks that wait for another person, the oldest first. */
export function Wishes({ wishes }: { wishes: readonly WishData[] }): React.ReactElement {
  const { sb } = useTexts();
  if (wishes.length === 0) return <p style={{ color: '#8a94a8', fontSize: 13 }}>{sb('twoPeople.empty')}</p>;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table style={{ width: '100%' }}>
        <tbody>
          {wishes.map((wish) => (
            <Line key={String(wish.row['id'])} wish={wish} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ wish }: { wish: WishData }): React.ReactElement {
  const { section, row, isOwn, mayDecide } = wish;
  const texts = useTexts();
  const { unit, n } = since(row['created_at']);
  const to = `/admin/resources/${section}/records/${String(row['id'])}`;
  return (
    <tr data-wish={String(row['id'])}>
      <td style={{ ...cell, whiteSpace: 'nowrap' }}>{texts.sb(`dashboard.${unit}`, { n })}</td>
      <td style={cell}>
        <RecordLink resource={section} id={row['id']}>
          {texts.value('kind', row['kind'])}
        </RecordLink>
        <div style={muted}>
          <WishAbout wish={wish} />
        </div>
      </td>
      <td style={cell}>
        <WishLines wish={wish} />
      </td>
      <td style={{ ...cell, maxWidth: 320, overflowWrap: 'anywhere' }}>{String(row['reason'])}</td>
      <td style={cell}>{String(row['requester'])}</td>
      <td style={{ ...cell, whiteSpace: 'nowrap', textAlign: 'right' }}>
        {mayDecide ? <Decisions to={to} isOwn={isOwn} /> : null}
      </td>
    </tr>
  );
}
