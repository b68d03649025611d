import { readSigns, type HealthApp, type Sign } from '../health/index.ts';
import { inTime } from '../lib/index.ts';
import { CAUSES, type Cause } from './causes.ts';
import type { Look } from './decide.ts';
import { kindOf, readSignName } from './kinds/index.ts';
import type { Found } from './types.ts';

const CAUSE_MS = 5000;
const BLIND = 'check';

/** Reads every source once. Never throws: what cannot be read is a cause itself. */
export async function findCauses(app: HealthApp): Promise<Look> {
  const [signs, ...causes] = await Promise.all([
    readSigns(app),
    ...Object.entries(CAUSES).map(([name, read]) =>
      inTime<Cause[], Cause[]>(() => read(app), CAUSE_MS, [
        { kind: BLIND, subject: name, detail: `${name} could not be looked at` },
      ]),
    ),
  ]);
  const all = [...signs.map(ofSign), ...causes.flat().map(ofCause)];
  return { found: withoutConsequences(all), isBlind: all.some(({ kind }) => kind === BLIND) };
}

function ofSign({ name, severity, text }: Sign): Found {
  const { kind, subject } = readSignName(name);
  const spec = kindOf(kind);
  const own = severity === 'unhealthy' ? 'critical' : 'warning';
  return { kind, subject, area: spec.area, severity: spec.severity ?? own, detail: text };
}

function ofCause({ kind, subject = '', detail, area }: Cause): Found {
  const spec = kindOf(kind);
  return { kind, subject, area: area ?? spec.area, severity: spec.severity ?? 'warning', detail };
}

/** One outage is one alert: what only follows from another cause of this look is left out. */
function withoutConsequences(all: readonly Found[]): Found[] {
  const names = new Set(all.flatMap(({ kind, subject }) => [kind, `${kind}.${subject}`]));
  return all.filter(({ kind }) => !kindOf(kind).dueTo?.some((cause) => names.has(cause)));
}
