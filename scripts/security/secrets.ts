import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Texts that are a secret wherever they are: each has a form of its own. */
const FORMS: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a private key of a backup': /\bAGE-SECRET-KEY-1[0-9A-Z]{50,}/i,
  'a token of a Telegram bot': /\b\d{8,10}:AA[\w-]{33}\b/,
  'a key of a cloud': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[\w-]{35}\b/,
  'a token of a code host': /\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{60,}|\bglpat-[\w-]{20}\b/,
  'a token of a registry': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of a chat': /\bxox[abprs]-[\w-]{20,}/,
};

/** A literal beside such a name, or with this beginning, is a secret if it looks random. */
const NAMED =
  /(?:(?:api_?key|secret|token|passw(?:or)?d|mnemonic)\w*["']?\s*[:=]\s*["'`]?|\bwhsec_)([\w+/=-]{20,})/gi;
/** Bits per character. Words of people have less than 3.5, random hex has 3.7 and more, random base64 has 4.5. */
const RANDOM = 3.6;

/** Files with made-up keys and vectors. There only texts with a form of their own count. */
const MADE_UP = /^(?:test|sandbox|bench|scripts\/demo)\/|\.test\.ts$|^package-lock\.json$/;

const PRIVATE_FILES = /(?:^|\/)(?:\.env|\.env\.(?!example$).+|.+\.(?:pem|key|p12|age))$/;

/** Returns one line for each secret in the files that git tracks. The line does not repeat the secret. */
export function secretProblems(root: string): string[] {
  const { stdout, status } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) return [];
  return stdout
    .split('\0')
    .filter((file) => file !== '')
    .flatMap((file) => [
      ...(PRIVATE_FILES.test(file) ? [`${file} must not be in the repository`] : []),
      ...secretsIn(file, read(path.join(root, file))),
    ]);
}

/** Finds secrets in the text of one file. */
export function secretsIn(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const found = Object.entries(FORMS).flatMap(([what, form]) => (form.test(line) ? [what] : []));
    const isNamed = [...line.matchAll(NAMED)].some(
      ([, value = '']) => entropy(value) > RANDOM && hasMixture(value),
    );
    if (isNamed && !MADE_UP.test(file)) found.push('a literal that looks like a secret');
    return found.map((what) => `${file}:${index + 1} has ${what}`);
  });
}

/** Names of code have no digits, or are joined words. */
function hasMixture(value: string): boolean {
  return /\d/.test(value) && /[a-z]/i.test(value) && !/^[A-Z]?[a-z]+(?:[A-Z_-][a-z]+)+\d?$/.test(value);
}

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}

function read(file: string): string {
  try {
    const bytes = readFileSync(file);
    return bytes.includes(0) ? '' : bytes.toString('utf8');
  } catch {
    // Deleted in the work tree, but not yet in git.
    return '';
  }
}
