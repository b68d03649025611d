import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, muted } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { moment } from './parts/format.ts';
import { RecordFacts, twoColumns } from './parts/RecordFacts.tsx';
import { RecordLink } from './parts/RecordLink.tsx';
import { Releases, SUSPENSE_FACTS } from './parts/Releases.tsx';
import { RowTable, type Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { Trail, type TrailStep } from './parts/Trail.tsx';
import { useRecordPage } from './parts/usePage.ts';

interface Compared {
  fact: string;
  ours: string | null;
  theirs: string | null;
}
interface Page {
  row: Row;
  sides: Compared[];
  unread: { fields: string; raw: string } | undefined;
  trail: TrailStep[];
  invoice: Row | undefined;
  events: Row[];
  others: Row[];
  suspense: Row | undefined;
  releases: Row[];
}

const FACTS = [
  ['amount', 'money'],
  ['age', 'enum'],
  ['order_id', '@orders'],
  ['invoice_id', '@invoices'],
  ['user_id', '@users'],
  ['provider_uuid', 'text'],
  ['found_by', 'enum'],
  ['owner_name', 'text'],
  ['remark', 'text'],
  ['opened_at', 'time'],
  ['found_at', 'time'],
  ['resolution', 'enum'],
  ['resolved_at', 'time'],
  ['journal_id', '@ledger_journals'],
  ['id', 'uuid'],
] as const;

/** A difference with the provider: both sides beside each other, what to do, what was done. */
export default function BreakPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>('breaks', String(record?.id), { topics: ['approvals'] });
  const texts = useTexts();
  const { sb } = texts;
  if (!page) return instead;
  const { row, sides, trail, events, others, suspense, releases, unread } = page;
  return (
    <div style={twoColumns}>
      <Card title={texts.value('class', row['class'])} aside={<Chip column="status" value={row['status']} />}>
        <p style={{ fontSize: 14, lineHeight: 1.5, marginBottom: 12 }}>
          {sb(`breaks.about.${String(row['class'])}`)}
        </p>
        <RecordFacts row={row} columns={FACTS} />
      </Card>
      <div>
        <Card title={sb('breaks.sides')}>
          <Sides sides={sides} />
        </Card>
        {unread ? (
          <Card title={sb('breaks.unread')}>
            {unread.fields === '' ? null : (
              <p style={{ fontSize: 14, marginBottom: 8 }}>
                {sb('breaks.unreadFields', { fields: unread.fields })}
              </p>
            )}
            <pre style={{ fontSize: 12, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{unread.raw}</pre>
          </Card>
        ) : null}
        {row['status'] === 'open' ? (
          <Card title={sb('breaks.whatToDo')}>
            <p style={{ fontSize: 14, lineHeight: 1.5 }}>{sb(`breaks.todo.${String(row['class'])}`)}</p>
          </Card>
        ) : null}
        <Card title={sb('breaks.trail')}>
          <Trail steps={trail.map((step) => ({ ...step, note: noteOf(step, texts) }))} words="breaks.step" />
        </Card>
        {suspense ? (
          <Card title={sb('suspense.since')}>
            <RecordFacts row={suspense} columns={SUSPENSE_FACTS} />
            <p style={{ fontSize: 14, margin: '8px 0' }}>
              <RecordLink resource="suspense" id={suspense['journal_id']}>
                {sb('suspense.open')}
              </RecordLink>
            </p>
            <Releases rows={releases} />
          </Card>
        ) : null}
        {events.length > 0 ? (
          <Card title={sb('breaks.events')}>
            {events.map((event) => (
              <div
                key={String(event['id'])}
                style={{ display: 'flex', gap: 10, padding: '4px 0', fontSize: 13, alignItems: 'center' }}
              >
                <Chip column="status" value={event['status']} />
                <RecordLink resource="provider_events" id={event['id']}>
                  {texts.value('source', event['source'])} ·{' '}
                  {moment(event['received_at'], texts.language, true)}
                </RecordLink>
                <span style={muted}>{texts.value('outcome', event['outcome'])}</span>
              </div>
            ))}
          </Card>
        ) : null}
        {others.length > 0 ? (
          <Card title={sb('breaks.others')}>
            <RowTable
              rows={others}
              resource="breaks"
              columns={[
                ['opened_at', 'time'],
                ['class', 'enum'],
                ['status', 'enum'],
                ['resolution', 'enum'],
              ]}
            />
          </Card>
        ) : null}
      </div>
    </div>
  );
}

/** A resolution begins with its code; whoever took it is named already. */
function noteOf({ step, note, name }: TrailStep, { value }: ReturnType<typeof useTexts>): string {
  const [, way, why] = /^([a-z_]+): (.*)$/s.exec(note) ?? [];
  if (step === 'declined') return why ?? '';
  if (step === 'resolved' || step === 'asked')
    return way === undefined ? value('resolution', note) : `${value('resolution', way)}: ${why}`;
  return step === 'owner' && note === name ? '' : note;
}

const cell: React.CSSProperties = {
  padding: '8px 12px 8px 0',
  borderTop: '1px solid #eef0f5',
  fontSize: 13,
  textAlign: 'left',
  overflowWrap: 'anywhere',
};

function Sides({ sides }: { sides: readonly Compared[] }): React.ReactElement {
  const texts = useTexts();
  const shown = (fact: string, value: string | null): string =>
    value === null ? '—' : fact === 'status' ? texts.value('status', value) : value;
  return (
    <table style={{ width: '100%' }} data-testid="sides">
      <thead>
        <tr style={{ color: '#6a758c' }}>
          <th style={{ ...cell, border: 0 }} aria-label={texts.sb('breaks.fact')} />
          <th style={{ ...cell, border: 0, fontWeight: 400 }}>{texts.sb('breaks.ours')}</th>
          <th style={{ ...cell, border: 0, fontWeight: 400 }}>{texts.sb('breaks.theirs')}</th>
        </tr>
      </thead>
      <tbody>
        {sides.map(({ fact, ours, theirs }) => {
          const differs = Number(ours) !== Number(theirs) && ours !== theirs;
          return (
            <tr key={fact} style={differs ? { background: '#fff7e6' } : {}}>
              <td style={{ ...cell, color: '#6a758c' }}>{texts.sb(`breaks.facts.${fact}`)}</td>
              <td style={{ ...cell, fontWeight: differs ? 700 : 400 }}>{shown(fact, ours)}</td>
              <td style={{ ...cell, fontWeight: differs ? 700 : 400 }}>{shown(fact, theirs)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
