import React from 'react';
import { useSay } from '../../kit/say.ts';
import type { ProposalView } from './proposal.ts';
import { WHY_NOT } from './texts.ts';

/** Why this person may not approve it. */
export function WhyNot({
  why,
  testId,
}: {
  why: ProposalView['whyNot'];
  testId?: string;
}): React.ReactElement | null {
  const say = useSay();
  if (why === null) return null;
  return (
    <p role="note" className="sb-approvals-why" data-testid={testId}>
      {say(WHY_NOT[why])}
    </p>
  );
}
