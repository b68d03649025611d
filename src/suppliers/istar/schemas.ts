import { z } from 'zod';
import { isStorableTime } from '../../lib/index.ts';

/**
 * Answers of iStar. An unimportant field with an unknown form counts as missing. Numbers are texts here, see `readAnswer`.
 */
const optional = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const text = z.string().min(1).max(256);
/** It goes into paths and into the trail, so only visible ASCII is allowed. */
const ref = z.string().regex(/^[\x21-\x7e]{1,128}$/);
/** A time without a zone would be a guess. */
const time = z.iso
  .datetime({ offset: true })
  .transform((written) => new Date(written))
  .refine(isStorableTime);

const order = {
  status: text,
  username: optional(text),
  quantity: optional(
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ),
  amount: optional(z.string().regex(/^\d/)),
  wallet_type: optional(text),
  created_at: optional(time),
};

export const createdOrder = z.object({ ...order, order_id: ref, status: text.catch('pending') });
/** No document says whether a look-up names the id `order_id` or `id`. */
export const foundOrder = z.union([
  z.object({ ...order, order_id: ref }),
  z.object({ ...order, id: ref }).transform(({ id, ...rest }) => ({ ...rest, order_id: id })),
]);
export type FoundOrder = z.output<typeof createdOrder>;

export const foundRecipient = z.object({
  success: z.literal(true).optional(),
  recipient: z.string().min(1).max(1024),
  name: optional(text),
  photo: optional(z.url({ protocol: /^https$/ }).max(2000)),
  myself: optional(z.boolean()),
});

export const heldBalance = z.object({ balance: text, currency: optional(text) });

export const report = z.object({
  event_type: z.enum(['order.completed', 'order.failed']),
  order: z.object({ id: ref, status: optional(text) }),
});
