import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { Reference } from './parts/Reference.tsx';
import { Value } from './parts/Value.tsx';

/** A value in a list. */
export default function Cell({ property, record }: BasePropertyProps): React.ReactElement | null {
  if (property.reference) return <Reference property={property} record={record} wide={false} />;
  return (
    <Value
      name={property.path}
      type={String(property.custom['type'])}
      value={record?.params[property.path]}
      wide={false}
    />
  );
}
