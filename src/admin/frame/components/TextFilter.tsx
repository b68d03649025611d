import { FormGroup, Input, Label } from '@adminjs/design-system';
import type { FilterPropertyProps } from 'adminjs';
import React from 'react';
import { useColumns } from '../../kit/shell.ts';
import { plain } from '../../kit/plain.ts';

/**
 * A filter with typed text: numbers, ids, names. Also for references, because people have the number and not the name.
 */
export default function TextFilter({
  property,
  resource,
  filter,
  onChange,
}: FilterPropertyProps): React.ReactElement {
  const { label } = useColumns(resource.id)(property.path);
  return (
    <FormGroup variant="filter">
      <Label>{label}</Label>
      <Input
        name={`filter-${property.path}`}
        value={plain((filter as Record<string, unknown>)[property.path])}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          onChange(property.path, event.target.value.trim())
        }
      />
    </FormGroup>
  );
}
