import { counter, timer } from '../platform/index.ts';
import { CALLBACKS } from './callbacks.ts';
import { COMMANDS } from './commands.ts';

/** `waits`: Telegram takes no answers at the moment, so the update is kept. The rest are kinds of errors. */
const RESULTS = ['ok', 'waits', 'invalid', 'refused', 'notFound', 'conflict', 'unavailable', 'bug'] as const;

export const noteUpdate = timer(
  {
    name: 'starboard_update_seconds',
    help: 'Updates of Telegram from their turn to the delivered answer: ok, waits, or the kind of the error',
    labels: { kind: ['message', 'edited_message', 'callback', 'membership'], result: RESULTS },
  },
  [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
);

export const countAct = counter({
  name: 'starboard_acts_total',
  help: 'What people did: the button, the command, or the kind of their message',
  labels: {
    act: [
      ...CALLBACKS,
      ...COMMANDS.map((command) => `/${command}`),
      'text',
      'photo',
      'document',
      'blocked',
      'unblocked',
    ],
  },
});

export const countGroupUpdate = counter({
  name: 'starboard_group_updates_total',
  help: 'Updates of no private chat',
  labels: { kind: ['group_code', 'group_callback', 'ignored'] },
});

export const countScreen = counter({
  name: 'starboard_screens_total',
  help: 'Screens by how they were shown; unknown: perhaps it is there',
  labels: {
    by: ['answer', 'news'],
    how: ['fresh', 'edited', 'same', 'blocked', 'unknown', 'failed'],
  },
});
