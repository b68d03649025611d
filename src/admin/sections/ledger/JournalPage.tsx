import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card, Facts } from '../../kit/Card.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { accountText } from '../../kit/sayings.ts';
import { useColumns } from '../../kit/shell.ts';
import { RowTable, Table } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import { Value } from '../../kit/Value.tsx';
import { Releases } from '../suspense/Releases.tsx';
import type { JournalView } from './journal.ts';
import { TEXTS } from './texts.ts';

/** A journal: the reason, the actor, and each movement from one account to the other. */
export default function JournalPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<JournalView>('ledger_journals', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const { journal, lines, linked, events, breaks, releases, deliveries } = page;
  return (
    <>
      <Card title={say(TEXTS.facts)}>
        <JournalFacts journal={journal} />
      </Card>
      <Card title={say(TEXTS.lines)}>
        <Movements lines={lines} />
      </Card>
      {events.length > 0 ? (
        <Card title={say(TEXTS.providerSaid)}>
          <RowTable
            source="provider_events"
            rows={events}
            names={['received_at', 'source', 'status', 'outcome']}
          />
        </Card>
      ) : null}
      {linked.length > 0 ? (
        <Card title={say(TEXTS.linked)}>
          <RowTable
            source="ledger_journals"
            rows={linked}
            names={['recorded_at', 'kind', 'reason', 'actor']}
            idColumn="journal_id"
          />
        </Card>
      ) : null}
      {releases.length > 0 ? (
        <Card title={say(TEXTS.releases)}>
          <Releases rows={releases} />
        </Card>
      ) : null}
      {deliveries.length > 0 ? (
        <Card title={say(TEXTS.deliveries)}>
          <RowTable
            source="deliveries"
            rows={deliveries}
            names={['created_at', 'stars', 'sent_to', 'status']}
          />
        </Card>
      ) : null}
      {breaks.length > 0 ? (
        <Card title={say(TEXTS.breaks)}>
          <RowTable source="breaks" rows={breaks} names={['opened_at', 'class', 'resolution']} />
        </Card>
      ) : null}
    </>
  );
}

/** All facts of the journal, with its ids in full. */
function JournalFacts({ journal }: Pick<JournalView, 'journal'>): React.ReactElement {
  const columnOf = useColumns('ledger_journals');
  // `refund_id` names both kinds of request. The kind of the journal decides the section.
  const requests = journal['kind'] === 'adjustment' ? 'adjustments' : 'refunds';
  return (
    <Facts
      rows={Object.keys(journal)
        .filter((name) => journal[name] !== null)
        .map((name) => {
          const { label, reference } = columnOf(name);
          const target = name === 'refund_id' ? requests : reference;
          const value =
            target === undefined ? (
              <Value source="ledger_journals" name={name} value={journal[name]} wide />
            ) : (
              <RecordLink resource={target} id={journal[name]}>
                {plain(journal[name])}
              </RecordLink>
            );
          return [label, value];
        })}
    />
  );
}

function Movements({ lines }: Pick<JournalView, 'lines'>): React.ReactElement {
  const say = useSay();
  return (
    <Table head={[say(TEXTS.debit), say(TEXTS.credit), say(TEXTS.amount)]} numbers={1}>
      {lines.map((line) => (
        <tr key={plain(line['id'])}>
          {(['account', 'other_account'] as const).map((side) => (
            <td key={side}>
              <RecordLink resource="ledger_accounts" id={line[`${side}_id`]}>
                {accountText(plain(line[side]), say)}
              </RecordLink>
            </td>
          ))}
          <td className="sb-number">
            <b>{plain(line['amount']).replace(/^-/, '')}</b>
          </td>
        </tr>
      ))}
    </Table>
  );
}
