import React from 'react';
import { Link } from 'react-router-dom';

/** A link that looks like a button: to the form of a decision. */
export function Decide({
  to,
  strong,
  children,
}: {
  to: string;
  strong?: boolean;
  children: React.ReactNode;
}): React.ReactElement {
  return (
    <Link
      to={to}
      style={{
        padding: '6px 12px',
        borderRadius: 8,
        textDecoration: 'none',
        fontSize: 13,
        border: '1px solid #2f5bea',
        background: strong ? '#2f5bea' : '#fff',
        color: strong ? '#fff' : '#2448c2',
      }}
    >
      {children}
    </Link>
  );
}
