import { Box, Label } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import { Facts } from '../../kit/Card.tsx';
import { DecisionForm } from '../../kit/DecisionForm.tsx';
import { Figure } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { userText } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import { Value } from '../../kit/Value.tsx';
import { Movements } from './Movements.tsx';
import type { RefundView } from './page.ts';
import { signed, withUser } from './refund.ts';
import { TEXTS } from './texts.ts';

const FACTS = ['user_id', 'destination', 'reason', 'note', 'requester', 'address_hint'];

/** A decision about a refund. The amount, the receiver, the reason and the planned posting stay in sight. */
export default function RefundDecision(decision: ActionProps): React.ReactElement {
  const { action, record, resource } = decision;
  const { page, instead } = useRecordPage<RefundView>(resource.id, String(record?.id));
  const say = useSay();
  const columnOf = useColumns(resource.id);
  if (!page) return instead;
  const row = withUser(page);
  // No links here, because a click on one would throw away the typed text.
  const valueOf = (name: string): React.ReactNode =>
    name === 'user_id' ? (
      userText(row, row[name])
    ) : (
      <Value source={resource.id} name={name} value={row[name]} wide />
    );
  return (
    <DecisionForm
      decision={decision}
      about={
        <>
          <Figure>{signed(row)}</Figure>
          <Facts
            rows={FACTS.filter((name) => plain(row[name]) !== '').map((name) => [
              columnOf(name).label,
              valueOf(name),
            ])}
          />
          {page.planned.length > 0 && action.name === 'approve' ? (
            <Box mt="lg">
              <Label>{say(TEXTS.planned)}</Label>
              <Movements lines={page.planned} />
            </Box>
          ) : null}
        </>
      }
    />
  );
}
