import type { App } from '../app.ts';
import { webhookControl } from '../bot/index.ts';
import {
  examine,
  fill,
  SERVICES,
  WORDS,
  type CheckName,
  type Finding,
  type State,
  type Wording,
} from '../readiness/index.ts';

const MARKS: Readonly<Record<State, string>> = { ok: 'ok   ', warn: 'look ', fail: 'FAIL ' };

/** Checks a whole installation and prints what to do. Exit code 1: something does not work. */
export function doctorCommand(app: App): Promise<number> {
  return print(app);
}

/** The same for the services that nothing works without. */
export function checkConnectionsCommand(app: App): Promise<number> {
  return print(app, SERVICES);
}

async function print(app: App, names?: readonly CheckName[]): Promise<number> {
  let failed = 0;
  for await (const { check, findings } of examine({ app, webhook: webhookControl(app) }, names))
    for (const finding of findings) {
      if (finding.state === 'fail') failed++;
      console.log(lineOf(check, finding));
    }
  console.log(failed === 0 ? 'Nothing is broken.' : `${failed} to mend: see FAIL above.`);
  return failed === 0 ? 0 : 1;
}

/** One finding as a line, and what to do as a second one. */
export function lineOf(check: string, { state, code, data }: Finding): string {
  const { says, todo }: Wording = WORDS[code];
  const line = `${MARKS[state]} ${check.padEnd(15)} ${fill(says[1], data)}`;
  return todo && state !== 'ok' ? `${line}\n${' '.repeat(22)}${fill(todo[1], data)}` : line;
}
