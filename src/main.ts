import { commands, type Command } from './commands.ts';
import { toAppError } from './lib/index.ts';
import { ConfigError } from './platform/index.ts';

/** Exit codes after sysexits(3): 64 wrong call, 69 something is unavailable, 70 our fault, 78 wrong configuration. */
const EX_USAGE = 64;
const EX_UNAVAILABLE = 69;
const EX_SOFTWARE = 70;
const EX_CONFIG = 78;
const EXIT_GRACE_MS = 2000;

function usage(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  return [
    'Usage: npm run cli -- <command>',
    '',
    ...Object.values(commands).map((command) => `  ${command.usage.padEnd(width)}  ${command.about}`),
  ].join('\n');
}

/** `ledger verify` is looked up before `ledger`, so a command may have one or two words. */
function find(words: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const command = commands[words.slice(0, length).join(' ')];
    if (command && words.length >= length) return { command, rest: words.slice(length) };
  }
  return undefined;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return EX_CONFIG;
  const { code, kind } = toAppError(error);
  if (code === 'PORT_BUSY' || kind === 'unavailable') return EX_UNAVAILABLE;
  return kind === 'bug' ? EX_SOFTWARE : EX_USAGE;
}

const found = find(process.argv.slice(2));
if (!found) {
  console.error(usage());
  process.exitCode = EX_USAGE;
} else {
  try {
    process.exitCode = await found.command.run(found.rest);
  } catch (error) {
    console.error(
      error instanceof ConfigError
        ? error.message
        : `${toAppError(error).code}: ${toAppError(error).message}`,
    );
    if (exitCodeOf(error) === EX_SOFTWARE) console.error(error);
    process.exitCode = exitCodeOf(error);
    // What failed half-way may have left a connection open, which must not keep a dead process alive.
    setTimeout(() => process.exit(), EXIT_GRACE_MS).unref();
  }
}
