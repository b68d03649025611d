import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Row, Stack } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import type { Row as Shown } from '../../kit/Table.tsx';
import { Lines } from './Lines.tsx';

/** The journals of a record, each with its movements. Nothing if the person may see none. */
export function Journals({
  title,
  journals,
}: {
  title: string;
  journals: readonly { readonly journal: Shown; readonly lines: readonly Shown[] }[];
}): React.ReactElement | null {
  const say = useSay();
  if (journals.length === 0) return null;
  return (
    <Card title={title}>
      <Stack>
        {journals.map(({ journal, lines }) => (
          <div key={plain(journal['journal_id'])}>
            <Row>
              <Chip source="ledger_journals" name="kind" value={journal['kind']} />
              <RecordLink resource="ledger_journals" id={journal['journal_id']}>
                {moment(journal['recorded_at'], say.language, true)}
              </RecordLink>
            </Row>
            <Lines lines={lines} />
          </div>
        ))}
      </Stack>
    </Card>
  );
}
