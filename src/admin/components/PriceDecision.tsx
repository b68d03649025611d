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
import { Concerns, PriceDiff, PriceScreens, type PriceViewData } from './parts/PriceView.tsx';
import type { Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';

/** A decision about a change of price, with what is decided about in sight. */
export default function PriceDecision({ action, record, resource }: ActionProps): React.ReactElement {
  const id = String(record?.id);
  const { page } = useRecordPage<{ change: Row; view: PriceViewData | null }>(resource.id, id);
  const [remark, setRemark] = useState('');
  const [busy, setBusy] = useState(false);
  const { translateAction } = useTranslation();
  const { sb } = useTexts();
  const call = useCall();
  const navigate = useNavigate();
  const fields = (action.custom['fields'] ?? []) as { name: string; required?: boolean }[];
  const mustSay = fields.some(({ required }) => required === true);
  const submit = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await call({ resource: resource.id, action: action.name, id, data: { remark } });
    setBusy(false);
    if (answer) navigate(`/admin/resources/${resource.id}/records/${id}/show?refresh=true`);
  };
  if (!page) return <Loader />;
  const { change, view } = page;
  return (
    <Box as="form" onSubmit={submit} flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>
          {translateAction(action.name, resource.id)}:{' '}
          {change['price_of'] === 'star'
            ? sb('price.oneStar')
            : sb('price.packageOf', { stars: String(change['stars']) })}
        </H4>
        <p style={{ fontSize: 13, marginBottom: 12 }}>
          {String(change['requester'])}: “{String(change['reason'])}”
        </p>
        {view ? (
          <>
            <PriceDiff view={view} />
            <Concerns view={view} />
          </>
        ) : null}
        <Label htmlFor="field-remark" required={mustSay}>
          {sb('fields.remark')}
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
        {view ? (
          <Box mt="lg">
            <PriceScreens view={view} wide={false} />
          </Box>
        ) : null}
      </DrawerContent>
      <DrawerFooter>
        <Button type="submit" variant="contained" disabled={busy} data-testid="decide">
          {translateAction(action.name, resource.id)}
        </Button>
      </DrawerFooter>
    </Box>
  );
}
