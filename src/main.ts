import type { Command } from './cli/command.ts';
import { commands } from './commands.ts';
import { ERRORS, toAppError, AppError, own } from './lib/index.ts';
import { ConfigError, isUnfitValue, unreachable } from './platform/index.ts';

/** Exit codes after sysexits(3): 64 wrong call, 69 something is unavailable, 70 our fault, 78 wrong configuration. */
const EX_USAGE = 64;
const EX_UNAVAILABLE = 69;
const EX_SOFTWARE = 70;
const EX_CONFIG = 78;
const EXIT_GRACE_MS = 2000;
const COLUMN = 32;

function usage(): string {
  const lines = Object.values(commands).flatMap(({ usage: words, about }) =>
    // The description is beside the command if there is room, else below it.
    words.length < COLUMN - 1
      ? [`  ${words.padEnd(COLUMN)}${about}`]
      : [`  ${words}`, `  ${''.padEnd(COLUMN)}${about}`],
  );
  return ['Usage: npm run cli -- <command>', '', ...lines].join('\n');
}

/** `ledger verify` is looked up before `ledger`, so a command may have one or two words. */
function find(words: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = own(commands, name);
    if (command && words.length >= length) return { command, rest: words.slice(length) };
  }
  return undefined;
}

function exitCodeOf({ code, kind }: AppError): number {
  if (code === 'DATABASE_SETTINGS' || code === 'ASSET_CHANGED') return EX_CONFIG;
  if (code === 'PORT_BUSY' || kind === 'unavailable') return EX_UNAVAILABLE;
  return kind === 'bug' ? EX_SOFTWARE : EX_USAGE;
}

/** A file or an argument held a value that no column can store. */
function unfit(thrown: unknown): AppError | undefined {
  if (!isUnfitValue(thrown)) return undefined;
  const message = `A value cannot be stored: ${thrown instanceof Error ? thrown.message : ''}`;
  return new AppError('INPUT_INVALID', {}, { message, cause: thrown });
}

/** Prints what went wrong, in one line if the error is known. Returns the exit code. */
function report(thrown: unknown): number {
  if (thrown instanceof ConfigError) {
    console.error(thrown.message);
    return EX_CONFIG;
  }
  const error = unreachable(thrown) ?? unfit(thrown) ?? toAppError(thrown);
  console.error(`${error.code}: ${error.message}`);
  // The message of a wrong call already shows the right call.
  if (error.code !== 'INPUT_INVALID') console.error(ERRORS[error.code].action);
  const code = exitCodeOf(error);
  if (code === EX_SOFTWARE) console.error(thrown);
  return code;
}

const words = process.argv.slice(2);
const found = find(words);
if (words.length === 0 || ['help', '--help', '-h'].includes(words[0] ?? '')) {
  console.log(usage());
} else if (!found) {
  console.error(usage());
  process.exitCode = EX_USAGE;
} else {
  try {
    process.exitCode = await found.command.run(found.rest);
  } catch (error) {
    process.exitCode = report(error);
    // A command that failed half-way may have left a connection open. That must not keep the process alive.
    setTimeout(() => process.exit(), EXIT_GRACE_MS).unref();
  }
}
