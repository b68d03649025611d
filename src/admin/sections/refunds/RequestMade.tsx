import React from 'react';
import type { Answer } from '../../kit/call.ts';
import { Banner } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { TEXTS } from './texts.ts';

/** After the second step: the result of the request, and a link to it. */
export function RequestMade({ answer }: { answer: Answer }): React.ReactElement {
  const say = useSay();
  return (
    <div data-testid="made" className="sb-refunds-request">
      <Banner tone="good">{answer.notice?.message}</Banner>
      <p>
        <RecordLink resource={plain(answer['type'])} id={answer['id']}>
          {say(TEXTS.openMade)}
        </RecordLink>
      </p>
    </div>
  );
}
