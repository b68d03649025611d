import { z } from 'zod';
import type { AmlLink, ProviderInvoice, ProviderService } from './provider.ts';
import { NAME, unreadableRow, type UnreadableRow } from './unreadable.ts';

/** Heleket's answers as documented; unknown fields are ignored. */

const decimal = z.string().regex(/^\d{1,30}(\.\d{1,30})?$/);
const signed = z.string().regex(/^-?\d{1,30}(\.\d{1,30})?$/);
const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);
/** A field that no money depends on. An unknown format there must not stop a payment. */
const aside = <T extends z.ZodType>(schema: T) => optional(schema).catch(undefined);
const date = aside(z.string()).transform((text) => {
  const parsed = text === undefined ? undefined : new Date(text);
  return parsed && !Number.isNaN(parsed.getTime()) ? parsed : undefined;
});
const name = z.string().regex(NAME);

const invoice = z
  .object({
    uuid: name,
    order_id: name,
    amount: decimal,
    currency: name,
    payment_status: optional(name),
    status: optional(name),
    is_final: aside(z.boolean()),
    payer_currency: optional(z.string()),
    payer_amount: optional(decimal),
    payment_amount: optional(decimal),
    merchant_amount: optional(decimal),
    commission: optional(decimal),
    from: aside(z.string().max(256)),
    network: aside(z.string()),
    address: aside(z.string().regex(/^[\w:+-]{10,128}$/)),
    txid: aside(z.string()),
    url: aside(z.string().regex(/^https?:\/\//)),
    expired_at: aside(z.number()),
    created_at: date,
  })
  .refine((v) => v.payment_status !== undefined || v.status !== undefined, 'no status')
  .transform((v): ProviderInvoice => ({
    uuid: v.uuid,
    orderId: v.order_id,
    // If both are sent, they have the same value.
    status: v.payment_status ?? v.status ?? '',
    isFinal: v.is_final,
    amount: v.amount,
    currency: v.currency,
    payerCurrency: v.payer_currency,
    payerAmount: v.payer_amount,
    paymentAmount: v.payment_amount,
    merchantAmount: v.merchant_amount,
    commission: v.commission,
    payer: v.from,
    network: v.network,
    address: v.address,
    txid: v.txid,
    url: v.url,
    expiresAt: v.expired_at === undefined ? undefined : new Date(v.expired_at * 1000),
    createdAt: v.created_at,
  }));

/**
 * An invoice made by hand at the provider may not have a name of ours. Then the provider's own name takes its place, so
 * that the row is not lost.
 */
function named(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('uuid' in row)) return row;
  return 'order_id' in row && row.order_id ? row : { ...row, order_id: row.uuid };
}

/** One row that cannot be read must not hide the others. */
const row = z.unknown().transform((raw): { invoice: ProviderInvoice } | { unreadable: UnreadableRow } => {
  const parsed = invoice.safeParse(named(raw));
  if (parsed.success) return { invoice: parsed.data };
  const fields = parsed.error.issues.map(({ path }) => path.join('.'));
  return { unreadable: unreadableRow(raw, fields) };
});

const page = z
  .object({ items: z.array(row), paginate: z.object({ nextCursor: optional(z.string()) }) })
  .transform(({ items, paginate }) => ({
    items: items.flatMap((one) => ('invoice' in one ? [one.invoice] : [])),
    unreadable: items.flatMap((one) => ('unreadable' in one ? [one.unreadable] : [])),
    nextCursor: paginate.nextCursor,
  }));

const services = z.array(
  z
    .object({
      network: name,
      currency: name,
      is_available: z.boolean(),
      // Missing in older answers, which list only services that are switched on.
      is_enabled: z.boolean().default(true),
      limit: z.object({ min_amount: decimal, max_amount: decimal }),
      commission: z.object({ percent: decimal }),
    })
    .transform((v): ProviderService => ({
      network: v.network,
      currency: v.currency,
      usable: v.is_available && v.is_enabled,
      minAmount: v.limit.min_amount,
      maxAmount: v.limit.max_amount,
      feePercent: v.commission.percent,
    })),
);

const amlLinks = z.array(
  z
    .object({ link: z.string().regex(/^https?:\/\//), expired_at: date, status: z.string() })
    .transform((v): AmlLink => ({ link: v.link, expiresAt: v.expired_at, status: v.status })),
);

const balance = z
  .array(
    z.object({
      balance: z.object({ merchant: z.array(z.object({ balance: signed, currency_code: name })) }),
    }),
  )
  .transform((list) =>
    list.flatMap((entry) =>
      entry.balance.merchant.map((item) => ({ currency: item.currency_code, amount: item.balance })),
    ),
  );

const rates = z.array(z.object({ from: name, to: name, course: decimal }));

export const HELEKET_ANSWERS = { invoice, page, services, amlLinks, balance, rates, done: z.unknown() };
