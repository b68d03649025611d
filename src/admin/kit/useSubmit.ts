import { useNotice } from 'adminjs';
import { useState } from 'react';
import { useAsk, type Answer } from './call.ts';

/**
 * How a form is sent. A refusal stays in the form, beside the fields that it names. Only success is shown as a notice.
 */
export interface Submit {
  readonly busy: boolean;
  readonly refusal: Answer | undefined;
  /** What is wrong with a field, in words. */
  readonly problemOf: (field: string) => string | undefined;
  /** Returns undefined if the form was refused or did not arrive. */
  readonly submit: (what: Parameters<ReturnType<typeof useAsk>>[0]) => Promise<Answer | undefined>;
}

export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Answer>();
  const ask = useAsk();
  const notice = useNotice();
  return {
    busy,
    refusal,
    problemOf: (field) => refusal?.fields?.[field],
    submit: async (what) => {
      setBusy(true);
      const answer = await ask(what);
      setBusy(false);
      const isRefused = answer.notice?.type === 'error';
      setRefusal(isRefused ? answer : undefined);
      if (isRefused) return undefined;
      if (answer.notice) notice(answer.notice);
      return answer;
    },
  };
}
