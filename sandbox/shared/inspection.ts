import type { Router } from 'express';
import { z } from 'zod';
import type { CallLog } from './calls.ts';
import { compact } from './compact.ts';
import type { Fault, FaultList } from './faults.ts';

/**
 * Routes of a play interface that are the same for every imitated service: received calls, and faults of these kinds.
 */
export function addInspection(
  router: Router,
  { calls, faults }: { readonly calls: CallLog; readonly faults: FaultList },
  kinds: readonly string[],
): void {
  const fault = z.object({
    kind: z.string().refine((kind) => kinds.includes(kind), 'unknown kind'),
    target: z.string().optional(),
    times: z.number().int().min(1).default(1),
    ms: z.number().optional(),
    retryAfter: z.number().optional(),
    status: z.number().optional(),
    description: z.string().optional(),
    value: z.string().optional(),
  });
  router.get('/calls', (request, response) => {
    const { target, after } = request.query;
    response.json(
      calls.list({
        target: typeof target === 'string' ? target : undefined,
        after: after === undefined ? undefined : Number(after),
      }),
    );
  });
  router.delete('/calls', (_request, response) => {
    calls.clear();
    response.json({});
  });
  router.get('/faults', (_request, response) => void response.json(faults.list()));
  router.post('/faults', (request, response) => {
    response.json(faults.add(compact(fault.parse(request.body)) as Omit<Fault, 'id'>));
  });
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.json({});
  });
}
