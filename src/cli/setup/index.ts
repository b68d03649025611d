import { chmod, readFile, writeFile } from 'node:fs/promises';
import type { z } from 'zod';
import { createApp, type App } from '../../app.ts';
import { webhookControl } from '../../bot/index.ts';
import {
  ConfigError,
  createLogger,
  createMigrator,
  envExample,
  loadConfig,
  VARIABLES,
  type Config,
} from '../../platform/index.ts';
import { examine, SERVICES, type CheckName } from '../../readiness/index.ts';
import { lineOf } from '../doctor.ts';
import { option } from '../options.ts';
import { createStaffCommand } from '../staff.ts';
import { withApp } from '../withApp.ts';
import { readEnvText, withValues } from './envFile.ts';
import { MADE, QUESTIONS, type Question, type Values } from './questions.ts';
import { atTerminal, type Terminal } from './terminal.ts';

export const SETUP_USAGE = 'setup [--file .env]';

/** Asks for what a shop needs, checks each answer where it counts, and writes `.env`. Exit code 1: something is left. */
export function setupCommand(args: readonly string[]): Promise<number> {
  return atTerminal((terminal) => setUp(terminal, option(args, '--file') ?? '.env'));
}

/** The same with any terminal. Values that the file has are kept, and offered. */
export async function setUp(terminal: Terminal, file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => envExample());
  const before = readEnvText(text);
  const made = Object.fromEntries(Object.entries(MADE).map(([name, make]) => [name, before[name] ?? make()]));
  let values: Values = { ...before, ...made };
  let questions: readonly Question[] = QUESTIONS;
  for (;;) {
    values = await answers(terminal, questions, values);
    await writeFile(file, withValues(text, values), { mode: 0o600 });
    // The file may have been there with other rights.
    await chmod(file, 0o600);
    const wrong = await wrongOnes(terminal, values);
    if (wrong.length === 0) break;
    const again = await terminal.ask('Ask again for what failed? Otherwise all stays as it is. [Y/n]');
    if (/^n/i.test(again)) {
      terminal.say(`Everything is in ${file}. Run doctor when it should work.`);
      return 1;
    }
    questions = wrong;
  }
  terminal.say(`Everything is in ${file}. Keep a copy of its ENCRYPTION_KEYS in a safe place.`);
  await firstAdmin(terminal, loadConfig(values));
  terminal.say('Now start the product. It sets the webhook itself. Then run doctor.');
  return 0;
}

async function answers(terminal: Terminal, questions: readonly Question[], known: Values): Promise<Values> {
  const values: Record<string, string> = { ...known };
  for (const question of questions) {
    const offered = values[question.name] ?? question.offer?.(values) ?? '';
    values[question.name] = await answer(terminal, question, offered);
  }
  return values;
}

/** Asks until the answer has the right form. An empty answer takes what is offered. */
async function answer(terminal: Terminal, question: Question, offered: string): Promise<string> {
  const { name, ask, optional, secret } = question;
  const hint = offered === '' ? (optional ? ' [none]' : '') : ` [${secret ? 'as before' : offered}]`;
  const schema: z.ZodType = VARIABLES[name].schema;
  for (;;) {
    const given = (await terminal.ask(`${ask}${hint}`, secret)) || offered;
    if (given === '' && optional) return '';
    const result = schema.safeParse(given);
    if (given !== '' && result.success) return given;
    const why = given === '' ? 'it is needed' : (result.error?.issues[0]?.message ?? 'not accepted');
    terminal.say(`  ${name}: ${why}`);
  }
}

/** Checks the values where they count. Returns the questions to ask again. */
async function wrongOnes(terminal: Terminal, values: Values): Promise<readonly Question[]> {
  try {
    const config = loadConfig(values);
    const failed = await failedChecks(terminal, config);
    return QUESTIONS.filter(({ check }) => check !== undefined && failed.has(check));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) terminal.say(`FAIL  ${problem}`);
    const named = QUESTIONS.filter(({ name }) =>
      error.problems.some((problem) => problem.startsWith(`${name} `)),
    );
    return named.length > 0 ? named : QUESTIONS;
  }
}

async function failedChecks(terminal: Terminal, config: Config): Promise<ReadonlySet<CheckName>> {
  const app = createApp(config, { log: createLogger({ ...config, LOG_LEVEL: 'silent' }) });
  const failed = new Set<CheckName>();
  try {
    for await (const { check, findings } of examine({ app, webhook: webhookControl(app) }, SERVICES))
      for (const finding of findings) {
        // The product sets the webhook and applies the migrations at its start.
        if (finding.code.startsWith('webhook.') || finding.code === 'database.migrations') continue;
        terminal.say(lineOf(check, finding));
        if (finding.state === 'fail') failed.add(check);
      }
    return failed;
  } finally {
    await app.close();
  }
}

async function firstAdmin(terminal: Terminal, config: Config): Promise<void> {
  await createMigrator(
    config.DATABASE_MIGRATION_URL.reveal(),
    createLogger({ ...config, LOG_LEVEL: 'error' }),
  ).up();
  const asOwner = { ...config, DATABASE_URL: config.DATABASE_MIGRATION_URL, DATABASE_ROLE: '' };
  await withApp(async (app: App) => {
    const row = await app.db.one<{ is: boolean }>(
      `SELECT EXISTS (SELECT FROM staff WHERE role = 'admin') AS is`,
    );
    if (row?.is) return 0;
    const email = await terminal.ask('E-mail of the first administrator [none]');
    if (email === '') return 0;
    const name = (await terminal.ask('Name')) || email;
    return createStaffCommand(app, ['--email', email, '--name', name, '--role', 'admin']);
  }, asOwner);
}
