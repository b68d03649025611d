import { afterAll, onTestFinished, TestRunner } from 'vitest';

/**
 * Runs `work` at the end of the running test, or, outside a test, at the end of the file. (If a test adds an `afterAll`
 * while it runs, it is never called, and the process that it should have stopped would outlive the run.)
 */
export function atEnd(work: () => unknown): void {
  const end = async (): Promise<void> => {
    await work();
  };
  if (TestRunner.getCurrentTest()) onTestFinished(end);
  else afterAll(end);
}
