import { trialBalance, type TrialLine } from '../ledger/index.ts';
import { formatAmount, type Asset } from '../lib/index.ts';
import { wholeUnits, type PaymentsContext } from '../payments/index.ts';
import type { Context } from '../platform/index.ts';
import { coin } from '../shop/index.ts';

/** One day (or any period) of payments, for finance. Amounts are decimal texts of their asset. */
export interface PaymentReport {
  from: Date;
  to: Date;
  /** Invoices made in the period, in their present state. */
  invoices: {
    asset: string;
    status: string;
    count: number;
    asked: string;
    received: string;
    fees: string;
  }[];
  /**
   * The changes in the ledger within the period, by kind of account: `provider_clearing`, `revenue`, `fees`, `refunds`,
   * …
   */
  amounts: { asset: string; kind: string; change: string }[];
  breaks: { class: string; opened: number; resolved: number; open: number }[];
  /** Breaks that are open now, by age. */
  ages: { age: string; open: number }[];
  clearing: Clearing;
}

/**
 * How much the provider holds for us according to the ledger, and according to the provider, both now; null: the
 * provider did not answer.
 */
export interface Clearing {
  asset: string;
  /** ISO 8601. */
  at: string;
  ledger: string;
  provider: string | null;
  /** The provider's amount minus the ledger's. A payer's other coins are not in the difference. */
  difference: string | null;
  others: { currency: string; amount: string }[];
}

interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Totals of a period. Asks for the provider's balance now; without an answer the report comes without it. */
export async function paymentReport(context: PaymentsContext, period: Period): Promise<PaymentReport> {
  const assets = await readAssets(context);
  const [invoices, amounts, breaks, ages, clearing] = await Promise.all([
    invoiceTotals(context, period, assets),
    changes(context, period, assets),
    breakTotals(context, period),
    openAges(context),
    clearingNow(context),
  ]);
  return { from: period.from, to: period.to, invoices, amounts, breaks, ages, clearing };
}

type Assets = ReadonlyMap<string, Asset>;

async function readAssets({ db }: Context): Promise<Assets> {
  const { rows } = await db.query<Asset>('SELECT code, exponent FROM ledger.assets');
  return new Map(rows.map((asset) => [asset.code, asset]));
}

function shown(assets: Assets, code: string, minor: bigint): string {
  return formatAmount(minor, assets.get(code) ?? { code, exponent: 0 });
}

async function invoiceTotals(
  { db }: Context,
  { from, to }: Period,
  assets: Assets,
): Promise<PaymentReport['invoices']> {
  const { rows } = await db.query<
    Record<'asset' | 'status' | 'asked' | 'received' | 'fees', string> & { count: bigint }
  >(
    `SELECT asset, status, count(*) AS count, sum(amount)::text AS asked, sum(received)::text AS received, sum(fee)::text AS fees
     FROM invoices WHERE created_at >= $1 AND created_at < $2 GROUP BY asset, status ORDER BY asset, status`,
    [from, to],
  );
  return rows.map(({ asset, status, count, asked, received, fees }) => ({
    asset,
    status,
    count: Number(count),
    asked: shown(assets, asset, BigInt(asked)),
    received: shown(assets, asset, BigInt(received)),
    fees: shown(assets, asset, BigInt(fees)),
  }));
}

/** The difference of two trial balances. An entry in the last moment of the period belongs to the period. */
async function changes(
  { db }: Context,
  { from, to }: Period,
  assets: Assets,
): Promise<PaymentReport['amounts']> {
  const before = (moment: Date): Date => new Date(moment.getTime() - 1);
  const [opening, closing] = [await trialBalance(db, before(from)), await trialBalance(db, before(to))];
  const key = ({ asset, kind }: TrialLine): string => `${asset} ${kind}`;
  const was = new Map(opening.map((line) => [key(line), line.balance]));
  return closing.flatMap((line) => {
    const change = line.balance - (was.get(key(line)) ?? 0n);
    const { asset, kind } = line;
    return change === 0n ? [] : [{ asset, kind, change: shown(assets, asset, change) }];
  });
}

async function breakTotals({ db }: Context, { from, to }: Period): Promise<PaymentReport['breaks']> {
  const { rows } = await db.query<{ class: string; opened: bigint; resolved: bigint; open: bigint }>(
    `SELECT class, count(*) FILTER (WHERE opened_at >= $1 AND opened_at < $2) AS opened,
       count(*) FILTER (WHERE resolved_at >= $1 AND resolved_at < $2) AS resolved,
       count(*) FILTER (WHERE status = 'open') AS open
     FROM breaks WHERE status = 'open' OR resolved_at >= $1 OR opened_at >= $1 GROUP BY class ORDER BY class`,
    [from, to],
  );
  return rows.map((row) => ({
    class: row.class,
    opened: Number(row.opened),
    resolved: Number(row.resolved),
    open: Number(row.open),
  }));
}

async function openAges({ db }: Context): Promise<PaymentReport['ages']> {
  const { rows } = await db.query<{ age: string; open: bigint }>(
    `SELECT age, count(*) AS open FROM break_list WHERE status = 'open' GROUP BY age ORDER BY age`,
  );
  return rows.map(({ age, open }) => ({ age, open: Number(open) }));
}

async function clearingNow(context: PaymentsContext): Promise<Clearing> {
  const asset = coin(context.config);
  const at = context.clock.now().toISOString();
  const provider = await context.provider.balance().catch(() => undefined);
  const row = await context.db.one<{ balance: string | null }>(
    `SELECT sum(-balance)::text AS balance FROM ledger.house_balances WHERE kind = 'provider_clearing' AND asset = $1`,
    [asset.code],
  );
  const ledger = BigInt(row?.balance ?? 0);
  const own = provider?.find(({ currency }) => currency === asset.code)?.amount ?? (provider && '0');
  const difference = own === undefined ? undefined : wholeUnits(own, asset.exponent) - ledger;
  return {
    asset: asset.code,
    at,
    ledger: formatAmount(ledger, asset),
    provider: own ?? null,
    difference: difference === undefined ? null : formatAmount(difference, asset),
    others: (provider ?? []).filter(({ currency }) => currency !== asset.code),
  };
}
