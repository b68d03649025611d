import type { Context } from '../platform/index.ts';
import { BOUNDED, cleanOld, reportStorage, wouldRemove } from '../retention/index.ts';

export const RETENTION_USAGE = 'retention [--run]';

/** Shows how long each table is kept and what would go now. With `--run` it goes now, as the schedule does it. */
export async function retentionCommand(app: Context, args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg !== '--run')) {
    console.error(`Usage: ${RETENTION_USAGE}`);
    return 2;
  }
  if (args.includes('--run')) {
    for (const { name, removed, held } of await cleanOld(app))
      console.log(
        `${name.padEnd(20)} removed ${removed}${held.length > 0 ? `, kept: ${held.join(', ')}` : ''}`,
      );
    return 0;
  }
  const goes = await wouldRemove(app);
  for (const { name, days, rows, bytes, what } of await reportStorage(app)) {
    const size = `${rows} rows, ${(bytes / 1_000_000).toFixed(1)} MB`;
    const kept = days === null ? 'no end' : `${days} days`;
    console.log(`${name.padEnd(26)} ${size.padEnd(24)} ${kept.padEnd(10)} ${would(name, goes)}${what[1]}`);
  }
  return 0;
}

function would(name: string, goes: Readonly<Record<string, number>>): string {
  const n = goes[name];
  if (n === undefined || n === 0) return '';
  const { how } = BOUNDED[name as keyof typeof BOUNDED].cleaning;
  return `[would go: ${n} ${how === 'drop' ? 'months' : 'rows'}] `;
}
