import { Input, TextArea } from '@adminjs/design-system';
import React from 'react';
import type { FormField } from '../../access/actions.ts';
import { Field } from '../../kit/FormParts.tsx';

export function PriceInput({
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
