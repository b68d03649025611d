import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { Changes } from '../../kit/Changes.tsx';
import { Reference } from '../../kit/Reference.tsx';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { COMMON } from '../../words/common.ts';
import { Shown } from '../../kit/Value.tsx';

/** A value with its name, on the page of one record. */
export default function Field({ property, record, resource }: BasePropertyProps): React.ReactElement {
  const column = useColumns(resource.id)(property.path);
  const say = useSay();
  // In the audit log one field shows both sides.
  const isChange = property.path === 'after';
  return (
    <div className="sb-record-field">
      <div className="sb-muted">{isChange ? say(COMMON.changed) : column.label}</div>
      <div>
        {isChange ? (
          <Changes before={record?.params['before']} after={record?.params['after']} />
        ) : property.reference ? (
          <Reference property={property} record={record} wide />
        ) : (
          <Shown column={column} name={property.path} value={record?.params[property.path]} wide />
        )}
      </div>
    </div>
  );
}
