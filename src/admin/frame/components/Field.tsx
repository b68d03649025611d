import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { Reference } from '../../kit/Reference.tsx';
import { useColumns } from '../../kit/shell.ts';
import { Shown } from '../../kit/Value.tsx';

/** A value with its name, on the page of one record. */
export default function Field({ property, record, resource }: BasePropertyProps): React.ReactElement {
  const column = useColumns(resource.id)(property.path);
  return (
    <div className="sb-record-field">
      <div className="sb-muted">{column.label}</div>
      <div>
        {property.reference ? (
          <Reference property={property} record={record} wide />
        ) : (
          <Shown column={column} name={property.path} value={record?.params[property.path]} wide />
        )}
      </div>
    </div>
  );
}
