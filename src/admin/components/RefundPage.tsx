import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, Facts, muted } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { Lines } from './parts/Lines.tsx';
import { moment } from './parts/format.ts';
import { Movements } from './parts/Movements.tsx';
import { RecordLink } from './parts/RecordLink.tsx';
import { signed, type RefundPageData } from './parts/refund.ts';
import { RefundTrail } from './parts/RefundTrail.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';
import { Value } from './parts/Value.tsx';

const FACTS = [
  ['reason', 'enum'],
  ['note', 'text'],
  ['order_id', 'orders'],
  ['invoice_id', 'invoices'],
  ['ticket_id', 'tickets'],
  ['original_id', 'ledger_journals'],
  ['requester', 'text'],
  ['approver', 'text'],
  ['needs_approval', 'boolean'],
  ['created_at', 'time'],
  ['updated_at', 'time'],
  ['id', 'uuid'],
  ['correlation_id', 'text'],
] as const;
const PROVIDER = [
  ['network', 'text'],
  ['currency', 'text'],
  ['address_hint', 'text'],
  ['address_confirmed_at', 'time'],
  ['ready_at', 'time'],
  ['attempts', 'integer'],
  ['started_at', 'time'],
  ['accepted_at', 'time'],
  ['looked_at', 'time'],
  ['seen_status', 'status'],
] as const;
/** What keeps it from being carried out. */
const TRIES = [
  ['failures', 'integer'],
  ['next_try_at', 'time'],
] as const;
const SECTIONS: ReadonlySet<string> = new Set(['orders', 'invoices', 'tickets', 'ledger_journals']);

/** A refund or an adjustment: what it is, what it waits for, who did what, what the provider said, what was posted. */
export default function RefundPage({ record, resource }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<RefundPageData>(resource.id, String(record?.id));
  const texts = useTexts();
  const { sb } = texts;
  if (!page) return instead;
  const { refund } = page;
  const status = String(refund['status']);
  const isAdjustment = resource.id === 'adjustments';
  const facts = (columns: readonly (readonly [string, string])[]): (readonly [string, React.ReactNode])[] =>
    columns
      .filter(([name]) => refund[name] !== null && refund[name] !== undefined && refund[name] !== '')
      .map(([name, type]) => [texts.column(name), <Fact key={name} name={name} type={type} row={refund} />]);
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(320px, 440px) minmax(0, 1fr)',
        gap: 16,
        alignItems: 'start',
      }}
    >
      <div>
        <Card
          title={sb(isAdjustment ? 'refund.adjustmentFacts' : 'refund.facts')}
          aside={<Chip column="status" value={status} />}
        >
          <p style={{ fontSize: 26, fontWeight: 700, margin: '2px 0 4px' }} data-testid="amount">
            {signed(refund)}
          </p>
          <p style={{ ...muted, marginBottom: 12 }}>
            {isAdjustment
              ? texts.value('direction', refund['direction'])
              : texts.value('destination', refund['destination'])}
            {Number(refund['stars']) + Number(refund['bonus_stars']) > 0
              ? ` · ${sb('refund.starsBack')}: ${Number(refund['stars']) + Number(refund['bonus_stars'])} ⭐`
              : ''}
          </p>
          <Facts
            rows={[
              [
                texts.column('user_id'),
                <RecordLink key="user" resource="users" id={refund['user_id']}>
                  {String(page.user?.['name'] ?? '')} #{String(refund['user_id'])}
                </RecordLink>,
              ],
              ...facts(FACTS),
            ]}
          />
        </Card>
        {refund['destination'] === 'address' ? (
          <Card title={sb('refund.provider')}>
            <Facts rows={facts(PROVIDER)} />
            {page.events.map((event) => (
              <div key={String(event['id'])} style={{ fontSize: 13, marginTop: 8 }}>
                <Chip column="status" value={event['status']} />{' '}
                <RecordLink resource="provider_events" id={event['id']}>
                  {texts.value('source', event['source'])} ·{' '}
                  {moment(event['received_at'], texts.language, true)}
                </RecordLink>
              </div>
            ))}
          </Card>
        ) : null}
      </div>
      <div>
        <Card title={sb('refund.now')}>
          <p style={{ fontSize: 14, lineHeight: 1.5 }} data-testid="now">
            {sb(
              `refund.state.${refund['needs_person'] === true && status === 'approved' ? 'tried' : refund['needs_person'] === true && status === 'executing' ? 'unseen' : status}`,
            )}
          </p>
          {refund['error'] ? (
            <p style={{ color: '#a3241b', fontSize: 14, marginTop: 8 }}>
              {texts.value('error', refund['error'])} <code>{String(refund['error'])}</code>
            </p>
          ) : null}
          {Number(refund['failures']) > 0 || refund['next_try_at'] ? <Facts rows={facts(TRIES)} /> : null}
          {page.isOwn && status === 'requested' ? (
            <p style={{ background: '#fff3d6', borderRadius: 8, padding: 10, fontSize: 13, marginTop: 10 }}>
              {sb('refund.own')}
            </p>
          ) : null}
        </Card>
        {page.planned.length > 0 ? (
          <Card title={sb('refund.planned')}>
            <Movements lines={page.planned} />
          </Card>
        ) : null}
        {page.journals.length > 0 ? (
          <Card title={sb('refund.journals')}>
            {page.journals.map(({ journal, lines }) => (
              <div key={String(journal['journal_id'])} style={{ marginBottom: 12 }}>
                <Value name="kind" type="enum" value={journal['kind']} wide={false} />{' '}
                <RecordLink resource="ledger_journals" id={journal['journal_id']}>
                  {moment(journal['recorded_at'], texts.language, true)}
                </RecordLink>
                <Lines lines={lines} />
              </div>
            ))}
          </Card>
        ) : null}
        <Card title={sb('refund.trail')}>
          <RefundTrail steps={page.trail} />
        </Card>
        {page.messages.length > 0 ? (
          <Card title={sb('refund.messages')}>
            {page.messages.map((message) => (
              <div
                key={String(message['id'])}
                style={{ display: 'flex', gap: 10, padding: '4px 0', fontSize: 13 }}
              >
                <Chip column="state" value={message['state']} />
                <RecordLink resource="notifications" id={message['id']}>
                  {moment(message['created_at'], texts.language, true)}
                </RecordLink>
              </div>
            ))}
          </Card>
        ) : null}
      </div>
    </div>
  );
}

function Fact({
  name,
  type,
  row,
}: {
  name: string;
  type: string;
  row: RefundPageData['refund'];
}): React.ReactElement | null {
  if (SECTIONS.has(type)) return <RecordLink resource={type} id={row[name]} />;
  if (type === 'status') return <Chip column="status" value={row[name]} />;
  return <Value name={name} type={type} value={row[name]} wide />;
}
