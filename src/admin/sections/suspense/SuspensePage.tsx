import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { Sides } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import type { SuspenseView } from './page.ts';
import { Releases, SUSPENSE_FACTS } from './Releases.tsx';
import { TEXTS } from './texts.ts';

const FACTS = [
  ...SUSPENSE_FACTS,
  'age',
  'recorded_at',
  'class',
  'break_id',
  'provider_uuid',
  'order_id',
  'invoice_id',
  'user_id',
  'note',
  'journal_id',
];

/** Money that came without a known owner: where it came from, what is left, who asked for it. */
export default function SuspensePage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<SuspenseView>('suspense', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const { row, releases } = page;
  const isLoss = plain(row['put']).startsWith('-');
  return (
    <Sides>
      <Card title={say(TEXTS.facts)} aside={<Chip source="suspense" name="status" value={row['status']} />}>
        <RecordFacts source="suspense" row={row} names={FACTS} />
      </Card>
      <div>
        <Card title={say(TEXTS.whatToDo)}>
          <p>{say(isLoss ? TEXTS.loss : TEXTS.todo)}</p>
        </Card>
        <Card title={say(TEXTS.releases)}>
          <Releases rows={releases} />
        </Card>
      </div>
    </Sides>
  );
}
