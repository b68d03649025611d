import { Icon } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../kit/Card.tsx';
import { Pill } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Banner, Empty, Muted, Sides } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable, Table } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import { toneOf } from '../../words/tones.ts';
import type { AlertView, ShownTell } from './page.ts';
import { EVENTS, TELL_STATES, TEXTS } from './texts.ts';

/** An alert: what it means, what to do, who was told, and how often it came before. */
export default function AlertPage({ record }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const { page, instead } = useRecordPage<AlertView>('alerts', id, { topics: ['alerts'] });
  const say = useSay();
  if (!page) return instead;
  const { alert, title, why, todo, where, anchor, tells, before } = page;
  const until = alert['silenced_until'];
  return (
    <>
      {until ? (
        <Banner tone="wait">
          <Icon icon="BellOff" />{' '}
          {say(TEXTS.silenced, {
            until: moment(until, say.language),
            remark: plain(alert['silence_remark']),
          })}
        </Banner>
      ) : null}
      <Sides>
        <div>
          <Card title={say(title)}>
            <h4>{say(TEXTS.why)}</h4>
            <p>{say(why)}</p>
            <h4>{say(TEXTS.todo)}</h4>
            <p data-testid="todo">{say(todo)}</p>
            {where === null ? null : (
              <p>
                <Place to={where} />
              </p>
            )}
            <Muted>{say(TEXTS.runbook, { kind: anchor })}</Muted>
          </Card>
          <Card title={say(TEXTS.history)}>
            <Tells tells={tells} />
          </Card>
        </div>
        <div>
          <Card>
            <RecordFacts
              source="alerts"
              row={alert}
              names={[
                'state',
                'severity',
                'area',
                'subject',
                'raised_at',
                'seen_at',
                'ended_at',
                'taker',
                'acknowledged_at',
                'escalated_at',
                'returns',
                'detail',
              ]}
            />
          </Card>
          {before.length > 0 ? (
            <Card title={say(TEXTS.before)}>
              <RowTable source="alerts" rows={before} names={['raised_at', 'ended_at', 'taker']} />
            </Card>
          ) : null}
        </div>
      </Sides>
    </>
  );
}

/** The queues are not a part of AdminJS, so the browser loads that page as a whole. */
function Place({ to }: { to: string }): React.ReactElement {
  const say = useSay();
  return to === '/admin/queues' ? (
    <a href={to} className="sb-link">
      {say(TEXTS.go)}
    </a>
  ) : (
    <Link to={to} className="sb-link">
      {say(TEXTS.go)}
    </Link>
  );
}

function Tells({ tells }: { tells: readonly ShownTell[] }): React.ReactElement {
  const say = useSay();
  if (tells.length === 0) return <Empty>{say(TEXTS.nobody)}</Empty>;
  return (
    <Table testId="tells">
      {tells.map(({ event, state, to, at, error }) => (
        <tr key={`${event}${to}`}>
          <td>{say.of(EVENTS, event)}</td>
          <td>{to ?? say(TEXTS.webhook)}</td>
          <td>
            <Pill tone={toneOf(state)}>{say.of(TELL_STATES, state)}</Pill>
            {error === null ? null : <div className="sb-muted">{error}</div>}
          </td>
          <td className="sb-nowrap">{moment(at, say.language)}</td>
        </tr>
      ))}
    </Table>
  );
}
