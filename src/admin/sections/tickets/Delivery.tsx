import React, { useState } from 'react';
import { moment } from '../../kit/format.ts';
import type { Row } from '../../kit/Table.tsx';
import { TextButton } from '../../kit/TextButton.tsx';
import { useTexts } from '../../kit/texts.ts';

/** A next try that is so long overdue does not come by itself. */
const OVERDUE_MS = 120_000;

/** What became of an answer that the user has not got, and what can be done. */
export function Delivery({
  row,
  resend,
}: {
  row: Row;
  resend: ((messageId: string) => void) | undefined;
}): React.ReactElement | null {
  const texts = useTexts();
  const [copied, setCopied] = useState(false);
  const delivery = String(row['delivery']);
  if (delivery !== 'retrying' && delivery !== 'failed' && delivery !== 'blocked') return null;
  const next = row['delivery_next_at'];
  const attempts = Number(row['delivery_attempts'] ?? 0);
  const isStuck = typeof next === 'string' && Date.now() - new Date(next).getTime() > OVERDUE_MS;
  const facts = [
    texts.value('delivery', delivery),
    attempts > 0 && delivery !== 'blocked' ? texts.sb('desk.delivery.attempts', { n: String(attempts) }) : '',
    delivery === 'retrying' && !isStuck
      ? texts.sb('desk.delivery.next', { at: moment(next, texts.language) })
      : '',
    delivery === 'blocked' ? '' : String(row['delivery_error'] ?? ''),
  ];
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(String(row['body'] ?? ''));
    setCopied(true);
  };
  return (
    <div style={{ marginTop: 4 }} data-delivery={delivery}>
      <div style={{ color: '#a3241b', fontSize: 12, overflowWrap: 'anywhere' }}>
        {facts.filter((fact) => fact !== '').join(' · ')}
      </div>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
        {resend && (delivery !== 'retrying' || isStuck) ? (
          <TextButton
            icon="Repeat"
            label={texts.sb('desk.delivery.resend')}
            press={() => resend(String(row['id']))}
            testId="resend"
          />
        ) : null}
        <TextButton
          icon="Copy"
          label={texts.sb(copied ? 'desk.delivery.copied' : 'desk.delivery.copy')}
          press={() => void copy()}
          testId="copy"
        />
      </div>
    </div>
  );
}
