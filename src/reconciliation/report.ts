import { formatAmount } from '../lib/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import { coin } from '../shop/index.ts';

/** One day (or any period) of payments as finance reads it. Amounts are decimal texts. */
export interface PaymentReport {
  from: Date;
  to: Date;
  invoices: { status: string; count: number; asked: string; received: string; fees: string }[];
  breaks: { class: string; opened: number; resolved: number; open: number }[];
  /** What the ledger says that the provider holds for us, and what the provider says; null: it did not answer. */
  clearing: { asset: string; ledger: string; provider: string | null };
}

/** Totals of a period. The provider's balance is asked for now; without an answer the report comes without it. */
export async function paymentReport(
  context: PaymentsContext,
  period: { from: Date; to: Date },
): Promise<PaymentReport> {
  const asset = coin(context.config);
  const shown = (minor: bigint | string | null): string => formatAmount(BigInt(minor ?? 0), asset);
  const [invoices, breaks, ledger, provider] = await Promise.all([
    context.db.query<{ status: string; count: bigint; asked: string; received: string; fees: string }>(
      `SELECT status, count(*) AS count, sum(amount)::text AS asked, sum(received)::text AS received, sum(fee)::text AS fees
       FROM invoices WHERE created_at >= $1 AND created_at < $2 GROUP BY status ORDER BY status`,
      [period.from, period.to],
    ),
    context.db.query<{ class: string; opened: bigint; resolved: bigint; open: bigint }>(
      `SELECT class, count(*) FILTER (WHERE opened_at >= $1 AND opened_at < $2) AS opened,
         count(*) FILTER (WHERE resolved_at >= $1 AND resolved_at < $2) AS resolved,
         count(*) FILTER (WHERE status = 'open') AS open
       FROM breaks WHERE status = 'open' OR resolved_at >= $1 OR opened_at >= $1 GROUP BY class ORDER BY class`,
      [period.from, period.to],
    ),
    context.db.one<{ balance: string | null }>(
      `SELECT sum(-balance)::text AS balance FROM ledger.balances WHERE kind = 'provider_clearing' AND asset = $1`,
      [asset.code],
    ),
    context.provider.balance().catch(() => undefined),
  ]);
  return {
    ...period,
    invoices: invoices.rows.map((row) => ({
      status: row.status,
      count: Number(row.count),
      asked: shown(row.asked),
      received: shown(row.received),
      fees: shown(row.fees),
    })),
    breaks: breaks.rows.map((row) => ({
      class: row.class,
      opened: Number(row.opened),
      resolved: Number(row.resolved),
      open: Number(row.open),
    })),
    clearing: {
      asset: asset.code,
      ledger: shown(ledger?.balance ?? '0'),
      provider: provider?.find((item) => item.currency === asset.code)?.amount ?? null,
    },
  };
}
