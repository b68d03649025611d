import { parseEnv } from 'node:util';
import type { Values } from './questions.ts';

/** The values of a text like `.env`; empty ones are left out. */
export function readEnvText(text: string): Record<string, string> {
  const given = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  return Object.fromEntries(given);
}

/** The text with these values: each in its own line where there is one, else at the end. Comments stay. */
export function withValues(text: string, values: Values): string {
  const left = new Map(Object.entries(values));
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const name = /^([A-Z][A-Z0-9_]*)=/.exec(line)?.[1] ?? '';
      const value = left.get(name);
      left.delete(name);
      return value === undefined ? line : lineOf(name, value);
    });
  const added = [...left].map(([name, value]) => lineOf(name, value));
  return `${[...lines, ...added].join('\n')}\n`;
}

/** A `#` begins a comment and a `$` a variable, except in single quotes. */
function lineOf(name: string, value: string): string {
  if (/^[\w./:@,+=?&%-]*$/.test(value)) return `${name}=${value}`;
  return value.includes("'") ? `${name}="${value}"` : `${name}='${value}'`;
}
