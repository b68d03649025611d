import React from 'react';
import { Link } from 'react-router-dom';
import { muted } from '../../kit/Card.tsx';
import { useTexts } from '../../kit/texts.ts';

/** The way to both decisions about what waits; who asked for it reads that somebody else decides. */
export function Decisions({ to, isOwn }: { to: string; isOwn: boolean }): React.ReactElement {
  const { sb } = useTexts();
  if (isOwn) return <span style={muted}>{sb('refund.ownShort')}</span>;
  return (
    <span style={{ display: 'inline-flex', gap: 8 }}>
      <Decide to={`${to}/approve`} strong>
        {sb('refund.approve')}
      </Decide>
      <Decide to={`${to}/reject`}>{sb('refund.reject')}</Decide>
    </span>
  );
}

/** A link that looks like a button: to the form of a decision. */
function Decide({
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
