import { readSignName, titleOf } from '../../../alerts/index.ts';
import { examine, fill, WORDS, type CheckName, type State, type Wording } from '../../../readiness/index.ts';
import type { Access } from '../../access/panel.ts';
import type { Pair } from '../../words/pair.ts';

/** One line of one check: what is so, and what to do. */
export interface ReadinessLine {
  readonly state: State;
  readonly says: Pair;
  readonly todo: Pair | null;
}
export interface ReadinessView {
  readonly checks: readonly { readonly check: CheckName; readonly lines: readonly ReadinessLine[] }[];
  readonly left: number;
}

/** Checks the whole installation now, as `doctor` does. */
export async function readReadiness({ panel: { app, webhook } }: Access): Promise<ReadinessView> {
  const checks: { check: CheckName; lines: ReadinessLine[] }[] = [];
  for await (const { check, findings } of examine({ app, webhook }))
    checks.push({
      check,
      lines: findings.map(({ state, code, data }) => {
        const { says, todo }: Wording = WORDS[code];
        const filled = ([ru, en]: Pair): Pair => [fill(ru, data), fill(en, data)];
        return {
          state,
          says: code === 'health.sign' ? titleOfSign(String(data?.['name'])) : filled(says),
          todo: todo && state !== 'ok' ? filled(todo) : null,
        };
      }),
    });
  const left = checks.flatMap(({ lines }) => lines).filter(({ state }) => state !== 'ok').length;
  return { checks, left };
}

/** The text of a sign is for operators, in English only. */
function titleOfSign(name: string): Pair {
  const { kind, subject } = readSignName(name);
  return titleOf(kind, subject);
}
