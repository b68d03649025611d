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
import { useTexts } from '../../kit/texts.ts';
import { plain } from '../../kit/plain.ts';

interface FormField {
  name: string;
  type:
    | 'text'
    | 'textarea'
    | 'number'
    | 'amount'
    | 'select'
    | 'datetime'
    | 'password'
    | 'checkbox'
    | 'hidden';
  required?: boolean;
  values?: string[];
  from?: string;
}

const INPUT_TYPES: Record<string, string> = { datetime: 'datetime-local', amount: 'text' };

/** The form of every action that needs no screen of its own: fields as data, one button, the notice of the server. */
export default function ActionForm({ action, record, resource }: ActionProps): React.ReactElement {
  const fields = (action.custom['fields'] ?? []) as FormField[];
  const [data, setData] = useState<Record<string, unknown>>(() => initial(fields, record?.params ?? {}));
  const { busy, refusal, problemOf, submit } = useSubmit();
  const { translateAction } = useTranslation();
  const texts = useTexts();
  const { sb } = texts;
  const navigate = useNavigate();
  const title = translateAction(action.name, resource.id);
  const consequence =
    texts.known(`sb.consequences.${action.name}_${record?.id ?? ''}`) ||
    texts.known(`sb.consequences.${action.name}`);
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
    // `refresh` makes the list behind the drawer read again.
    if (answer) navigate(record ? there : `${there}?refresh=true`);
  };
  return (
    <Box as="form" onSubmit={send} flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>{title}</H4>
        {consequence === '' ? null : (
          <Text mb="lg" data-testid="consequence">
            {consequence}
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
          {sb('common.cancel')}
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
  const { sb, value: valueText } = useTexts();
  const id = `field-${field.name}`;
  const shared = {
    id,
    name: field.name,
    required: field.required === true,
    width: '100%',
    ...(problem === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `problem-${field.name}` }),
  };
  const text = plain(value);
  const change = (
    event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>,
  ): void => onChange(event.target.value);
  return (
    <Box mb="lg">
      {field.type === 'checkbox' ? (
        <label style={{ display: 'flex', gap: 10, alignItems: 'center', cursor: 'pointer', fontSize: 14 }}>
          <input
            type="checkbox"
            id={id}
            name={field.name}
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
            style={{ width: 18, height: 18 }}
          />
          {sb(`fields.${field.name}`)}
        </label>
      ) : (
        <>
          <Label htmlFor={id} required={field.required === true}>
            {sb(`fields.${field.name}`)}
          </Label>
          {field.type === 'textarea' ? (
            <TextArea {...shared} rows={4} value={text} onChange={change} />
          ) : null}
          {field.type === 'select' ? (
            <select
              {...shared}
              value={text}
              onChange={change}
              style={{
                padding: '9px 10px',
                border: '1px solid #c9d1e0',
                borderRadius: 4,
                background: '#fff',
                font: 'inherit',
                width: '100%',
              }}
            >
              <option value="" />
              {(field.values ?? []).map((option) => (
                <option key={option} value={option}>
                  {valueText(field.name, option)}
                </option>
              ))}
            </select>
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

function initial(fields: FormField[], params: Record<string, unknown>): Record<string, unknown> {
  const start = (field: FormField): [string, unknown][] => {
    // A key that makes a second click find what the first one made.
    if (field.type === 'hidden' && field.from === undefined) return [[field.name, newKey()]];
    const value = field.from === undefined ? undefined : params[field.from];
    if (field.type === 'checkbox') return [[field.name, value === true || value === 'true']];
    if (value === undefined || value === null) return [];
    // An amount is shown with its unit and in groups; it is typed without either.
    const text = field.type === 'amount' ? plain(value).replaceAll(/[^\d.]/g, '') : plain(value);
    return [[field.name, text]];
  };
  return Object.fromEntries(fields.flatMap(start));
}
