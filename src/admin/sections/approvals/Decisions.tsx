import React from 'react';
import { Link } from 'react-router-dom';
import { useSay } from '../../kit/say.ts';
import { TEXTS } from './texts.ts';

/** The links to both decisions about a request. The person who made it reads that somebody else decides. */
export function Decisions({ to, isOwn }: { to: string; isOwn: boolean }): React.ReactElement {
  const say = useSay();
  if (isOwn) return <span className="sb-muted">{say(TEXTS.ownShort)}</span>;
  return (
    <span className="sb-approvals-decide">
      <Link to={`${to}/approve`}>{say(TEXTS.approve)}</Link>
      <Link to={`${to}/reject`}>{say(TEXTS.reject)}</Link>
    </span>
  );
}
