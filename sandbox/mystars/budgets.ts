import type { SandboxTime } from '../shared/index.ts';
import { Failure } from './failure.ts';

/** `orders` is separate. A probe (price, recipient) also counts as general reading. */
export type Budget = 'general' | 'orders' | 'probes';

export interface Budgets {
  /** Takes one call from each. Returns the headers of the first. Errors: Failure 429 with headers. */
  take(budgets: readonly Budget[]): Record<string, string>;
  clear(): void;
}

const WINDOW_MS = 60_000;

export function createBudgets(time: SandboxTime, settings: { limits: Record<Budget, number> }): Budgets {
  const windows = new Map<Budget, { since: number; used: number }>();
  const windowOf = (budget: Budget): { since: number; used: number } => {
    const now = time.now().getTime();
    const known = windows.get(budget);
    if (known && now - known.since < WINDOW_MS) return known;
    const fresh = { since: now, used: 0 };
    windows.set(budget, fresh);
    return fresh;
  };
  const headersOf = (budget: Budget): Record<string, string> => {
    const { since, used } = windowOf(budget);
    const left = Math.max(1, Math.ceil((since + WINDOW_MS - time.now().getTime()) / 1000));
    const limit = settings.limits[budget];
    return {
      'RateLimit-Limit': String(limit),
      'RateLimit-Remaining': String(Math.max(0, limit - used)),
      'RateLimit-Reset': String(left),
    };
  };
  return {
    take(budgets) {
      const spent = budgets.find((budget) => windowOf(budget).used >= settings.limits[budget]);
      if (spent) {
        const headers = headersOf(spent);
        const body = { error: { code: 'rate_limited', message: 'Too many requests' } };
        throw new Failure(429, body, { ...headers, 'Retry-After': headers['RateLimit-Reset'] ?? '1' });
      }
      for (const budget of budgets) windowOf(budget).used += 1;
      return budgets[0] ? headersOf(budgets[0]) : {};
    },
    clear: () => windows.clear(),
  };
}
