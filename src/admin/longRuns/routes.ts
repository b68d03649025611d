import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { tryRule } from '../../fraud/index.ts';
import { verifyLedger } from '../../ledger/index.ts';
import { AppError, ERRORS, refuseDeepJson, toAppError } from '../../lib/index.ts';
import { audit } from '../../staff/index.ts';
import { readParameters } from '../sections/fraud/ruleParameters.ts';
import { actorOf, staffOf } from '../auth/identity.ts';
import type { News } from '../live/news.ts';
import { sessionSignal } from '../live/sessionEnd.ts';
import type { Access, Panel } from '../access/panel.ts';
import { accessOf } from '../sections/registry.ts';
import { refusal } from '../frame/refusal.ts';
import { createRuns, type Progress, type Runs, type Work } from './runs.ts';
import { storableBody } from '../site/storable.ts';

/** Work as a run of its own: the key that makes it the same as another, and how to do it. */
interface Job {
  readonly key: string;
  readonly work: Work;
}

/**
 * Work that takes long. The answer is JSON lines: progress first, the result last. So the server keeps no state, and it
 * works with any number of replicas. It only reads. It ends when the browser goes away or the session ends. A person
 * who starts work that already runs in this process follows that run.
 */
export function longRunRoutes(panel: Panel, news: News): Router {
  const router = express.Router();
  const runs = createRuns();
  router.use(express.json({ limit: '16kb', verify: refuseDeepJson }), storableBody);
  const work =
    (prepare: (access: Access, input: unknown) => Job) => async (request: Request, response: Response) => {
      const staff = staffOf(request);
      if (!staff) throw new AppError('NOT_LOGGED_IN');
      const { signal, forget } = sessionSignal(news, request.sessionID);
      const away = new AbortController();
      response.once('close', () => away.abort());
      if (response.destroyed) away.abort();
      try {
        await stream(accessOf(panel, staff, actorOf(staff, request)), request, {
          response,
          prepare,
          runs,
          signal: AbortSignal.any([signal, away.signal]),
        });
      } finally {
        forget();
      }
    };
  router.post('/verify', work(verify));
  router.post('/tryRule', work(tryOut));
  return router;
}

const LONGEST_STATEMENT = '10min';

function verify(access: Access): Job {
  if (!access.ability.can('verify', 'ledger')) throw new AppError('FORBIDDEN');
  return { key: 'verify', work: (tell, signal) => walk(access, tell, signal) };
}

async function walk(
  { panel, actor }: Access,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<object> {
  const started = panel.app.clock.now();
  const { blocks, transfers, head, broken } = await panel.work.tx(async (tx) => {
    // The last steps look at every account in one statement, which takes longer than a list may. PostgreSQL checks
    // whether the client is still connected, so that such a statement ends with its reader too.
    await tx.query(
      `SET LOCAL statement_timeout = '${LONGEST_STATEMENT}'; SET LOCAL client_connection_check_interval = '2s'`,
    );
    signal.addEventListener('abort', () => void tx.client.end(), { once: true });
    signal.throwIfAborted();
    return verifyLedger(tx, {
      onProgress: (done, total) => tell({ done: Number(done), total: Number(total) }),
    });
  });
  const result = { blocks, transfers: transfers.toString(), head, problem: broken?.problem ?? null };
  await audit(panel.app.db, {
    actor,
    action: 'ledger.verify',
    subject: { type: 'ledger', id: '-' },
    after: result,
  });
  return {
    ...result,
    at: started.toISOString(),
    where: broken && {
      position: broken.position?.toString() ?? null,
      journalId: broken.journalId,
      accountId: broken.accountId?.toString() ?? null,
    },
  };
}

const TRIAL = z.object({
  ruleId: z.string().max(100),
  days: z.coerce.number().int().min(1).max(366),
  parameters: z.string().max(4000).optional(),
});

/** What a rule would have found recently. Uses `parameters` (JSON text) instead of those in force. */
function tryOut({ panel, ability }: Access, raw: unknown): Job {
  if (!ability.can('see', 'fraud_rules')) throw new AppError('FORBIDDEN');
  const input = TRIAL.safeParse(raw);
  if (!input.success) throw new AppError('INPUT_INVALID', { fields: 'ruleId, days' });
  const { parameters, ...wanted } = input.data;
  const trial = {
    ...wanted,
    ...(parameters === undefined ? {} : { parameters: readParameters(parameters) }),
  };
  return { key: `tryRule ${JSON.stringify(trial)}`, work: (tell) => tried(panel, trial, tell) };
}

async function tried(
  panel: Panel,
  wanted: { ruleId: string; days: number; parameters?: unknown },
  onProgress: (progress: Progress) => void,
): Promise<object> {
  const trial = await tryRule({ ...panel.app, db: panel.work }, { ...wanted, onProgress });
  return {
    events: trial.signals,
    hits: trial.hits,
    users: trial.users,
    examples: trial.examples.map(({ signal, value, limit }) => ({
      at: signal.at,
      kind: signal.kind,
      subject: signal.subject,
      userId: signal.userId?.toString() ?? null,
      value: value.toString(),
      limit: limit.toString(),
    })),
  };
}

const LEAST_MS = 100;

async function stream(
  access: Access,
  request: Request,
  {
    response,
    prepare,
    runs,
    signal,
  }: {
    response: Response;
    prepare: (access: Access, input: unknown) => Job;
    runs: Runs;
    signal: AbortSignal;
  },
): Promise<void> {
  response.type('application/jsonl').setHeader('X-Accel-Buffering', 'no');
  let last = 0;
  const say = (line: object): void => void response.write(`${JSON.stringify(line)}\n`);
  const tell = (progress: Progress): void => {
    const now = performance.now();
    if (now - last < LEAST_MS || signal.aborted) return;
    last = now;
    say(progress);
  };
  try {
    const { key, work } = prepare(access, request.body);
    const result = await runs.follow({ staffId: access.staff.id, tell, signal }, key, work);
    say({ result });
  } catch (error) {
    if (signal.aborted) return void response.destroy();
    const { code } = toAppError(error);
    if (!response.headersSent) response.status(ERRORS[code].http);
    say({ error: refusal(access, error, { name: request.path }) });
  }
  response.end();
}
