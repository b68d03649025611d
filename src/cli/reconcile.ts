import { SingleBar } from 'cli-progress';
import type { App } from '../app.ts';
import { paymentReport, runSweep } from '../reconciliation/index.ts';
import { timeOption } from './options.ts';

/**
 * `--from` and `--to` are dates or times of ISO 8601 (UTC where no zone is named); without them the last day. Prints what
 * was found and the report of the period. Exit code 1 when breaks of the period are left, 2 when the input is wrong.
 */
export async function reconcileCommand(app: App, args: readonly string[]): Promise<number> {
  const now = Date.now();
  const from = timeOption(args, '--from', new Date(now - 86_400_000));
  const to = timeOption(args, '--to', new Date(now));
  if (!from || !to || from >= to) {
    console.error('Usage: reconcile --from 2026-11-01 --to 2026-11-02T12:00 (ISO 8601, from before to)');
    return 2;
  }
  const bar = new SingleBar({
    format: '{bar} {percentage} %  provider {providerRows}  ours {ourRows}  breaks {opened}',
    noTTYOutput: false,
  });
  bar.start(1000, 0, { providerRows: 0, ourRows: 0, opened: 0 });
  const sweep = await runSweep(app, {
    from,
    to,
    startedBy: 'system',
    onProgress: ({ done, ...counts }) => bar.update(Math.round(done * 1000), counts),
  }).finally(() => bar.stop());

  console.log(`rows           ${sweep.providerRows} at the provider, ${sweep.ourRows} with us`);
  console.log(`agree          ${sweep.matched}`);
  console.log(`settled now    ${sweep.healed}`);
  console.log(`breaks         ${sweep.opened} new, ${sweep.closed} closed, ${sweep.left} open`);
  const report = await paymentReport(app, { from, to });
  for (const row of report.invoices)
    console.log(
      `${row.status.padEnd(14)} ${row.count} invoices, received ${row.received} of ${row.asked}, fees ${row.fees}`,
    );
  const { asset, ledger, provider } = report.clearing;
  console.log(`balance        ledger ${ledger} ${asset}, provider ${provider ?? 'did not answer'}`);
  return sweep.left === 0 ? 0 : 1;
}
