import { z } from 'zod';
import { isAddress, parseAmount, TON } from '../../lib/index.ts';
import type { Cost } from '../contract.ts';
import { awaitsPayment } from './statuses.ts';

/** Answers of MyStars as documented. Unknown fields are allowed. Orders are paid only in `ton`. */

const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);
/** For fields without influence on money: an unknown form must not stop an order. */
const aside = <T extends z.ZodType>(schema: T) => optional(schema).catch(undefined);

/** Decimal text, never a number. Every value that fits here also fits into a bigint column. */
const cost = z
  .string()
  .regex(/^\d{1,9}(?:\.\d{1,9}0{0,20})?$/)
  .transform((text): Cost => ({ amount: parseAmount(text, TON), asset: TON.code }));
const price = cost.refine(({ amount }) => amount > 0n, 'costs nothing');
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const ref = z.string().min(1).max(128);
const word = z.string().min(1).max(64);
/** A message for people. A long one is cut. */
const told = z.string().transform((text) => text.slice(0, 500).toWellFormed());
const stars = z.number().int().positive();

export const ERROR = z.object({
  error: z.object({ code: z.string(), message: z.string(), telegram_message: aside(told) }),
});

export const CHECK = z.object({
  resolved: z.boolean(),
  eligible: z.boolean(),
  recipient_name: aside(told),
  reason: aside(z.string()),
  telegram_message: aside(told),
  // Before contract 1.11 it is missing, and that means false.
  indeterminate: optional(z.boolean()).transform((value) => value ?? false),
});

export const QUOTES = z.object({
  currency: z.literal('ton'),
  valid_until: time,
  quotes: z.array(z.object({ quantity: stars, amount: price })),
});

const payment = z.object({
  currency: z.literal('ton'),
  chain: z.literal('ton'),
  amount_units: z.literal('ton'),
  pay_to_address: z.string().refine((text) => isAddress('TON', text), 'not an address of TON'),
  memo: z.string().min(1).max(123),
  amount: price,
});

export const CREATED = z
  .object({
    order_id: ref,
    status: word,
    type: z.literal('stars'),
    quantity: stars,
    payment: optional(payment),
    expires_at: optional(time),
  })
  .refine(
    (order) => !awaitsPayment(order.status) || (order.payment && order.expires_at),
    'waits for a payment but does not describe it',
  );

/** An order from GET, from the list, or from a webhook. A webhook has only the first fields. */
export const ORDER = z.object({
  order_id: ref,
  status: word,
  failure_reason: aside(told),
  purchase_tx: aside(ref),
  reversal_tx: aside(ref),
  telegram_message: aside(told),
  type: aside(word),
  recipient_username: aside(z.string().max(64)),
  quantity: aside(stars),
  amount_ton: aside(cost),
  created_at: aside(time),
});

export const PAGE = z.object({ orders: z.array(z.unknown()), next_cursor: optional(z.string()) });
export const CANCELLED = z.object({ order_id: ref, status: z.literal('cancelled') });
