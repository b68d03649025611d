import { FormGroup, Input, Label } from '@adminjs/design-system';
import type { FilterPropertyProps } from 'adminjs';
import React from 'react';
import { useColumns } from '../../kit/shell.ts';
import { plain } from '../../kit/plain.ts';

/** A filter that is typed: numbers, ids, names. References too, since one has the number and not the name. */
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
