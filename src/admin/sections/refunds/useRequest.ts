import { useState } from 'react';
import { newKey, useAsk, type Answer } from '../../kit/call.ts';

/** A request: its record, the action that previews it, and the action that makes it. */
export interface RequestWhat {
  readonly resource: string;
  readonly id: string;
  readonly preview: string;
  readonly request: string;
}

type Data = Readonly<Record<string, string>>;

/**
 * A request in two steps: a preview, then the request itself. The typed text stays through every refusal. The request
 * carries a key made when the form was drawn, so it is made once, even if it is sent several times.
 */
export function useRequest(
  what: RequestWhat,
  { first, extra }: { first: Data; extra: Data },
): {
  data: Data;
  set: (name: string, value: string) => void;
  busy: boolean;
  refusal: Answer | undefined;
  /** The answer of the first step, until the person goes back; and of the second step. */
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
