import React from 'react';
import type { Answer } from '../../kit/call.ts';
import { useTexts } from '../../kit/texts.ts';

/** What a balance is and would be, of the answer to a preview. */
export function BalanceChange({ answer }: { answer: Answer }): React.ReactElement {
  const { sb } = useTexts();
  const { before, after } = answer['balance'] as { before: string; after: string };
  return (
    <p style={{ fontSize: 14 }}>
      {sb('refund.balance')}: {before} → <b>{after}</b>
    </p>
  );
}
