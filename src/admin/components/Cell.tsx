import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { Value } from './parts/Value.tsx';

/** A value in a list. */
export default function Cell({ property, record }: BasePropertyProps): React.ReactElement | null {
  return (
    <Value
      name={property.path}
      type={String(property.custom['type'])}
      value={record?.params[property.path]}
      wide={false}
    />
  );
}
