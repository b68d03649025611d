/** The longest message that is kept. */
const LONGEST = 300;

/** Words before a quoted name of the program itself: `constraint "orders_key"`, `reading 'id'`. Such names stay. */
const OWN_NAMES =
  /(constraint|relation|column|table|function|index|role|database|reading|setting)\s+(["'])([a-z_][\w.]{0,62})\2/g;

/** What is taken out, in this order. The rest is plain English that our code and its libraries write. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z+.-]*:\/\/[^\s"')\]}]+/gi, '<address>'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '<mail>'],
  [/(?<!\w)@\w{3,}/g, '<name>'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d+:[\w-]{20,}/g, '<secret>'],
  [/"[^"]*"?|(?<!\w)'[^']*'?|`[^`]*`?/g, '<value>'],
  // Keys, tokens and wallets. A long word of letters only is a word.
  [/(?=[\w+/=-]*\d)[\w+/=-]{16,}/g, '<value>'],
  [/[+-]?\d{4,}(?:[.,]\d+)?/g, '<number>'],
  // Our own texts of errors are in English, so other letters come from a person.
  [/[^\p{ASCII}\s…–—’“”]+(?:\s+[^\p{ASCII}\s…–—’“”]+)*/gu, '<text>'],
];

/**
 * The message of an error without what may come from a person or a secret: quoted values, names, numbers, addresses, keys.
 * It is short, has one line, and says the same for every user, so it can be shown to staff and sent to another service.
 */
export function redact(message: string): string {
  let left = message
    .slice(0, LONGEST * 4)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(OWN_NAMES, '$1 “$3”');
  for (const [pattern, word] of RULES) left = left.replaceAll(pattern, word);
  return left.trim().slice(0, LONGEST);
}
