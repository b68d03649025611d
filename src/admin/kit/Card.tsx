import React from 'react';

/** A white field with a heading: the one container of our screens. */
export function Card({
  title,
  children,
  aside,
  style,
}: {
  title?: React.ReactNode;
  children: React.ReactNode;
  aside?: React.ReactNode;
  style?: React.CSSProperties;
}): React.ReactElement {
  return (
    <section
      style={{
        background: '#fff',
        borderRadius: 12,
        padding: '16px 18px',
        boxShadow: '0 1px 3px #0f1a3514',
        marginBottom: 16,
        ...style,
      }}
    >
      {title === undefined ? null : (
        <div
          style={{
            display: 'flex',
            justifyContent: 'space-between',
            gap: 12,
            marginBottom: 10,
            alignItems: 'center',
          }}
        >
          <h3 style={{ fontSize: 15, fontWeight: 700, color: '#13203f' }}>{title}</h3>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values in two columns. */
export function Facts({
  rows,
}: {
  rows: readonly (readonly [name: string, value: React.ReactNode])[];
}): React.ReactElement {
  return (
    <dl
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(90px, auto) 1fr',
        gap: '7px 14px',
        fontSize: 13,
      }}
    >
      {rows.map(([name, value]) => (
        <React.Fragment key={name}>
          <dt style={{ color: '#6a758c' }}>{name}</dt>
          <dd style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

export const muted: React.CSSProperties = { color: '#6a758c', fontSize: 12 };
