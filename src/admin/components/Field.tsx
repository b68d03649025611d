import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { Changes } from './parts/Changes.tsx';
import { Reference } from './parts/Reference.tsx';
import { useTexts } from './parts/texts.ts';
import { Value } from './parts/Value.tsx';

/** A value with its name, on the page of one record. */
export default function Field({ property, record }: BasePropertyProps): React.ReactElement {
  const { column, sb } = useTexts();
  // The audit log: one field tells of both sides.
  const isChange = property.path === 'after';
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: '220px 1fr',
        gap: 16,
        padding: '9px 0',
        borderBottom: '1px solid #eef0f5',
        fontSize: 14,
      }}
    >
      <div style={{ color: '#6a758c' }}>{isChange ? sb('common.changed') : column(property.path)}</div>
      <div style={{ minWidth: 0 }}>
        {isChange ? (
          <Changes before={record?.params['before']} after={record?.params['after']} />
        ) : property.reference ? (
          <Reference property={property} record={record} wide />
        ) : (
          <Value
            name={property.path}
            type={String(property.custom['type'])}
            value={record?.params[property.path]}
            wide
          />
        )}
      </div>
    </div>
  );
}
