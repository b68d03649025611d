import React from 'react';

/** A field with a heading: the only container of our screens. */
export function Card({
  title,
  children,
  aside,
}: {
  title?: React.ReactNode;
  children: React.ReactNode;
  /** To the right of the heading. */
  aside?: React.ReactNode;
}): React.ReactElement {
  return (
    <section className="sb-card">
      {title === undefined ? null : (
        <header>
          <h3>{title}</h3>
          {aside}
        </header>
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
    <dl className="sb-facts">
      {rows.map(([name, value]) => (
        <React.Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}
