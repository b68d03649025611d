import { z } from 'zod';
import { answerAgain, resendNotification } from '../../../support/index.ts';
import { defineAction } from '../../access/actions.ts';
import type { Pair } from '../../words/pair.ts';

const RESENT: Pair = ['Бот отправляет сообщение ещё раз', 'The bot sends the message again'];

const common = {
  subject: 'notifications',
  right: 'manage',
  kind: 'record',
  icon: 'Repeat',
  form: [],
} as const;

/** The person who presses it has read why the message did not arrive, and that it may arrive twice. */
export const sendMessageAgain = defineAction({
  ...common,
  name: 'sendAgain',
  label: ['Отправить ещё раз', 'Send again'],
  consequence: [
    'Бот отправит это сообщение ещё раз. Если прошлое всё-таки дошло, человек увидит его дважды.',
    'The bot sends this message again. If the last one arrived after all, the person sees it twice.',
  ],
  offered: ({ state }) => state === 'failed' || state === 'blocked',
  input: z.object({}),
  run: async ({ app, id, row, staff }) => {
    await resendNotification(app, { notificationId: id, staffId: staff.id });
    return { before: { state: row['state'] }, after: { state: 'queued' }, notice: RESENT };
  },
});

/** Handles the person's update once more. Work that was done is not done twice, and its answer is sent. */
export const answerOwed = defineAction({
  ...common,
  name: 'answerAgain',
  label: ['Ответить ещё раз', 'Answer again'],
  consequence: [
    'Бот ответит на то, о чём человек просил. Сделанное второй раз не делается.',
    'The bot answers what the person asked for. What was done is not done again.',
  ],
  offered: ({ state }) => state === 'aside',
  input: z.object({}),
  run: async ({ app, id, staff }) => {
    await answerAgain(app, { updateId: Number(id), staffId: staff.id });
    return { before: { state: 'aside' }, after: { state: 'queued' }, notice: RESENT };
  },
});
