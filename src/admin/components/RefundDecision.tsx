import {
  Box,
  Button,
  DrawerContent,
  DrawerFooter,
  H4,
  Label,
  Loader,
  TextArea,
} from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from './parts/call.ts';
import { Facts } from './parts/Card.tsx';
import { Movements } from './parts/Movements.tsx';
import { signed, type RefundPageData } from './parts/refund.ts';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';

/** A decision about a refund, with what is decided about in sight: how much, to whom, why, and what will be posted. */
export default function RefundDecision({ action, record, resource }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const { page } = useRecordPage<RefundPageData>(resource.id, id);
  const [remark, setRemark] = useState('');
  const [busy, setBusy] = useState(false);
  const { translateAction } = useTranslation();
  const texts = useTexts();
  const call = useCall();
  const navigate = useNavigate();
  const fields = (action.custom['fields'] ?? []) as { name: string; required?: boolean }[];
  const mustSay = fields.some(({ name, required }) => name === 'remark' && required === true);
  const submit = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await call({ resource: resource.id, action: action.name, id, data: { remark } });
    setBusy(false);
    if (answer) navigate(`/admin/resources/${resource.id}/records/${id}/show?refresh=true`);
  };
  if (!page) return <Loader />;
  const { refund, user } = page;
  const said = (
    [
      ['destination', texts.value('destination', refund['destination'])],
      ['reason', texts.value('reason', refund['reason'])],
      ['note', String(refund['note'] ?? '')],
      ['requester', String(refund['requester'] ?? '')],
      ['address_hint', String(refund['address_hint'] ?? '')],
    ] as const
  ).filter(([, value]) => value !== '');
  return (
    <Box as="form" onSubmit={submit} flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>{translateAction(action.name, resource.id)}</H4>
        <p style={{ fontSize: 26, fontWeight: 700, margin: '4px 0 12px' }}>{signed(refund)}</p>
        <Facts
          rows={[
            [texts.column('user_id'), `${String(user?.['name'] ?? '')} #${String(refund['user_id'])}`],
            ...said.map(([name, value]): [string, string] => [texts.column(name), value]),
          ]}
        />
        {page.planned.length > 0 && action.name === 'approve' ? (
          <Box mt="lg">
            <Label>{texts.sb('refund.planned')}</Label>
            <Movements lines={page.planned} />
          </Box>
        ) : null}
        <Box mt="lg">
          <Label htmlFor="field-remark" required={mustSay}>
            {texts.sb('fields.remark')}
          </Label>
          <TextArea
            id="field-remark"
            name="remark"
            width="100%"
            rows={3}
            required={mustSay}
            minLength={mustSay ? 3 : 0}
            maxLength={2000}
            value={remark}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => setRemark(event.target.value)}
          />
        </Box>
      </DrawerContent>
      <DrawerFooter>
        <Button type="submit" variant="contained" disabled={busy} data-testid="decide">
          {translateAction(action.name, resource.id)}
        </Button>
      </DrawerFooter>
    </Box>
  );
}
