import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { useCall } from '../../kit/call.ts';
import { Card, Facts } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { Figure, Muted, Row, Stack } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { Account } from './Account.tsx';
import type { DeliveryView } from './page.ts';
import { TEXTS } from './texts.ts';

const FACTS = [
  'user_id',
  'order_id',
  'is_self',
  'checked',
  'checked_at',
  'age',
  'created_at',
  'updated_at',
  'id',
  'correlation_id',
];

interface Opened {
  readonly recipient: string;
  readonly name: string;
  readonly note: string;
}

/** How many stars go to which account, for which user. The account is masked until a person asks to see it. */
export function About({
  id,
  page: { delivery, mayOpen },
}: {
  id: string;
  page: DeliveryView;
}): React.ReactElement {
  const [opened, setOpened] = useState<Opened>();
  const say = useSay();
  const call = useCall();
  const open = async (): Promise<void> => {
    const answer = await call({ resource: 'deliveries', action: 'openRecipient', id });
    const shown = (name: string): string => plain(answer?.[name]);
    if (answer)
      setOpened({ recipient: shown('recipient'), name: shown('recipientName'), note: shown('note') });
  };
  const masked = plain(delivery['sent_to']);
  return (
    <Card
      title={say(TEXTS.facts)}
      aside={<Chip source="deliveries" name="status" value={delivery['status']} />}
    >
      <Figure testId="stars">{plain(delivery['stars'])} ⭐</Figure>
      <Stack>
        {opened ? (
          <>
            <Account recipient={opened.recipient} name={opened.name} />
            {opened.note === '' ? null : <Facts rows={[[say(TEXTS.note), opened.note]]} />}
            <Muted>{say(TEXTS.logged)}</Muted>
          </>
        ) : (
          <Row>
            <Facts rows={[[say(TEXTS.recipient), <b key="to">{masked || say(TEXTS.erased)}</b>]]} />
            {mayOpen && masked !== '' ? (
              <Button size="sm" variant="outlined" onClick={() => void open()} data-testid="open-recipient">
                <Icon icon="Eye" />
                {say(TEXTS.show)}
              </Button>
            ) : null}
          </Row>
        )}
        <RecordFacts source="deliveries" row={delivery} names={FACTS} />
      </Stack>
    </Card>
  );
}
