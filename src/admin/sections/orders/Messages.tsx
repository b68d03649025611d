import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Row, Stack } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import type { Row as Shown } from '../../kit/Table.tsx';

/** The messages that the bot sent about a record. Nothing if it sent none. */
export function Messages({
  title,
  messages,
}: {
  title: string;
  messages: readonly Shown[];
}): React.ReactElement | null {
  const say = useSay();
  if (messages.length === 0) return null;
  return (
    <Card title={title}>
      <Stack>
        {messages.map((message) => (
          <Row key={plain(message['id'])}>
            <Chip source="notifications" name="state" value={message['state']} />
            <RecordLink resource="notifications" id={message['id']}>
              {moment(message['created_at'], say.language, true)}
            </RecordLink>
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
