import { Icon } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { Card, Facts, muted } from './parts/Card.tsx';
import { moment, shortId } from './parts/format.ts';
import { actorText, detailText, reasonText } from './parts/ledgerTexts.ts';
import { Lines } from './parts/Lines.tsx';
import { userText } from './parts/RecordFacts.tsx';
import { useTexts } from './parts/texts.ts';
import type { Row } from './parts/Table.tsx';
import { useRecordPage } from './parts/usePage.ts';
import { Value } from './parts/Value.tsx';

interface Item {
  at: string;
  what: keyof typeof LOOKS;
  resource: string;
  id: string;
  row: Row;
  lines?: Row[];
}
interface Page {
  order: Row;
  /** What the user is told about the payment. */
  said: Record<'ru' | 'en', string>;
  timeline: Item[];
}

const LOOKS = {
  created: ['ShoppingBag', '#2f5bea'],
  invoice: ['FileText', '#7a4bd0'],
  event: ['Radio', '#0f8f8f'],
  journal: ['BookOpen', '#14693f'],
  message: ['Bell', '#c27a00'],
  refund: ['CornerUpLeft', '#a3241b'],
  adjustment: ['Sliders', '#7a4bd0'],
  ticket: ['MessageCircle', '#b3261e'],
  ticketMessage: ['MessageCircle', '#b3261e'],
} as const;

/** One order and everything that happened to it, in one line of time. */
export default function OrderPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>('orders', String(record?.id));
  const texts = useTexts();
  if (!page) return instead;
  const { order, said, timeline } = page;
  const facts = (
    [
      'status',
      'kind',
      'stars',
      'bonus_stars',
      'amount',
      'user_id',
      'created_at',
      'paid_at',
      'id',
      'correlation_id',
    ] as const
  ).map(
    (name) =>
      [
        texts.column(name),
        name === 'user_id' ? (
          <Link
            key={name}
            to={`/admin/resources/users/records/${String(order[name])}/show`}
            style={{ color: '#2f5bea' }}
          >
            {userText(order, order[name])}
          </Link>
        ) : (
          <Value key={name} name={name} type={TYPES[name] ?? 'text'} value={order[name]} wide />
        ),
      ] as const,
  );
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(280px, 360px) 1fr',
        gap: 16,
        alignItems: 'start',
      }}
    >
      <Card title={texts.sb('order.facts')}>
        <p data-testid="said" style={{ fontSize: 14, fontWeight: 600, marginBottom: 10 }}>
          {said[texts.language === 'ru' ? 'ru' : 'en']}
        </p>
        <Facts rows={facts} />
      </Card>
      <Card title={texts.sb('order.timeline')}>
        <ol data-testid="timeline">
          {timeline.map((item, index) => (
            <Step key={`${item.what}${item.id}${index}`} item={item} last={index === timeline.length - 1} />
          ))}
        </ol>
      </Card>
    </div>
  );
}

const TYPES: Record<string, string> = {
  status: 'enum',
  kind: 'enum',
  amount: 'money',
  created_at: 'time',
  paid_at: 'time',
  id: 'uuid',
};

function Step({ item, last }: { item: Item; last: boolean }): React.ReactElement {
  const texts = useTexts();
  const [icon, colour] = LOOKS[item.what];
  const { row } = item;
  const status = item.what === 'message' ? row['state'] : row['status'];
  return (
    <li style={{ display: 'flex', gap: 14, paddingBottom: last ? 0 : 18, position: 'relative' }}>
      {last ? null : (
        <span
          style={{ position: 'absolute', left: 15, top: 32, bottom: 0, width: 2, background: '#e6eaf3' }}
        />
      )}
      <span
        style={{
          width: 32,
          height: 32,
          borderRadius: 32,
          background: `${colour}1a`,
          color: colour,
          display: 'grid',
          placeItems: 'center',
          flexShrink: 0,
        }}
      >
        <Icon icon={icon} size={16} />
      </span>
      <div style={{ flex: 1, minWidth: 0 }}>
        <div style={{ display: 'flex', gap: 10, alignItems: 'center', flexWrap: 'wrap' }}>
          <b style={{ fontSize: 14 }}>{texts.sb(`order.${item.what}`)}</b>
          {item.what === 'journal' || item.what === 'message' ? (
            <Value name="kind" type="enum" value={row['kind']} wide={false} />
          ) : null}
          {item.what !== 'ticketMessage' && item.what !== 'created' ? (
            <Value
              name={item.what === 'message' ? 'state' : 'status'}
              type="enum"
              value={status}
              wide={false}
            />
          ) : null}
          <span style={muted}>{moment(item.at, texts.language, true)}</span>
          {item.what === 'created' ? null : (
            <Link
              to={`/admin/resources/${item.resource}/records/${item.id}/show`}
              style={{ ...muted, color: '#2f5bea' }}
            >
              {shortId(item.id)}
            </Link>
          )}
        </div>
        <div style={{ fontSize: 13, color: '#48536b', marginTop: 4, lineHeight: 1.5 }}>
          {detail(item, texts)}
        </div>
        {item.lines && item.lines.length > 0 ? <Lines lines={item.lines} /> : null}
      </div>
    </li>
  );
}

const SAID: Record<string, (text: string, texts: ReturnType<typeof useTexts>) => string> = {
  outcome: (text, texts) => texts.value('outcome', text),
  detail: detailText,
  reason: reasonText,
  actor: actorText,
};

/** What one would ask about each kind of step. */
function detail({ what, row }: Item, texts: ReturnType<typeof useTexts>): React.ReactNode {
  const part = (name: string): string =>
    row[name] === null || row[name] === undefined || row[name] === ''
      ? ''
      : `${texts.column(name)}: ${SAID[name]?.(String(row[name]), texts) ?? String(row[name])}`;
  const join = (...names: string[]): string =>
    names
      .map(part)
      .filter((text) => text !== '')
      .join(' · ');
  switch (what) {
    case 'created':
      return join('amount', 'stars', 'bonus_stars');
    case 'invoice':
      return join('amount', 'received', 'fee', 'provider_uuid');
    case 'event':
      return [texts.value('source', row['source']), join('outcome', 'detail')]
        .filter((text) => text !== '')
        .join(' · ');
    case 'journal':
      return join('reason', 'actor');
    case 'message':
      return join('error');
    case 'refund':
      return `${texts.value('destination', row['destination'])} · ${join('amount', 'requester', 'approver', 'note')}`;
    case 'adjustment':
      return `${texts.value('direction', row['direction'])} · ${join('amount', 'requester', 'approver', 'note')}`;
    case 'ticket':
      return `#${String(row['number'])} · ${texts.value('subject', row['subject'])}`;
    case 'ticketMessage':
      return `${texts.value('author', row['author'])}: ${String(row['body'] ?? '')}`;
  }
}
