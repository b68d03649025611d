import { Input, TextArea } from '@adminjs/design-system';
import React from 'react';
import type { FormField } from '../../access/actions.ts';
import { Field } from '../../kit/FormParts.tsx';
import type { PriceField } from './fields.ts';
import type { TypedPrice } from './typedPrice.ts';

/** The price of one star has only a price and its times. */
const OF_PACKAGES: ReadonlySet<string> = new Set<PriceField>(['listPrice', 'bonusStars']);
const TERMS: ReadonlySet<string> = new Set<PriceField>(['price', 'listPrice', 'bonusStars']);

/** The fields of a price, and what is wrong with each. `isSame`: the terms cannot be changed here. */
export function PriceFields({
  fields,
  isStar,
  isSame,
  typed,
  problemOf,
  onChange,
}: {
  fields: readonly FormField[];
  isStar: boolean;
  isSame: boolean;
  typed: TypedPrice;
  problemOf: (name: string) => string | undefined;
  onChange: (typed: TypedPrice) => void;
}): React.ReactElement {
  return (
    <>
      {fields
        .filter(({ name }) => !isStar || !OF_PACKAGES.has(name))
        .map((field) => (
          <PriceInput
            key={field.name}
            field={field}
            readOnly={isSame && TERMS.has(field.name)}
            value={typed[field.name as PriceField]}
            problem={problemOf(field.name)}
            onChange={(value) => onChange({ ...typed, [field.name]: value })}
          />
        ))}
    </>
  );
}

function PriceInput({
  field: { name, label = [name, name], type, required = false },
  readOnly,
  value,
  problem,
  onChange,
}: {
  field: FormField;
  readOnly: boolean;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}): React.ReactElement {
  const shared = {
    id: `field-${name}`,
    name,
    required,
    width: '100%',
    value,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(event.target.value),
  };
  return (
    <Field name={name} label={label} required={required} problem={problem}>
      {type === 'textarea' ? (
        <TextArea {...shared} minLength={3} maxLength={300} rows={2} />
      ) : (
        <Input
          {...shared}
          type={type === 'datetime' ? 'datetime-local' : type}
          readOnly={readOnly}
          inputMode={type === 'text' ? 'decimal' : undefined}
        />
      )}
    </Field>
  );
}
