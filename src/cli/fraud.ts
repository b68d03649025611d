import { SingleBar } from 'cli-progress';
import { listRules, tryRule } from '../fraud/index.ts';
import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

/** Prints every rule with its current version and how often reviewers agreed with it. Returns the exit code. */
export async function fraudRulesCommand(app: Context): Promise<number> {
  for (const rule of await listRules(app)) {
    const precision = rule.precisionPercent === null ? 'not judged yet' : `${rule.precisionPercent} % right`;
    console.log(
      `${rule.ruleId.padEnd(22)} v${String(rule.version).padEnd(3)} ${rule.mode.padEnd(7)} ${rule.effect.padEnd(6)} ` +
        `weight ${String(rule.weight).padEnd(4)} ${String(rule.open).padStart(4)} open, ${precision}`,
    );
    console.log(`  ${rule.titleEn}: ${JSON.stringify(rule.parameters)}`);
  }
  return 0;
}

/**
 * Tries the current version of a rule on the last days (30, or `--days N`) and prints what it would have flagged.
 * Changes nothing. Errors: RULE_UNKNOWN, INPUT_INVALID. Returns the exit code.
 */
export async function fraudTryCommand(app: Context, args: readonly string[]): Promise<number> {
  const { ruleId, days } = readArguments(args);
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value} of {total} events | {hits} hits | {eta_formatted} left',
    noTTYOutput: false,
  });
  bar.start(1, 0, { hits: 0 });
  try {
    const trial = await tryRule(app, {
      ruleId,
      days,
      onProgress: ({ done, total, hits }) => {
        bar.setTotal(total);
        bar.update(done, { hits });
      },
    });
    bar.stop();
    console.log(
      `${trial.signals} signals of the last ${days} days: ${trial.hits} flags on ${trial.users} users.`,
    );
    for (const { signal, value, limit } of trial.examples)
      console.log(
        `${signal.at.slice(0, 19)}  ${signal.kind.padEnd(8)} ${signal.subject}  user ${signal.userId ?? '-'}  ` +
          `measured ${value}, limit ${limit}`,
      );
    return 0;
  } finally {
    bar.stop();
  }
}

function readArguments(args: readonly string[]): { ruleId: string; days: number } {
  const at = args.indexOf('--days');
  const days = at === -1 ? 30 : Number(args[at + 1]);
  const [ruleId] = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  if (ruleId === undefined || !Number.isInteger(days))
    throw new AppError(
      'INPUT_INVALID',
      {},
      { message: 'Name the rule and the number of days: fraud try <rule> --days 30' },
    );
  return { ruleId, days };
}
