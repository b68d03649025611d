import { toAppError, type ErrorCode } from '../../lib/index.ts';
import { ANSWER_CLASSES, counter, timer } from '../../platform/index.ts';
import { PATHS } from '../access/paths.ts';

/** Addresses of the back office by their beginning, the longest first. */
const ROUTES = {
  api: `${PATHS.root}/api`,
  frontend: `${PATHS.root}/frontend`,
  queues: `${PATHS.root}/queues`,
  files: `${PATHS.root}/files`,
  export: `${PATHS.root}/export`,
  runs: `${PATHS.root}/runs`,
  pages: PATHS.root,
  static: '/static',
  metrics: '/metrics',
  link: PATHS.link,
  login: PATHS.login,
  account: PATHS.account,
} as const;
type Route = keyof typeof ROUTES;

export const noteRequest = timer(
  {
    name: 'starboard_office_request_seconds',
    help: 'Requests to the back office by kind of address; never the address itself',
    labels: { route: Object.keys(ROUTES), status: ANSWER_CLASSES },
  },
  [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
);

const countLogin = counter({
  name: 'starboard_logins_total',
  help: 'Steps of log-ins of staff. limited: too many at once, so it was not compared',
  labels: { step: ['password', 'code'], result: ['ok', 'failed', 'locked', 'limited'] },
});

export function routeOf(path: string): Route | 'other' {
  const found = Object.entries(ROUTES).find(([, start]) => path === start || path.startsWith(`${start}/`));
  return (found?.[0] as Route | undefined) ?? 'other';
}

const LOGIN_RESULTS: Partial<Record<ErrorCode, string>> = {
  LOGIN_FAILED: 'failed',
  TOTP_INVALID: 'failed',
  LOGIN_LOCKED: 'locked',
  LOGIN_LIMITED: 'limited',
  LOGIN_BUSY: 'limited',
};

/** Counts a step of a log-in by how it ends. The caller gets the same end. */
export async function countedLogin<T>(step: 'password' | 'code', work: Promise<T>): Promise<T> {
  try {
    const done = await work;
    countLogin({ step, result: 'ok' });
    return done;
  } catch (error) {
    countLogin({ step, result: LOGIN_RESULTS[toAppError(error).code] ?? '' });
    throw error;
  }
}
