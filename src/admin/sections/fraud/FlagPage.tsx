import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, Facts } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Figure, Muted, Row, Sides } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { reasonText } from '../../kit/sayings.ts';
import { useColumns } from '../../kit/shell.ts';
import { RowTable, type Row as Cells } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import { SECURITY_KINDS } from '../staff/texts.ts';
import { UserOrders } from '../users/UserOrders.tsx';
import type { FlagView } from './flag.ts';
import { CONSEQUENCES, DELIVERY_CONSEQUENCES, PARAMETERS, TEXTS } from './texts.ts';

/** The section of the record that an event is about. */
const SUBJECTS: Readonly<{ [kind: string]: string }> = {
  invoice: 'invoices',
  payment: 'invoices',
  purchase: 'orders',
  refund: 'refunds',
  address: 'refunds',
  delivery: 'deliveries',
  block: 'security_events',
  forgery: 'security_events',
};

/** A flag: the rule, what it measured, the limit, the user, and what else is known about the user. */
export default function FlagPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<FlagView>('fraud_flags', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const titleOf = (row: Cells): string => plain(row[`title_${say.language}`]) || plain(row['rule_id']);
  return (
    <Sides>
      <div>
        <Found page={page} title={titleOf(page.flag)} />
        {page.user ? <User user={page.user} /> : null}
      </div>
      <div>
        <Card title={say(TEXTS.inputs)}>
          <Facts
            rows={page.inputs.map(({ name, value }) => [
              say.of(PARAMETERS, name),
              name === 'attempt' ? say.of(SECURITY_KINDS, value) : value,
            ])}
          />
          {page.version ? <Muted>{reasonText(plain(page.version['reason']), say)}</Muted> : null}
        </Card>
        {page.others.length > 0 ? (
          <Card title={say(TEXTS.others)}>
            <RowTable
              source="fraud_flags"
              rows={page.others.map((other) => ({ ...other, rule_id: titleOf(other) }))}
              names={['created_at', 'rule_id', 'status', 'effect', 'score']}
            />
          </Card>
        ) : null}
        {page.snoozes.length > 0 ? (
          <Card title={say(TEXTS.snoozes)}>
            {page.snoozes.map((snooze) => (
              <p key={plain(snooze['id'])}>
                {plain(snooze['rule_id'])} → {moment(snooze['until'], say.language)} ·{' '}
                {plain(snooze['author'])}: {plain(snooze['note'])}
              </p>
            ))}
          </Card>
        ) : null}
        {page.user ? <UserOrders orders={page.orders} /> : null}
      </div>
    </Sides>
  );
}

/** What the rule measured, and which event made it look. */
function Found({ page: { flag, inputs }, title }: { page: FlagView; title: string }): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('fraud_flags');
  // Rules with a percentage measure percent.
  const unit = inputs.some(({ name }) => name === 'percent') ? ' %' : '';
  const kind = plain(flag['event_kind']);
  return (
    <Card title={title} aside={<Chip source="fraud_flags" name="status" value={flag['status']} />}>
      <Figure testId="measured">
        {plain(flag['measured'])}
        {unit} <small>{say(TEXTS.against, { limit: `${plain(flag['limit_value'])}${unit}` })}</small>
      </Figure>
      <Row>
        <Chip source="fraud_flags" name="effect" value={flag['effect']} />
        <Chip source="fraud_flags" name="mode" value={flag['mode']} />
      </Row>
      <Muted>{say.of(kind === 'delivery' ? DELIVERY_CONSEQUENCES : CONSEQUENCES, flag['effect'])}</Muted>
      <Facts
        rows={[
          [
            columnOf('rule_id').label,
            <RecordLink key="rule" resource="fraud_rules" id={flag['rule_id']}>
              {title} v{plain(flag['rule_version'])}
            </RecordLink>,
          ],
          [
            columnOf('event_subject').label,
            <RecordLink key="event" resource={SUBJECTS[kind] ?? ''} id={flag['event_subject']}>
              {columnOf('event_kind').words?.[kind] ?? kind}
            </RecordLink>,
          ],
        ]}
      />
      <RecordFacts
        source="fraud_flags"
        row={flag}
        names={[
          'score',
          'weight',
          'ip',
          'event_at',
          'created_at',
          'hits',
          'last_at',
          'decided_by_name',
          'decided_at',
          'note',
          'id',
          'correlation_id',
        ]}
      />
    </Card>
  );
}

function User({ user }: { user: Cells }): React.ReactElement {
  return (
    <Card
      title={
        <RecordLink resource="users" id={user['id']}>
          {plain(user['name'])} #{plain(user['id'])}
        </RecordLink>
      }
      aside={<Chip source="users" name="status" value={user['status']} />}
    >
      <RecordFacts source="users" row={user} names={['status_reason', 'created_at', 'seen_at']} />
    </Card>
  );
}
