import { z } from 'zod';
import { AppError, parseAmount } from '../../../lib/index.ts';
import { REFUND_DESTINATIONS, requestRefund, type RefundRequest } from '../../../refunds/index.ts';
import { coin } from '../../../shop/index.ts';
import { findRows } from '../../access/reader/index.ts';
import { defineAction, type ActionCall } from '../../access/actions.ts';
import { TICKETS } from '../tickets/source.ts';
import { refundFacts } from './refundFacts.ts';
import { TEXTS } from './texts.ts';
import { WORDS, form, common, previewed, requested } from './requestShared.ts';

const REFUND = z.object({
  ...WORDS,
  /** The amount as it was typed. Empty: all that is left. */
  amount: z.string().trim(),
  destination: z.enum(REFUND_DESTINATIONS),
  ticketId: z.uuid().optional(),
});

const onOrder = { subject: 'refunds', right: 'request', kind: 'record', icon: 'CornerUpLeft', form } as const;

const previewRefund = defineAction({
  ...onOrder,
  name: 'previewRefund',
  label: ['Проверить возврат', 'Check the refund'],
  button: false,
  input: REFUND,
  run: async (call, input) => previewed(call, await refundWish(call, input)),
});

const askRefund = defineAction({
  ...onOrder,
  name: 'requestRefund',
  label: TEXTS.ask,
  component: 'RefundRequest',
  offered: ({ status }) => status === 'paid' || status === 'underpaid',
  input: REFUND,
  run: async (call, input) =>
    requested('refunds', await requestRefund(call.app, await refundWish(call, input))),
});

async function refundWish(call: ActionCall, input: z.infer<typeof REFUND>): Promise<RefundRequest> {
  const { amount, ticketId, ...rest } = input;
  if (ticketId !== undefined) await requireTicket(call, ticketId);
  return {
    ...rest,
    ...common(call),
    of: { orderId: call.id },
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(amount === '' ? {} : { amount: parseAmount(amount, coin(call.app.config)) }),
  };
}

/** The ticket must be visible to the person, and must belong to the user of the order. */
async function requireTicket({ app, ability, row }: ActionCall, ticketId: string): Promise<void> {
  const [ticket] = await findRows(app.db, { ability, source: TICKETS }, [ticketId]);
  if (!ticket || ticket['user_id'] !== row['user_id']) throw new AppError('TICKET_UNKNOWN');
}

export const ORDER_REFUND_ACTIONS = [askRefund, refundFacts, previewRefund];
