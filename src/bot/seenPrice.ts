/** Every number in a label, in its order: "⭐ 100 +10 🎁 · 95 TON" holds 100, 10 and 95. */
function numbersIn(label: string): string {
  return (label.match(/\d+(?:\.\d+)?/g) ?? []).join(' ');
}

/**
 * Whether a pressed button named other figures than any of the labels that it could have `now`. Telegram sends the
 * pressed message along, so this holds for messages of any age and needs no memory; what is only words (another
 * language, a new wording) does not count, and a label without figures named nothing.
 */
export function namesOldPrice(pressed: string | undefined, now: readonly string[]): boolean {
  const named = numbersIn(pressed ?? '');
  return named !== '' && !now.some((label) => numbersIn(label) === named);
}
