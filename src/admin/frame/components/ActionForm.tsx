import {
  Box,
  Button,
  DrawerContent,
  DrawerFooter,
  H4,
  Input,
  Label,
  Text,
  TextArea,
} from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router';
import { newKey } from '../../kit/call.ts';
import { FieldProblem, Refusal } from '../../kit/Refusal.tsx';
import { useSubmit } from '../../kit/useSubmit.ts';
import type { FormField } from '../../access/actions.ts';
import { Select } from '../../kit/FormParts.tsx';
import { useSay } from '../../kit/say.ts';
import { COMMON } from '../../words/common.ts';
import { isPair, type Pair } from '../../words/pair.ts';
import { plain } from '../../kit/plain.ts';

const INPUT_TYPES: Record<string, string> = { datetime: 'datetime-local', amount: 'text' };

/**
 * The form of every action that needs no screen of its own: fields as data, one button, and the notice of the server.
 */
export default function ActionForm({ action, record, resource }: ActionProps): React.ReactElement {
  const fields = (action.custom['fields'] ?? []) as readonly FormField[];
  const [data, setData] = useState<Record<string, unknown>>(() => initial(fields, record?.params ?? {}));
  const { busy, refusal, problemOf, submit } = useSubmit();
  const { translateAction } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const title = translateAction(action.name, resource.id);
  const consequence = consequenceOf(action.custom['consequence'] as Consequence, record?.id);
  const there = record
    ? `/admin/resources/${resource.id}/records/${record.id}/show`
    : `/admin/resources/${resource.id}`;
  const send = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await submit({
      resource: resource.id,
      action: action.name,
      ...(record ? { id: record.id } : {}),
      data,
    });
    // `refresh` makes the list behind the drawer load again.
    if (answer) navigate(record ? there : `${there}?refresh=true`);
  };
  return (
    <Box as="form" onSubmit={send} flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>{title}</H4>
        {consequence === undefined ? null : (
          <Text mb="lg" data-testid="consequence">
            {say(consequence)}
          </Text>
        )}
        {fields
          .filter((field) => field.type !== 'hidden')
          .map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              value={data[field.name]}
              problem={problemOf(field.name)}
              onChange={(value) => setData({ ...data, [field.name]: value })}
            />
          ))}
        <Refusal refusal={refusal} />
      </DrawerContent>
      <DrawerFooter>
        <Button type="submit" variant="contained" disabled={busy}>
          {title}
        </Button>
        <Button type="button" variant="text" ml="lg" onClick={() => navigate(there)} data-testid="cancel">
          {say(COMMON.cancel)}
        </Button>
      </DrawerFooter>
    </Box>
  );
}

function FieldInput({
  field,
  value,
  problem,
  onChange,
}: {
  field: FormField;
  value: unknown;
  problem: string | undefined;
  onChange: (value: unknown) => void;
}): React.ReactElement {
  const say = useSay();
  const label = say(field.label ?? [field.name, field.name]);
  const id = `field-${field.name}`;
  const shared = {
    id,
    name: field.name,
    required: field.required === true,
    width: '100%',
    ...(problem === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `problem-${field.name}` }),
  };
  const text = plain(value);
  const change = (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>): void =>
    onChange(event.target.value);
  return (
    <Box mb="lg">
      {field.type === 'checkbox' ? (
        <label className="sb-option">
          <input
            type="checkbox"
            id={id}
            name={field.name}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {label}
        </label>
      ) : (
        <>
          <Label htmlFor={id} required={field.required === true}>
            {label}
          </Label>
          {field.type === 'textarea' ? (
            <TextArea {...shared} rows={4} value={text} onChange={change} />
          ) : null}
          {field.type === 'select' ? (
            <Select {...shared} value={text} words={field.words ?? {}} onChange={onChange} />
          ) : null}
          {field.type === 'text' ||
          field.type === 'number' ||
          field.type === 'amount' ||
          field.type === 'password' ||
          field.type === 'datetime' ? (
            <Input
              {...shared}
              type={INPUT_TYPES[field.type] ?? field.type}
              inputMode={field.type === 'amount' ? 'decimal' : undefined}
              value={text}
              onChange={change}
              autoComplete={field.type === 'password' ? 'new-password' : 'off'}
            />
          ) : null}
        </>
      )}
      <FieldProblem name={field.name} problem={problem} />
    </Box>
  );
}

function initial(fields: readonly FormField[], params: Record<string, unknown>): Record<string, unknown> {
  const start = (field: FormField): [string, unknown][] => {
    // With this key a second click finds what the first one made.
    if (field.type === 'hidden' && field.from === undefined) return [[field.name, newKey()]];
    const value = field.from === undefined ? undefined : params[field.from];
    if (field.type === 'checkbox') return [[field.name, value === true || value === 'true']];
    if (value === undefined || value === null) return [];
    // An amount is shown with its unit and in groups. People type it without both.
    const text = field.type === 'amount' ? plain(value).replaceAll(/[^\d.]/g, '') : plain(value);
    return [[field.name, text]];
  };
  return Object.fromEntries(fields.flatMap(start));
}

type Consequence = Pair | Readonly<Record<string, Pair>> | undefined;

function consequenceOf(given: Consequence, id: string | undefined): Pair | undefined {
  return given === undefined || isPair(given) ? given : given[id ?? ''];
}
