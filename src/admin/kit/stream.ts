import { logInAgain } from './session.ts';

/** What the server sends during long work: progress, then a result or an error. */
interface Line<R> {
  done?: number;
  total?: number;
  hits?: number;
  result?: R;
  error?: string;
}
export interface Progress {
  done: number;
  total: number;
  hits: number;
}

/** Starts long work and reads its lines as they come. Throws if the connection broke before the result. */
export async function runWork<R>(
  name: string,
  input: Record<string, unknown>,
  onProgress: (progress: Progress) => void,
): Promise<{ result?: R; error?: string }> {
  const response = await fetch(`/admin/runs/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (response.status === 401) logInAgain();
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const chunk = await reader?.read();
    rest += decoder.decode(chunk?.value, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      const { result, error, done = 0, total = 0, hits = 0 } = JSON.parse(text) as Line<R>;
      if (result !== undefined) return { result };
      if (error !== undefined) return { error };
      onProgress({ done, total, hits });
    }
    if (!chunk || chunk.done) throw new Error('the connection broke');
  }
}
