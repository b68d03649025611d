import { AppError } from '../../src/lib/index.ts';

/** The error code of the refusal, or `accepted`. */
export function codeOf(work: Promise<unknown>): Promise<string> {
  return refusalOf(work, ({ code }) => code);
}

/** The data of the refusal, or `accepted`. */
export function dataOf(work: Promise<unknown>): Promise<unknown> {
  return refusalOf(work, ({ data }) => data);
}

async function refusalOf<T>(work: Promise<unknown>, read: (error: AppError) => T): Promise<T | 'accepted'> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError) return read(error);
    throw error;
  }
}

/** The code of any refusal. If the database itself refuses, its SQLSTATE. */
export function anyCodeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error as { code?: unknown }).code,
  );
}
