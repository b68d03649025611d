import { useState } from 'react';
import { newKey, useAsk, type Answer } from '../../kit/call.ts';

/** What is asked for: of which record, and the actions that show it beforehand and make it. */
export interface RequestWhat {
  readonly resource: string;
  readonly id: string;
  readonly preview: string;
  readonly request: string;
}

type Data = Readonly<Record<string, string>>;

/**
 * A request in two steps: a look at what it would be, then the request itself. What was typed stays through every
 * refusal. The request carries a key made when the form was drawn, so it is made once however often it is sent.
 */
export function useRequest(
  what: RequestWhat,
  { first, extra }: { first: Data; extra: Data },
): {
  data: Data;
  set: (name: string, value: string) => void;
  busy: boolean;
  refusal: Answer | undefined;
  /** The answer of the first step, until somebody goes back; and of the second one. */
  seen: Answer | undefined;
  made: Answer | undefined;
  look: () => Promise<void>;
  back: () => void;
  make: () => Promise<void>;
} {
  const [data, setData] = useState<Data>(() => ({ ...first, requestKey: newKey() }));
  const [seen, setSeen] = useState<Answer>();
  const [made, setMade] = useState<Answer>();
  const [refusal, setRefusal] = useState<Answer>();
  const [busy, setBusy] = useState(false);
  const ask = useAsk();
  const send = async (action: string, take: (answer: Answer) => void): Promise<void> => {
    setBusy(true);
    const answer = await ask({ resource: what.resource, id: what.id, action, data: { ...data, ...extra } });
    setBusy(false);
    const isRefused = answer.notice?.type === 'error';
    setRefusal(isRefused ? answer : undefined);
    if (isRefused) setSeen(undefined);
    else take(answer);
  };
  return {
    data,
    set: (name, value) => {
      setData({ ...data, [name]: value });
      setRefusal(undefined);
    },
    busy,
    refusal,
    seen,
    made,
    look: () => send(what.preview, setSeen),
    back: () => setSeen(undefined),
    make: () => send(what.request, setMade),
  };
}
