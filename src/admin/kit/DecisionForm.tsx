import { Box, DrawerContent, H4, Label, TextArea } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router';
import { FormFooter } from './FormFooter.tsx';
import { FieldProblem, Refusal } from './Refusal.tsx';
import { useSubmit } from './useSubmit.ts';
import type { FormField } from '../access/actions.ts';
import { useSay } from './say.ts';

/**
 * A decision about a record, with a remark. `about` is shown above the remark, `below` under it. After the decision the
 * record's page is loaded again.
 */
export function DecisionForm({
  decision: { action, record, resource },
  of,
  about,
  below,
}: {
  decision: ActionProps;
  /** The subject of the decision, written after the name of the action. */
  of?: string;
  about: React.ReactNode;
  below?: React.ReactNode;
}): React.ReactElement {
  const id = String(record?.id);
  const [remark, setRemark] = useState('');
  const { busy, refusal, problemOf, submit } = useSubmit();
  const { translateAction } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const fields = (action.custom['fields'] ?? []) as readonly FormField[];
  const field = fields.find(({ name: one }) => one === 'remark');
  const mustSay = field?.required === true;
  const name = translateAction(action.name, resource.id);
  const there = `/admin/resources/${resource.id}/records/${id}/show`;
  const send = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await submit({ resource: resource.id, action: action.name, id, data: { remark } });
    if (answer) navigate(`${there}?refresh=true`);
  };
  return (
    <Box as="form" onSubmit={send} flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>{of === undefined ? name : `${name}: ${of}`}</H4>
        {about}
        <Box mt="lg">
          <Label htmlFor="field-remark" required={mustSay}>
            {field?.label ? say(field.label) : null}
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
        <FieldProblem name="remark" problem={problemOf('remark')} />
        {below}
        <Refusal refusal={refusal} />
      </DrawerContent>
      <FormFooter busy={busy} back={there} testId="decide">
        {name}
      </FormFooter>
    </Box>
  );
}
