import React from 'react';
import { useCall } from '../../kit/call.ts';
import { Card } from '../../kit/Card.tsx';
import { moment } from '../../kit/format.ts';
import { useSay } from '../../kit/say.ts';
import { TextButton } from '../../kit/TextButton.tsx';
import { ACTOR_ROLE_WORDS } from '../../words/people.ts';
import type { ShownNews } from './approvals.ts';
import { KINDS, TEXTS } from './texts.ts';

/** Tells an administrator what happened to accounts that move money, until the administrator has read it. */
export function StaffNews({
  news,
  onRead,
}: {
  news: readonly ShownNews[];
  onRead: () => void;
}): React.ReactElement {
  const say = useSay();
  const call = useCall();
  const read = async (): Promise<void> => {
    await call({ page: 'approvals', action: 'readStaffNews' });
    onRead();
  };
  return (
    <Card
      title={`${say(TEXTS.news)} · ${news.length}`}
      aside={
        <TextButton icon="Check" label={say(TEXTS.newsRead)} press={() => void read()} testId="news-read" />
      }
    >
      <ul className="sb-changes" data-testid="staff-news">
        {news.map(({ id, kind, name, role, requester, decider, at }) => (
          <li key={id}>
            {moment(at, say.language)} · <b>{say(KINDS[kind])}</b>: {name} ({say.of(ACTOR_ROLE_WORDS, role)})
            · {[requester || say(ACTOR_ROLE_WORDS.operator), decider].filter(Boolean).join(' + ')}
          </li>
        ))}
      </ul>
    </Card>
  );
}
