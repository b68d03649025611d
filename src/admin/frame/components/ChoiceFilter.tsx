import { FormGroup, Label } from '@adminjs/design-system';
import type { FilterPropertyProps } from 'adminjs';
import React from 'react';
import { COMMON } from '../../words/common.ts';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { plain } from '../../kit/plain.ts';

/** A filter with a few values to choose from: a choice, or yes and no. */
export default function ChoiceFilter({
  property,
  resource,
  filter,
  onChange,
}: FilterPropertyProps): React.ReactElement {
  const say = useSay();
  const { label, words } = useColumns(resource.id)(property.path);
  const options = words ?? { true: say(COMMON.yes), false: say(COMMON.no) };
  const chosen = plain((filter as Record<string, unknown>)[property.path]);
  return (
    <FormGroup variant="filter">
      <Label>{label}</Label>
      <select
        aria-label={property.path}
        value={chosen}
        onChange={(event) => onChange(property.path, event.target.value)}
        className="sb-input sb-wide"
      >
        <option value="">{say(COMMON.any)}</option>
        {Object.entries(options).map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
