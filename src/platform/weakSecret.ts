const LEAST_DIFFERENT = 10;
/** Words that examples use instead of a real secret. */
const PLACEHOLDER = /change.?me|replace.?me|your[-_ ]|placeholder|example|secret.?key|insert.?here/i;
/** Default passwords of servers and examples. */
const KNOWN_PASSWORDS: ReadonlySet<string> = new Set(
  'postgres postgresql password passwd secret admin root redis starboard changeme change-me test user demo default foobared'.split(
    ' ',
  ),
);

/** Says why somebody could guess a long secret, or undefined. It does not repeat the secret. */
export function weakness(secret: string): string | undefined {
  if (PLACEHOLDER.test(secret)) return 'is the text of an example';
  return pattern([...Buffer.from(secret, 'utf8')], LEAST_DIFFERENT);
}

/** The same for the bytes of a key. 32 random bytes have far more different values than this. */
export function weakKey(bytes: Buffer): string | undefined {
  return pattern([...bytes], Math.ceil(bytes.length / 2));
}

/** Says whether everybody knows a password. An empty one is fine: the server then knows us by other means. */
export function isKnownPassword(password: string, user = ''): boolean {
  if (password === '') return false;
  const plain = password.toLowerCase();
  return plain === user.toLowerCase() || KNOWN_PASSWORDS.has(plain) || /^(\d{1,8}|(.)\2+)$/.test(plain);
}

function pattern(bytes: readonly number[], leastDifferent: number): string | undefined {
  if (repeats(bytes)) return 'repeats itself';
  const steps = bytes.slice(1).map((byte, index) => (byte - (bytes[index] ?? 0) + 256) % 256);
  if (repeats(steps) || new Set(steps).size < leastDifferent / 2) return 'counts up or down';
  if (new Set(bytes).size < leastDifferent) return 'is made of too few different characters';
  return undefined;
}

/** Says whether a part of at most half its length is repeated from the beginning to the end. */
function repeats(values: readonly number[]): boolean {
  for (let period = 1; period <= values.length / 2; period++)
    if (values.every((value, index) => index < period || value === values[index - period])) return true;
  return false;
}
