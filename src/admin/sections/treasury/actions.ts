import { z } from 'zod';
import { parseAmount } from '../../../lib/index.ts';
import {
  bookFunding,
  bookIncoming,
  FUNDING_ENDS,
  fundingAsset,
  INCOMING_AS,
  previewIncoming,
  type Booked,
  type IncomingBooking,
} from '../../../treasury/index.ts';
import { defineAction, type ActionCall, type ActionResult } from '../../access/actions.ts';
import { showLines, type PlannedLine } from '../../access/money.ts';
import { moneyStyle } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';
import { proposed } from '../approvals/actions.ts';
import { ENDS, TEXTS } from './texts.ts';

/** The preview of a booking. */
export interface BookingPreview {
  readonly amount: string;
  readonly needsSecond: boolean;
  readonly lines: readonly PlannedLine[];
}

const INCOMING = z.object({
  as: z.enum(INCOMING_AS),
  deliveryId: z.string().trim().max(40).default(''),
  remark: z.string().trim().min(3).max(200),
});
const onIncoming = { subject: 'treasury', right: 'edit', kind: 'record', icon: 'Edit3' } as const;

const previewBooking = defineAction({
  ...onIncoming,
  name: 'previewIncoming',
  label: TEXTS.check,
  form: [{ name: 'remark', label: TEXTS.remark, type: 'textarea', required: true }],
  button: false,
  input: INCOMING,
  run: async (call, input) => {
    const { amount, lines, needsSecond } = await previewIncoming(call.app, bookingOf(call, input));
    const style = moneyStyle(call.app.config);
    const preview: BookingPreview = {
      amount: moneyText(style, amount, 'TON'),
      needsSecond,
      lines: showLines(style, lines),
    };
    return { unchanged: true, data: { preview } };
  },
});

/** Says what a transfer that came in is, after a look at the postings. */
const book = defineAction({
  ...onIncoming,
  name: 'bookIncoming',
  label: TEXTS.book,
  form: [{ name: 'remark', label: TEXTS.remark, type: 'textarea', required: true }],
  component: 'BookIncoming',
  offered: ({ status }) => status === 'open',
  input: INCOMING,
  run: async (call, input) => {
    const { as, deliveryId, remark } = input;
    const about = { type: 'ton_incoming', id: call.id };
    const after = { as, ...(deliveryId === '' ? {} : { deliveryId }), remark };
    return said(await bookIncoming(call.app, bookingOf(call, input)), about, after);
  },
});

function bookingOf({ id, staff }: ActionCall, input: z.infer<typeof INCOMING>): IncomingBooking {
  return { ...input, txHash: id, staffId: staff.id };
}

/** Books money that was moved by hand, as `treasury fund` does. */
export const bookMovement = defineAction({
  name: 'bookMovement',
  label: ['Записать перемещение', 'Book a movement'],
  consequence: [
    'Монеты не двигаются: только запись о том, что уже сделано. Больше предела — после второго человека.',
    'It moves no coins: it writes down what was done. Above the limit it waits for a second person.',
  ],
  subject: 'treasury',
  right: 'edit',
  kind: 'resource',
  icon: 'Plus',
  form: [
    { name: 'from', label: ['Откуда', 'From'], type: 'select', words: ENDS, required: true },
    { name: 'to', label: ['Куда', 'To'], type: 'select', words: ENDS, required: true },
    { name: 'amount', label: ['Сумма', 'Amount'], type: 'text', required: true },
    {
      name: 'remark',
      label: ['Чем подтверждено (номер транзакции)', 'Proof (id of the transaction)'],
      type: 'text',
      required: true,
    },
  ],
  input: z.object({
    from: z.enum(FUNDING_ENDS),
    to: z.enum(FUNDING_ENDS),
    amount: z.string().trim().max(40),
    remark: z.string().trim().min(3).max(200),
  }),
  run: async ({ app, staff }, { from, to, amount: typed, remark }) => {
    const asset = fundingAsset(app, { from, to });
    const amount = parseAmount(typed, asset);
    const booked = await bookFunding(app, { from, to, amount, remark, staffId: staff.id });
    const about = { type: 'ledger_journals', id: booked.journalId ?? '' };
    return said(booked, about, { fromPlace: from, toPlace: to, amount: typed, asset: asset.code, remark });
  },
});

function said(
  { waits, replayed, journalId }: Booked,
  about: { readonly type: string; readonly id: string },
  after: Readonly<Record<string, unknown>>,
): ActionResult {
  if (waits) return proposed(waits, about.id === '' ? { type: 'booking_changes', id: waits.id } : about);
  const notice = replayed ? TEXTS.bookedBefore : TEXTS.booked;
  return {
    about,
    after: { ...after, ...(journalId !== null && { journalId }) },
    notice,
    ...(replayed && { unchanged: true as const, isRepeat: true as const }),
  };
}

export const INCOMING_ACTIONS = [book, previewBooking];
