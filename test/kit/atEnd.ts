import { afterAll, onTestFinished, TestRunner } from 'vitest';

/**
 * Runs `work` when what asked for it is over: the running test, else the whole file. (An `afterAll` that a test adds
 * while it runs is never called, and what it should have stopped would outlive the run.)
 */
export function atEnd(work: () => unknown): void {
  const end = async (): Promise<void> => {
    await work();
  };
  if (TestRunner.getCurrentTest()) onTestFinished(end);
  else afterAll(end);
}
