/** What `work` gives, or `otherwise` where it fails or takes longer than `ms`. Never throws. */
export async function inTime<T, O>(work: () => Promise<T>, ms: number, otherwise: O): Promise<T | O> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<O>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([work().catch(() => otherwise), limit]);
  } finally {
    clearTimeout(timer);
  }
}
