import { AppError } from '../../lib/index.ts';
import {
  coin,
  findPromo,
  isFor,
  listPackages,
  readPromoCode,
  withPromo,
  type Promo,
  type PromoRefusal,
} from '../../shop/index.ts';
import type { Draft } from '../drafts.ts';
import {
  promoLabel,
  promoPromptScreen,
  promoRefusedScreen,
  promoScreen,
  type PromoState,
} from '../screens/index.ts';
import { namesOldPrice } from '../seenPrice.ts';
import type { BotApp, Handlers, Reply, Turn } from '../turn.ts';
import { payForStars } from './ordering.ts';
import { refuseUnlessSelling } from './selling.ts';

/** Asks for a code. After a text that is no code, the question stays open. */
export async function askForPromo(app: BotApp, turn: Turn, wrong?: { draft: Draft }): Promise<Reply> {
  await refuseUnlessSelling(app);
  const { drafts } = app;
  return {
    screen: promoPromptScreen({ isWrong: wrong !== undefined }, turn.w),
    keepsDraft: true,
    onShown: async (messageId) => {
      if (wrong) await drafts.save(turn.user.id, wrong.draft, messageId);
      else await drafts.start(turn.user.id, { name: 'promo' }, messageId);
    },
  };
}

export async function takePromoCode(app: BotApp, turn: Turn, draft: Draft, text: string): Promise<Reply> {
  return readPromoCode(text) === undefined
    ? askForPromo(app, turn, { draft })
    : showPromo(app, turn, { text });
}

/** Shows what a code gives, or why it gives nothing. */
export async function showPromo(app: BotApp, turn: Turn, { text }: { text: string }): Promise<Reply> {
  await refuseUnlessSelling(app);
  const code = readPromoCode(text);
  const promo = code === undefined ? undefined : await findPromo(app, { userId: turn.user.id, code });
  return promo ? promoReply(app, turn, promo) : { screen: promoRefusedScreen('unknown', turn.w) };
}

async function promoReply(app: BotApp, turn: Turn, promo: Promo): Promise<Reply> {
  if (promo.refusal !== null) return { screen: promoRefusedScreen(promo.refusal, turn.w) };
  return { screen: promoScreen({ promo, offers: await offersOf(app, promo) }, turn.w) };
}

async function offersOf(app: BotApp, promo: Promo): Promise<PromoState['offers']> {
  const packages = await listPackages(app);
  return packages.flatMap((sold) => {
    const offer = isFor(promo, sold.stars)
      ? withPromo(promo, { ...sold, amount: sold.price }, coin(app.config))
      : undefined;
    return offer ? [{ ...sold, offer }] : [];
  });
}

/** Makes the invoice of a package with a code. If the pressed button named another price, shows the code again. */
async function buyWithPromo(
  app: BotApp,
  turn: Turn,
  { stars, promo: code }: { stars: number; promo: string },
): Promise<Reply> {
  const promo = await findPromo(app, { userId: turn.user.id, code });
  if (!promo) return { screen: promoRefusedScreen('unknown', turn.w) };
  const offers = await offersOf(app, promo);
  const chosen = offers.find((offer) => offer.stars === stars);
  if (!chosen) return { screen: promoRefusedScreen('package', turn.w) };
  if (namesOldPrice(turn.label, [promoLabel(chosen, turn.w)]))
    return { screen: promoScreen({ promo, offers, priceChanged: true }, turn.w) };
  try {
    // A code that is used up may be held by this person's own open order, which is found again.
    return await payForStars(app, turn, { stars, promo: { ...promo, ...chosen.offer } });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PROMO_REFUSED') throw error;
    return { screen: promoRefusedScreen(error.data['why'] as PromoRefusal, turn.w) };
  }
}

export const promoHandlers = {
  promo: (app, turn) => askForPromo(app, turn),
  'promo_{stars}_{promo}': buyWithPromo,
} satisfies Partial<Handlers>;
