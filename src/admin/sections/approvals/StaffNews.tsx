import React from 'react';
import { useCall } from '../../kit/call.ts';
import { Card } from '../../kit/Card.tsx';
import { moment } from '../../kit/format.ts';
import { TextButton } from '../../kit/TextButton.tsx';
import { useTexts } from '../../kit/texts.ts';

/** Something that happened to an account which moves money. */
export interface StaffNewsData {
  id: string;
  kind: string;
  name: string;
  role: string | null;
  requester: string;
  decider: string;
  at: string;
}

/** Tells an administrator what happened to accounts that move money, until it was read. */
export function StaffNews({
  news,
  onRead,
}: {
  news: readonly StaffNewsData[];
  onRead: () => void;
}): React.ReactElement {
  const { sb, value, language } = useTexts();
  const call = useCall();
  const read = async (): Promise<void> => {
    await call({ page: 'approvals', action: 'readStaffNews' });
    onRead();
  };
  return (
    <Card
      title={`${sb('twoPeople.news')} · ${news.length}`}
      aside={
        <TextButton
          icon="Check"
          label={sb('twoPeople.newsRead')}
          press={() => void read()}
          testId="news-read"
        />
      }
    >
      <ul style={{ listStyle: 'none', padding: 0, margin: 0, fontSize: 13 }} data-testid="staff-news">
        {news.map(({ id, kind, name, role, requester, decider, at }) => (
          <li key={id} style={{ padding: '3px 0' }}>
            {moment(at, language)} · <b>{value('kind', kind)}</b>: {name} ({value('role', role)}) ·{' '}
            {sb('twoPeople.newsBy', {
              who: [requester || sb('twoPeople.operator'), decider].filter(Boolean).join(' + '),
            })}
          </li>
        ))}
      </ul>
    </Card>
  );
}
