import { ANSWER_CLASSES, timer, type Config } from '../platform/index.ts';

const ROUTES = ['telegram', 'heleket', 'mystars', 'istar', 'health', 'other'] as const;

export const noteRequest = timer(
  {
    name: 'starboard_public_request_seconds',
    help: 'Requests to the public port by kind of address; never the address itself',
    labels: { route: ROUTES, status: ANSWER_CLASSES },
  },
  [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
);

/** The kind of an address. A path may be anything that somebody typed, and the webhook's own path may be a secret. */
export function routeOf(
  path: string,
  { WEBHOOK_PATH, HELEKET_WEBHOOK_PATH }: Pick<Config, 'WEBHOOK_PATH' | 'HELEKET_WEBHOOK_PATH'>,
): (typeof ROUTES)[number] {
  if (path === HELEKET_WEBHOOK_PATH) return 'heleket';
  if (path === WEBHOOK_PATH) return 'telegram';
  if (path === '/webhooks/mystars') return 'mystars';
  if (path === '/webhooks/istar') return 'istar';
  return /^\/health(\/|$)/.test(path) ? 'health' : 'other';
}
