import { z } from 'zod';
import { sendAgain } from '../../notifications/index.ts';
import { answerAgain, followAnswers } from '../../support/index.ts';
import { defineAction } from './types.ts';

const common = {
  subject: 'notifications',
  right: 'manage',
  kind: 'record',
  icon: 'Repeat',
  form: [],
} as const;

/** Whoever presses it has seen why the message did not arrive, and that it may arrive twice. */
export const sendMessageAgain = defineAction({
  ...common,
  name: 'sendAgain',
  offered: ({ state }) => state === 'failed' || state === 'blocked',
  input: z.object({}),
  run: async ({ app, id, row }) => {
    await app.db.tx((tx) => sendAgain(tx, id, followAnswers(app)));
    return { before: { state: row['state'] }, after: { state: 'queued' }, notice: 'messageResent' };
  },
});

/** What the person asked for is handled once more: what was done stays done once, and its answer goes out. */
export const answerOwed = defineAction({
  ...common,
  name: 'answerAgain',
  offered: ({ state }) => state === 'aside',
  input: z.object({}),
  run: async ({ app, id }) => {
    await answerAgain(app.db, Number(id));
    return { before: { state: 'aside' }, after: { state: 'queued' }, notice: 'messageResent' };
  },
});
