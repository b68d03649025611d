import { useState } from 'react';
import { COMMON } from '../words/common.ts';
import { runWork, type Progress } from './stream.ts';
import { useSay } from './say.ts';

/** Long work of the server with its progress. Only one at a time. */
export function useWork<R>(name: string): {
  run: (input?: Record<string, unknown>) => Promise<void>;
  isBusy: boolean;
  progress: Progress | undefined;
  result: R | undefined;
  problem: string;
} {
  const [progress, setProgress] = useState<Progress>();
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<R>();
  const [problem, setProblem] = useState('');
  const say = useSay();
  const run = async (input: Record<string, unknown> = {}): Promise<void> => {
    setBusy(true);
    setProgress(undefined);
    setResult(undefined);
    setProblem('');
    try {
      const answer = await runWork<R>(name, input, setProgress);
      if (answer.error !== undefined) setProblem(answer.error);
      setResult(answer.result);
    } catch {
      setProblem(say(COMMON.failed));
    }
    setBusy(false);
  };
  return { run, isBusy, progress, result, problem };
}
