import type { Say } from '../../kit/say.ts';
import { plain } from '../../kit/plain.ts';
import { TEXTS } from './texts.ts';

/** The subject of a price: one star, or a package of this many. */
export function priceTitle(say: Say, { isStar, stars }: { isStar: boolean; stars: unknown }): string {
  return isStar ? say(TEXTS.oneStar) : say(TEXTS.packageOf, { stars: plain(stars) });
}
