import { paymentReport, type PaymentReport } from '../../reconciliation/index.ts';
import type { Access } from '../panel/panel.ts';
import { readTime } from './period.ts';

const DAY_MS = 86_400_000;

/** Payments of a period as finance reads them: by default the last whole day of UTC. */
export async function readReport(
  { panel }: Access,
  query: Readonly<Record<string, unknown>>,
): Promise<Omit<PaymentReport, 'from' | 'to'> & { from: string; to: string }> {
  const today = new Date(Math.floor(panel.app.clock.now().getTime() / DAY_MS) * DAY_MS);
  const to = readTime(query['to']) ?? today;
  const from = readTime(query['from']) ?? new Date(to.getTime() - DAY_MS);
  // The role that can change nothing reads; the provider is asked for its balance by the application.
  const report = await paymentReport(
    { ...panel.app, db: panel.reads },
    from < to ? { from, to } : { from: to, to: from },
  );
  return { ...report, from: report.from.toISOString(), to: report.to.toISOString() };
}
