import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Banner, Empty, Muted, Sides } from '../../kit/Layout.tsx';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import { Occurrences } from './Occurrences.tsx';
import type { ErrorView } from './page.ts';
import { TEXTS } from './texts.ts';

const FACTS = [
  'state',
  'code',
  'door',
  'place',
  'version',
  'count',
  'first_at',
  'last_at',
  'note',
  'changed_by_name',
  'changed_at',
];

/** An error: where it happens, how often, what it means, and whom it met last. */
export default function ErrorPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<ErrorView>('error_groups', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const { group, meaning, occurrences, versions } = page;
  return (
    <>
      {group['state'] === 'again' ? <Banner tone="bad">{say(TEXTS.again)}</Banner> : null}
      <Sides>
        <div>
          <Card title={say(TEXTS.meaning)}>
            <p>{say(meaning)}</p>
            <Muted>{say(TEXTS.codes)}</Muted>
          </Card>
          {versions.length > 0 ? (
            <Card title={say(TEXTS.versions)}>
              <RowTable
                source="error_groups"
                rows={versions}
                names={['version', 'state', 'count', 'last_at']}
              />
            </Card>
          ) : null}
        </div>
        <Card>
          <RecordFacts source="error_groups" row={group} names={FACTS} />
        </Card>
      </Sides>
      <Card title={say(TEXTS.newest)}>
        {occurrences.length === 0 ? <Empty>{say(TEXTS.none)}</Empty> : <Occurrences rows={occurrences} />}
      </Card>
    </>
  );
}
