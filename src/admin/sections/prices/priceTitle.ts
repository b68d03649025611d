import type { Say } from '../../kit/say.ts';
import { plain } from '../../kit/plain.ts';
import { TEXTS } from './texts.ts';

/** Whose price it is: that of one star, or of a package with so many. */
export function priceTitle(say: Say, { isStar, stars }: { isStar: boolean; stars: unknown }): string {
  return isStar ? say(TEXTS.oneStar) : say(TEXTS.packageOf, { stars: plain(stars) });
}
