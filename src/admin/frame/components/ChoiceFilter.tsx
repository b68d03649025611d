import { FormGroup, Label } from '@adminjs/design-system';
import type { FilterPropertyProps } from 'adminjs';
import React from 'react';
import { useTexts } from '../../kit/texts.ts';
import { plain } from '../../kit/plain.ts';

/** A filter with a few values to choose from: a choice, or yes and no. */
export default function ChoiceFilter({
  property,
  filter,
  onChange,
}: FilterPropertyProps): React.ReactElement {
  const { sb, column, value } = useTexts();
  const options = property.availableValues?.map(
    (option) => [String(option.value), value(property.path, option.value)] as const,
  );
  const yesNo = [
    ['true', sb('common.yes')],
    ['false', sb('common.no')],
  ] as const;
  const chosen = plain((filter as Record<string, unknown>)[property.path]);
  return (
    <FormGroup variant="filter">
      <Label>{column(property.path)}</Label>
      <select
        aria-label={property.path}
        value={chosen}
        onChange={(event) => onChange(property.path, event.target.value)}
        style={{
          width: '100%',
          padding: '8px 10px',
          border: '1px solid #c0c5d3',
          borderRadius: 3,
          background: '#fff',
          fontSize: 14,
        }}
      >
        <option value="">{sb('common.any')}</option>
        {(options ?? yesNo).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
