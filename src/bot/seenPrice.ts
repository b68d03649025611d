/** Every number in a label, in order: "⭐ 100 +10 ✨ · 95 TON" has 100, 10 and 95. */
function numbersIn(label: string): string {
  return (label.match(/\d+(?:\.\d+)?/g) ?? []).join(' ');
}

/**
 * Whether a pressed button named other figures than any label that it could have `now`. Telegram sends the pressed
 * message along, so this works for messages of any age and needs no memory. Words do not count (another language, a new
 * wording). A label without figures named nothing.
 */
export function namesOldPrice(pressed: string | undefined, now: readonly string[]): boolean {
  const named = numbersIn(pressed ?? '');
  return named !== '' && !now.some((label) => numbersIn(label) === named);
}
