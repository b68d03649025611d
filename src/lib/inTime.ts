/** Returns the result of `work`. If it takes longer than `ms`, fails with `late` and drops a later result. */
export async function within<T>(work: Promise<T>, ms: number, late: Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the result of `work`, or `otherwise` if it fails or takes longer than `ms`. Never throws. */
export function inTime<T, O>(work: () => Promise<T>, ms: number, otherwise: O): Promise<T | O> {
  return within<T | O>(work(), ms, new Error('took too long')).catch(() => otherwise);
}
