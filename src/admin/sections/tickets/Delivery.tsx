import React, { useState } from 'react';
import { moment } from '../../kit/format.ts';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import type { Row } from '../../kit/Table.tsx';
import { TextButton } from '../../kit/TextButton.tsx';
import { DELIVERIES, TEXTS } from './texts.ts';

/** If the next try is overdue by this long, it will not happen by itself. */
const OVERDUE_MS = 120_000;

/** What happened to an answer that the user has not got, and what can be done. */
export function Delivery({
  row,
  resend,
}: {
  row: Row;
  resend: ((messageId: string) => void) | undefined;
}): React.ReactElement | null {
  const say = useSay();
  const delivery = plain(row['delivery']);
  if (delivery !== 'retrying' && delivery !== 'failed' && delivery !== 'blocked') return null;
  const next = row['delivery_next_at'];
  const attempts = Number(row['delivery_attempts'] ?? 0);
  const isStuck = typeof next === 'string' && Date.now() - new Date(next).getTime() > OVERDUE_MS;
  const facts = [
    say(DELIVERIES[delivery]),
    attempts > 0 && delivery !== 'blocked' ? say(TEXTS.attempts, { n: attempts }) : '',
    delivery === 'retrying' && !isStuck ? say(TEXTS.nextTry, { at: moment(next, say.language) }) : '',
    delivery === 'blocked' ? '' : plain(row['delivery_error']),
  ];
  return (
    <div className="sb-tickets-delivery" data-delivery={delivery}>
      <p>{facts.filter((fact) => fact !== '').join(' · ')}</p>
      <div className="sb-row">
        {resend && (delivery !== 'retrying' || isStuck) ? (
          <TextButton
            icon="Repeat"
            label={say(TEXTS.resend)}
            press={() => resend(plain(row['id']))}
            testId="resend"
          />
        ) : null}
        <CopyButton text={plain(row['body'])} />
      </div>
    </div>
  );
}

function CopyButton({ text }: { text: string }): React.ReactElement {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <TextButton
      icon="Copy"
      label={say(copied ? TEXTS.copied : TEXTS.copy)}
      press={() => void copy()}
      testId="copy"
    />
  );
}
