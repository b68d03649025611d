import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { RecordFacts, twoColumns } from './parts/RecordFacts.tsx';
import { Releases, SUSPENSE_FACTS } from './parts/Releases.tsx';
import type { Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';

interface Page {
  row: Row;
  releases: Row[];
}

const FACTS = [
  ...SUSPENSE_FACTS,
  ['age', 'enum'],
  ['recorded_at', 'time'],
  ['class', 'enum'],
  ['break_id', '@breaks'],
  ['provider_uuid', 'text'],
  ['order_id', '@orders'],
  ['invoice_id', '@invoices'],
  ['user_id', '@users'],
  ['note', 'text'],
  ['journal_id', '@ledger_journals'],
] as const;

/** Money whose owner was not known when it came: where it came from, what is left, who asked for it. */
export default function SuspensePage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<Page>('suspense', String(record?.id));
  const { sb } = useTexts();
  if (!page) return instead;
  const { row, releases } = page;
  const isLoss = String(row['put']).startsWith('-');
  return (
    <div style={twoColumns}>
      <Card title={sb('suspense.facts')} aside={<Chip column="status" value={row['status']} />}>
        <RecordFacts row={row} columns={FACTS} />
      </Card>
      <div>
        <Card title={sb('breaks.whatToDo')}>
          <p style={{ fontSize: 14, lineHeight: 1.5 }}>{sb(isLoss ? 'suspense.loss' : 'suspense.todo')}</p>
        </Card>
        <Card title={sb('suspense.releases')}>
          <Releases rows={releases} />
        </Card>
      </div>
    </div>
  );
}
