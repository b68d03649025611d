import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, Facts, muted } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { moment } from './parts/format.ts';
import { reasonText } from './parts/ledgerTexts.ts';
import { RecordFacts, twoColumns } from './parts/RecordFacts.tsx';
import { RecordLink } from './parts/RecordLink.tsx';
import { RowTable, type Row } from './parts/Table.tsx';
import { UserOrders } from './parts/UserOrders.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';

interface Page {
  flag: Row;
  inputs: { name: string; value: string }[];
  version: Row | undefined;
  user: Row | undefined;
  others: Row[];
  orders: Row[];
  snoozes: Row[];
}

/** Where the thing that an event is about stands. */
const SUBJECTS: Record<string, string> = {
  invoice: 'invoices',
  payment: 'invoices',
  purchase: 'orders',
  refund: 'refunds',
  address: 'refunds',
  block: 'security_events',
  forgery: 'security_events',
};

const FACTS = [
  ['score', 'integer'],
  ['weight', 'integer'],
  ['ip', 'text'],
  ['event_at', 'time'],
  ['created_at', 'time'],
  ['hits', 'integer'],
  ['last_at', 'time'],
  ['decided_by_name', 'text'],
  ['decided_at', 'time'],
  ['note', 'text'],
  ['id', 'uuid'],
  ['correlation_id', 'text'],
] as const;

/** A flag: which rule, what it measured against which limit, about whom, and what else is known of them. */
export default function FlagPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>('fraud_flags', String(record?.id));
  const texts = useTexts();
  const { sb } = texts;
  if (!page) return instead;
  const { flag, user, version } = page;
  const titleOf = (row: Row): string => String(row[`title_${texts.language}`] ?? row['rule_id']);
  const title = titleOf(flag);
  // Rules with a percentage measure percent.
  const unit = page.inputs.some(({ name }) => name === 'percent') ? ' %' : '';
  return (
    <div style={twoColumns}>
      <div>
        <Card title={title} aside={<Chip column="status" value={flag['status']} />}>
          <p style={{ fontSize: 26, fontWeight: 700, margin: '2px 0' }} data-testid="measured">
            {String(flag['measured'])}
            {unit}
            <span style={{ fontSize: 14, fontWeight: 400, color: '#6a758c' }}>
              {' '}
              {sb('fraud.against', { limit: `${String(flag['limit_value'])}${unit}` })}
            </span>
          </p>
          <p style={{ marginBottom: 12 }}>
            <Chip column="effect" value={flag['effect']} /> <Chip column="mode" value={flag['mode']} />
          </p>
          <p style={{ ...muted, marginBottom: 12 }}>{sb(`fraud.effect.${String(flag['effect'])}`)}</p>
          <Facts
            rows={[
              [
                texts.column('rule_id'),
                <RecordLink key="rule" resource="fraud_rules" id={flag['rule_id']}>
                  {title} v{String(flag['rule_version'])}
                </RecordLink>,
              ],
              [
                texts.column('event_subject'),
                <RecordLink
                  key="event"
                  resource={SUBJECTS[String(flag['event_kind'])] ?? ''}
                  id={flag['event_subject']}
                >
                  {texts.value('event_kind', flag['event_kind'])}
                </RecordLink>,
              ],
            ]}
          />
          <div style={{ height: 7 }} />
          <RecordFacts row={flag} columns={FACTS} />
        </Card>
        {user ? (
          <Card
            title={
              <RecordLink resource="users" id={user['id']}>
                {String(user['name'] ?? '')} #{String(user['id'])}
              </RecordLink>
            }
            aside={<Chip column="status" value={user['status']} />}
          >
            <RecordFacts
              row={user}
              columns={[
                ['status_reason', 'text'],
                ['created_at', 'time'],
                ['seen_at', 'time'],
              ]}
            />
          </Card>
        ) : null}
      </div>
      <div>
        <Card title={sb('fraud.inputs')}>
          <Facts
            rows={page.inputs.map(
              ({ name, value }) =>
                [
                  texts.value('parameter', name),
                  name === 'attempt' ? texts.value('kind', value) : value,
                ] as const,
            )}
          />
          {version ? (
            <p style={{ ...muted, marginTop: 10 }}>{reasonText(String(version['reason'] ?? ''), texts)}</p>
          ) : null}
        </Card>
        {page.others.length > 0 ? (
          <Card title={sb('fraud.others')}>
            <RowTable
              rows={page.others.map((other) => ({ ...other, rule_id: titleOf(other) }))}
              resource="fraud_flags"
              columns={[
                ['created_at', 'time'],
                ['rule_id', 'text'],
                ['status', 'enum'],
                ['effect', 'enum'],
                ['score', 'integer'],
              ]}
            />
          </Card>
        ) : null}
        {page.snoozes.length > 0 ? (
          <Card title={sb('fraud.snoozes')}>
            {page.snoozes.map((snooze) => (
              <p key={String(snooze['id'])} style={{ fontSize: 13, padding: '4px 0' }}>
                {String(snooze['rule_id'])} → {moment(snooze['until'], texts.language)} ·{' '}
                {String(snooze['author'] ?? '')}: {String(snooze['note'] ?? '')}
              </p>
            ))}
          </Card>
        ) : null}
        {user ? <UserOrders orders={page.orders} /> : null}
      </div>
    </div>
  );
}
