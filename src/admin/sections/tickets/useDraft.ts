import { useEffect, useState } from 'react';
import { useNotice } from 'adminjs';
import { newKey, useAsk } from '../../kit/call.ts';

/** The text that an agent writes in one ticket, and how it is sent. */
export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly busy: boolean;
  /** The server found open places. It sends the answer only if the agent confirms. */
  readonly isHeld: boolean;
  readonly letGo: () => void;
  readonly send: (asItIs?: boolean) => Promise<void>;
}

/** The browser keeps the draft of each ticket. The key makes a second click harmless. */
export function useDraft(ticketId: string, action: 'reply' | 'note', written: () => void): Draft {
  const ask = useAsk();
  const notice = useNotice();
  const place = `draft:${ticketId}`;
  const [text, setText] = useState(() => window.localStorage.getItem(place) ?? '');
  const [requestKey, setRequestKey] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (text === '') window.localStorage.removeItem(place);
    else window.localStorage.setItem(place, text);
  }, [text, place]);
  const send = async (asItIs = false): Promise<void> => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    const data = { text, requestKey, ...(asItIs ? { asItIs } : {}) };
    const answer = await ask({ resource: 'tickets', action, id: ticketId, data });
    setBusy(false);
    const holds = answer.code === 'REPLY_HAS_HOLES';
    setHeld(holds);
    if (holds) return;
    if (answer.notice) notice(answer.notice);
    if (answer.notice?.type === 'error') return;
    setText('');
    setRequestKey(newKey());
    written();
  };
  return { text, setText, busy, isHeld, letGo: () => setHeld(false), send };
}
