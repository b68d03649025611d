import { readFileSync } from 'node:fs';
import { VARIABLES, type Variable } from './variables/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads secrets from files, as container engines provide them: `NAME_FILE` names a file instead of `NAME`. Returns the
 * environment with these secrets filled in. A line break at the end of a file is not part of the secret. A file that cannot
 * be read, and a secret that is given in both ways, are problems.
 */
export function withSecretFiles(environment: Environment): { environment: Environment; problems: string[] } {
  const read: Record<string, string> = {};
  const problems: string[] = [];
  for (const [name, variable] of Object.entries<Variable>(VARIABLES)) {
    const file = environment[`${name}_FILE`]?.trim();
    if (!variable.secret || !file) continue;
    if (environment[name]?.trim()) {
      problems.push(`${name} is given twice: leave out either ${name} or ${name}_FILE`);
      continue;
    }
    try {
      read[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      problems.push(`${name}_FILE is wrong: ${file} cannot be read (${codeOf(error)})`);
    }
  }
  return { environment: { ...environment, ...read }, problems };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
