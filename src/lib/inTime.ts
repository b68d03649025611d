/** What `work` gives; where it takes longer than `ms`, it fails with `late`, and what comes after that is dropped. */
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

/** What `work` gives, or `otherwise` where it fails or takes longer than `ms`. Never throws. */
export function inTime<T, O>(work: () => Promise<T>, ms: number, otherwise: O): Promise<T | O> {
  return within<T | O>(work(), ms, new Error('took too long')).catch(() => otherwise);
}
