/** How many characters of a correlation id a person is asked to quote. */
const REFERENCE_LENGTH = 8;

/**
 * The reference that a user can tell an agent: the first characters of a correlation id. It also accepts text in
 * capitals, with a sign before it, or the pasted long id.
 */
export function referenceOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^0-9a-f]/g, '')
    .slice(0, REFERENCE_LENGTH);
}
