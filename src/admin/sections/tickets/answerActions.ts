import { z } from 'zod';
import { AppError } from '../../../lib/index.ts';
import { addressUser, holesIn, noteOnTicket, replyToTicket, resendReply } from '../../../support/index.ts';
import { defineAction, type ActionResult, type PanelAction } from '../../access/actions.ts';
import { ids, ON_TICKET, statusChange } from './ticketCall.ts';

const TEXT = z.object({
  text: z.string().trim().min(1).max(4000),
  requestKey: z.string().min(8).max(100).optional(),
});
/** An answer with an unfilled variable is sent only if the agent says that it is meant so. */
const ANSWER = TEXT.extend({ asItIs: z.boolean().default(false) });

/** A request key that was used before writes nothing. */
const written = (messageId: string | undefined): ActionResult => ({
  data: { messageId: messageId ?? null },
  ...(messageId === undefined ? { unchanged: true } : {}),
});

const reply = defineAction({
  ...ON_TICKET,
  name: 'reply',
  label: ['ответ', 'reply'],
  right: 'reply',
  icon: 'Send',
  input: ANSWER,
  run: async (call, { asItIs, ...input }) => {
    const { correlationId } = call.actor;
    const text = await addressUser(call.app, call.id, input.text);
    const holes = holesIn(text);
    if (holes.length > 0 && !asItIs) throw new AppError('REPLY_HAS_HOLES', { names: holes.join(', ') });
    const { ticket, messageId } = await replyToTicket(call.app, {
      ...ids(call),
      ...input,
      text,
      correlationId,
    });
    return { ...statusChange(call, ticket.status), ...written(messageId) };
  },
});

const note = defineAction({
  ...ON_TICKET,
  name: 'note',
  label: ['заметка', 'note'],
  right: 'note',
  icon: 'Edit3',
  input: TEXT,
  run: async (call, input) => {
    const { messageId } = await noteOnTicket(call.app, { ...ids(call), ...input });
    return written(messageId);
  },
});

const resend = defineAction({
  ...ON_TICKET,
  name: 'resend',
  label: ['ответ отправлен ещё раз', 'reply sent again'],
  right: 'reply',
  icon: 'Repeat',
  input: z.object({ messageId: z.uuid() }),
  run: async (call, { messageId }) => {
    const { correlationId } = call.actor;
    await resendReply(call.app, { ...ids(call), messageId, correlationId });
    return {
      after: { messageId, delivery: 'queued' },
      notice: ['Ответ отправляется ещё раз', 'The answer is being sent again'],
    };
  },
});

/** Messages to the user and to colleagues. */
export const ANSWER_ACTIONS: readonly PanelAction[] = [reply, note, resend];
