import { Address } from '@ton/core';
import express, { type Router } from 'express';
import { z } from 'zod';
import { addInspection, compact } from '../shared/index.ts';
import { TON_FAULTS } from './api.ts';
import { produce, secondsOf, submit, transferIn, viewAt } from './ledger.ts';
import { readMemory } from './message.ts';
import type { TonWorld } from './types.ts';

const SOMEBODY = `0:${'5a'.repeat(32)}`;
const VALID_S = 60;

const amount = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const address = z.string().transform((text) => Address.parse(text).toRawString());
const transfer = z.object({
  from: address.default(SOMEBODY),
  to: address.optional(),
  amount,
  comment: z.string().default(''),
});
const foreign = z.object({
  to: address.default(SOMEBODY),
  amount: amount.default(1n),
  comment: z.string().default(''),
});
const settings = z.object({
  confirmMs: z.number().min(0).optional(),
  behindSeconds: z.int().min(0).optional(),
  reversed: z.boolean().optional(),
});
/** The play interface of the chain. All JSON; amounts are texts in nanoton. */
export function createTonPlay(world: TonWorld): Router {
  const router = express.Router();
  router.use((_request, _response, next) => {
    produce(world);
    next();
  });
  router.get('/wallet', (_request, response) => {
    const { balance, data } = viewAt(world, world.wallet, Infinity);
    response.json({ address: world.wallet, balance, seqno: data === '' ? 0 : readMemory(data).seqno });
  });
  router.get('/transfers', (_request, response) => void response.json(world.state.transfers));
  router.post('/transfers', (request, response) => {
    const { to = world.wallet, ...rest } = transfer.parse(request.body);
    response.json(transferIn(world, { to, ...rest }));
  });
  router.post('/foreign', (request, response) => {
    const { to, amount: value, comment } = foreign.parse(request.body ?? {});
    const { data } = viewAt(world, world.wallet, Infinity);
    const seqno = data === '' ? 0 : readMemory(data).seqno;
    const validUntil = secondsOf(world.time.now().getTime()) + VALID_S;
    submit(world, world.sign({ seqno, to, amount: value, comment, validUntil }));
    response.json({ seqno });
  });
  router.post('/settings', (request, response) => {
    response.json(Object.assign(world.settings, compact(settings.parse(request.body))));
  });
  addInspection(router, world, TON_FAULTS);
  return router;
}
