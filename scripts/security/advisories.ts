import { spawnSync } from 'node:child_process';
import { z } from 'zod';

const LONGEST_MS = 30_000;

/** Advisories that do not concern us, by package, each with its reason. */
const ACCEPTED: Readonly<Record<string, string>> = {};

const REPORT = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string().optional() })),
});

/** What npm knows about the packages of production. `undefined`: the registry did not answer, so nothing was checked. */
export function advisoryProblems(root: string): string[] | undefined {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: LONGEST_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return problemsIn(stdout ?? '');
}

export function problemsIn(report: string): string[] | undefined {
  try {
    const { vulnerabilities } = REPORT.parse(JSON.parse(report));
    return Object.entries(vulnerabilities)
      .filter(([name]) => ACCEPTED[name] === undefined)
      .map(([name, { severity, range = '' }]) =>
        `${name} ${range} has a known weakness (${severity})`.replace('  ', ' '),
      );
  } catch {
    return undefined;
  }
}
