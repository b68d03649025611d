import { Button, Icon } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useCall } from '../../kit/call.ts';
import { Card, Facts } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { Muted, Row, Sides, Stack } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { RowTable } from '../../kit/Table.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import { COMMON } from '../../words/common.ts';
import type { UserView } from './page.ts';
import { Payments } from './Payments.tsx';
import { PERSONAL, TEXTS } from './texts.ts';
import { UserOrders } from './UserOrders.tsx';

/** A user, masked until a person asks to see the data, with the user's money and history. */
export default function UserPage({ record }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const { page, instead, reload } = useRecordPage<UserView>('users', id);
  if (!page) return instead;
  return (
    <Sides>
      <Person id={id} page={page} />
      <Belongings page={page} changed={reload} />
    </Sides>
  );
}

function Person({ id, page: { user, mayOpen } }: { id: string; page: UserView }): React.ReactElement {
  const [personal, setPersonal] = useState<Record<string, string>>();
  const say = useSay();
  const columnOf = useColumns('users');
  const call = useCall();
  const open = async (): Promise<void> => {
    const answer = await call({ resource: 'users', action: 'open', id });
    if (answer) setPersonal(answer['personal'] as Record<string, string>);
  };
  return (
    <Card title={`#${id}`} aside={<Chip source="users" name="status" value={user['status']} />}>
      <Stack>
        <Facts
          rows={
            personal
              ? Object.entries(PERSONAL).map(([name, label]) => [
                  say(label),
                  <b key={name}>{personal[name] || say(COMMON.none)}</b>,
                ])
              : ['name', 'handle', 'telegram'].map((name) => [
                  columnOf(name).label,
                  plain(user[name]) || say(COMMON.none),
                ])
          }
        />
        {personal ? <Muted>{say(TEXTS.logged)}</Muted> : null}
        {!personal && mayOpen ? (
          <Row>
            <Button size="sm" variant="outlined" onClick={() => void open()} data-testid="open-personal">
              <Icon icon="Eye" />
              {say(TEXTS.show)}
            </Button>
          </Row>
        ) : null}
        <RecordFacts
          source="users"
          row={user}
          names={[
            'status_reason',
            'language',
            'notifications',
            'bot_blocked',
            'referred_by',
            'created_at',
            'seen_at',
            'deleted_at',
          ]}
        />
      </Stack>
    </Card>
  );
}

/** What the user has, bought, asked for and wrote. */
function Belongings({ page, changed }: { page: UserView; changed: () => void }): React.ReactElement {
  const say = useSay();
  return (
    <div>
      {page.accounts.length > 0 ? (
        <Card title={say(TEXTS.balances)}>
          <RowTable
            source="ledger_accounts"
            rows={page.accounts}
            idColumn="account_id"
            names={['name', 'kind', 'balance', 'frozen']}
          />
        </Card>
      ) : null}
      <UserOrders orders={page.orders} />
      {page.deliveries.length > 0 ? (
        <Card title={say(TEXTS.deliveries)}>
          <RowTable
            source="deliveries"
            rows={page.deliveries}
            names={['created_at', 'stars', 'sent_to', 'status', 'error']}
          />
        </Card>
      ) : null}
      {page.payments.length > 0 ? (
        <Card title={say(TEXTS.payments)}>
          <Payments payments={page.payments} changed={changed} />
        </Card>
      ) : null}
      {page.refunds.length > 0 ? (
        <Card title={say(TEXTS.refunds)}>
          <RowTable
            source="refunds"
            rows={page.refunds}
            names={['created_at', 'destination', 'amount', 'reason', 'status', 'requester']}
          />
        </Card>
      ) : null}
      {page.adjustments.length > 0 ? (
        <Card title={say(TEXTS.adjustments)}>
          <RowTable
            source="adjustments"
            rows={page.adjustments}
            names={['created_at', 'direction', 'amount', 'reason', 'status', 'requester']}
          />
        </Card>
      ) : null}
      <Card title={say(TEXTS.tickets)}>
        <RowTable
          source="tickets"
          rows={page.tickets}
          names={['number', 'subject', 'status', 'created_at']}
        />
      </Card>
    </div>
  );
}
