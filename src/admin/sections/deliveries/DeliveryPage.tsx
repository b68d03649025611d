import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Sides } from '../../kit/Layout.tsx';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import { Journals } from '../ledger/Journals.tsx';
import { Messages } from '../orders/Messages.tsx';
import { About } from './About.tsx';
import { Answers } from './Answers.tsx';
import { DeliveryTrail } from './DeliveryTrail.tsx';
import { Now } from './Now.tsx';
import type { DeliveryView } from './page.ts';
import { Reports } from './Reports.tsx';
import { TEXTS } from './texts.ts';

const BY_HAND = [
  'supplier',
  'claimer',
  'claimed_at',
  'sender',
  'needs_second',
  'confirmer',
  'proof',
  'sold_for',
];
const BY_SUPPLIER = [
  'supplier',
  'attempt',
  'supplier_ref',
  'supplier_status',
  'asked_at',
  'accepted_at',
  'looked_at',
  'proof',
  'sold_for',
  'max_cost',
  'cost',
  'paid_at',
  'return_proof',
  'supplier_key',
  'body',
];

/** A delivery: what it is, what happens now, the possible steps and the evidence for them, and its history. */
export default function DeliveryPage({ record }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const { page, instead } = useRecordPage<DeliveryView>('deliveries', id, { topics: ['deliveries'] });
  const say = useSay();
  if (!page) return instead;
  const { delivery } = page;
  return (
    <Sides>
      <div>
        <About id={id} page={page} />
        {delivery['supplier'] === null ? null : (
          <Card title={say(TEXTS.attempt)}>
            <RecordFacts
              source="deliveries"
              row={delivery}
              names={delivery['supplier'] === 'manual' ? BY_HAND : BY_SUPPLIER}
            />
          </Card>
        )}
        <Journals title={say(TEXTS.journals)} journals={page.journals} />
        <Messages title={say(TEXTS.messages)} messages={page.messages} />
      </div>
      <div>
        <Now id={id} page={page} />
        <Reports page={page} />
        <Answers answers={page.answers} delivery={delivery} />
        <Card title={say(TEXTS.trail)}>
          <DeliveryTrail steps={page.trail} />
        </Card>
      </div>
    </Sides>
  );
}
