import { once } from 'node:events';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { tryRule } from '../../fraud/index.ts';
import { verifyLedger } from '../../ledger/index.ts';
import { AppError, ERRORS, refuseDeepJson, toAppError } from '../../lib/index.ts';
import { audit } from '../../staff/index.ts';
import { readParameters } from '../actions/ruleParameters.ts';
import { actorOf, staffOf } from '../auth/identity.ts';
import { accessOf, type Access, type Panel } from '../panel/panel.ts';
import { refusal } from '../panel/refusal.ts';
import { storableBody } from '../security/storable.ts';

/** Tells how far the work is; each call is one line of the answer. */
type Tell = (progress: { done: number; total: number; hits?: number }) => void;

/**
 * Work that takes long: the answer is JSON lines, progress first and the result last, so that it needs no memory of
 * the server and works with any number of replicas. Reads only; it ends when the browser goes away.
 */
export function longRunRoutes(panel: Panel): Router {
  const router = express.Router();
  router.use(express.json({ limit: '16kb', verify: refuseDeepJson }), storableBody);
  const work =
    (run: (access: Access, input: unknown, tell: Tell) => Promise<object>) =>
    async (request: Request, response: Response) => {
      const staff = staffOf(request);
      if (!staff) throw new AppError('NOT_LOGGED_IN');
      await stream(accessOf(panel, staff, actorOf(staff, request)), request, { response, run });
    };
  router.post('/verify', work(verify));
  router.post('/tryRule', work(tryOut));
  return router;
}

const LONGEST_STATEMENT = '10min';

async function verify(access: Access, _input: unknown, tell: Tell): Promise<object> {
  const { panel, ability, actor } = access;
  if (!ability.can('verify', 'ledger')) throw new AppError('FORBIDDEN');
  const started = panel.app.clock.now();
  const { blocks, transfers, head, broken } = await panel.reads.tx(async (tx) => {
    // The last steps look at every account in one statement, which takes longer than a list may.
    await tx.query(`SET LOCAL statement_timeout = '${LONGEST_STATEMENT}'`);
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

/** What a rule would have found lately; `parameters` (JSON text) are tried instead of those in force. */
async function tryOut({ panel, ability }: Access, raw: unknown, tell: Tell): Promise<object> {
  if (!ability.can('see', 'fraud_rules')) throw new AppError('FORBIDDEN');
  const input = TRIAL.safeParse(raw);
  if (!input.success) throw new AppError('INPUT_INVALID', { fields: 'ruleId, days' });
  const { parameters, ...wanted } = input.data;
  const trial = await tryRule(
    { ...panel.app, db: panel.reads },
    {
      ...wanted,
      ...(parameters === undefined ? {} : { parameters: readParameters(parameters) }),
      onProgress: tell,
    },
  );
  return {
    events: trial.events,
    hits: trial.hits,
    users: trial.users,
    examples: trial.examples.map(({ event, value, limit }) => ({
      at: event.at,
      kind: event.kind,
      subject: event.subject,
      userId: event.userId?.toString() ?? null,
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
    run,
  }: { response: Response; run: (access: Access, input: unknown, tell: Tell) => Promise<object> },
): Promise<void> {
  response.type('application/jsonl').setHeader('X-Accel-Buffering', 'no');
  let last = 0;
  const say = (line: object): void => void response.write(`${JSON.stringify(line)}\n`);
  try {
    const result = await run(access, request.body, ({ done, total, hits }) => {
      if (response.destroyed) throw new AppError('FORBIDDEN', {}, { message: 'nobody waits for the result' });
      const now = performance.now();
      if (now - last < LEAST_MS) return;
      last = now;
      say({ done, total, ...(hits === undefined ? {} : { hits }) });
    });
    say({ result });
  } catch (error) {
    if (response.destroyed) return;
    if (!response.headersSent) response.status(ERRORS[toAppError(error).code].http);
    say({ error: refusal(access, error, request.path) });
  }
  response.end();
  if (!response.writableFinished) await once(response, 'close');
}
