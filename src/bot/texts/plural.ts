const RULES = new Intl.PluralRules('ru');

/** The Russian form for a whole number: `one` 1, 21; `few` 2–4, 22; `many` 0, 5–20, 25. */
export function plural(n: number, one: string, few: string, many: string): string {
  const rule = RULES.select(n);
  if (rule === 'one') return one;
  return rule === 'few' ? few : many;
}
