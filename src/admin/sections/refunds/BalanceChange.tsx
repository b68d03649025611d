import React from 'react';
import type { Answer } from '../../kit/call.ts';
import { useSay } from '../../kit/say.ts';
import type { ShownBalance } from './adjustmentRequests.ts';
import { TEXTS } from './texts.ts';

/** The balance now and after the change, from the answer to a preview. */
export function BalanceChange({ answer }: { answer: Answer }): React.ReactElement {
  const say = useSay();
  const { before, after } = answer['balance'] as ShownBalance;
  return (
    <p>
      {say(TEXTS.balance)}: {before} → <b>{after}</b>
    </p>
  );
}
