import type { z } from 'zod';
import type { Secret } from '../../lib/index.ts';
import { DELIVERY } from './delivery.ts';
import { LIMITS } from './limits.ts';
import { OFFICE } from './office.ts';
import type { Variable } from './readers.ts';
import { SERVICES } from './services.ts';
import { STORAGE } from './storage.ts';

/** Every environment variable, by name; `.env.example` is kept equal to this table by a test. */
export const VARIABLES = { ...SERVICES, ...DELIVERY, ...STORAGE, ...LIMITS, ...OFFICE };

export type VariableName = keyof typeof VARIABLES;

/** What they hold once they are read. */
export type Values = {
  [N in VariableName]: (typeof VARIABLES)[N] extends { secret: true }
    ? Secret
    : z.output<(typeof VARIABLES)[N]['schema']>;
};

/** The text of `.env.example`: each variable with its meaning; what has no default is left open. */
export function envExample(): string {
  const lines: string[] = [
    '# Starboard: every variable with its meaning. Copy to .env and fill in what is empty.',
    '# A secret (key, token, password, address of PostgreSQL) may stand in a file: NAME_FILE=/run/secrets/name in place of NAME.',
  ];
  let group = '';
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    if (variable.group !== group) lines.push('', `# === ${variable.group} ===`);
    group = variable.group;
    lines.push(`# ${variable.about}`, `${name}=${variable.default ?? ''}`);
  }
  return `${lines.join('\n')}\n`;
}

export type { Variable } from './readers.ts';
