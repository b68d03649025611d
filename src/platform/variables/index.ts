import type { z } from 'zod';
import type { Secret } from '../../lib/index.ts';
import { DELIVERY } from './delivery.ts';
import { LIMITS } from './limits.ts';
import { OFFICE } from './office.ts';
import type { Variable } from './readers.ts';
import { SERVICES } from './services.ts';
import { STORAGE } from './storage.ts';

/** Every environment variable by name. A test compares `.env.example` with this table. */
export const VARIABLES = { ...SERVICES, ...DELIVERY, ...STORAGE, ...LIMITS, ...OFFICE };

export type VariableName = keyof typeof VARIABLES;

/** The values of the variables after they are read. */
export type Values = {
  [N in VariableName]: (typeof VARIABLES)[N] extends { secret: true }
    ? Secret
    : z.output<(typeof VARIABLES)[N]['schema']>;
};

/** The text of `.env.example`: each variable with its meaning. A variable without a default is left empty. */
export function envExample(): string {
  const lines: string[] = [
    '# Starboard: every variable with its meaning. Copy this file to .env and fill in the empty ones.',
    '# A secret (key, token, password, address of PostgreSQL) may be in a file: write NAME_FILE=/run/secrets/name instead of NAME.',
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
export { KEPT_DAYS, type KeptName } from './retention.ts';
