import { AppError } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { coin } from './coin.ts';
import { quote, type Quote } from './quote.ts';
import { refuseWithoutSupply } from './supply.ts';
import type { OrderKind } from './types.ts';

/** The facts that decide whether and at which price a user may order, read in one query at one moment. */
interface Terms {
  readonly status: 'active' | 'under_review' | 'blocked';
  readonly enabled: boolean;
  /** The float cannot cover what is sold (src/treasury). */
  readonly stopped: boolean;
  readonly packagePriceId: bigint | null;
  readonly packagePrice: bigint | null;
  readonly packageBonus: number | null;
  readonly starPriceId: bigint | null;
  readonly starPrice: bigint | null;
}

const TERMS = `
SELECT u.status, s.enabled, (SELECT stopped FROM supply_state) AS stopped, p.price_id AS "packagePriceId", p.price AS "packagePrice", p.bonus_stars AS "packageBonus",
  sp.id AS "starPriceId", sp.price AS "starPrice"
FROM users u
JOIN switches s ON s.name = $2
LEFT JOIN current_packages p ON p.stars = $3::bigint AND p.active AND p.asset = $4
LEFT JOIN current_star_prices sp ON sp.asset = $4
WHERE u.id = $1 AND u.deleted_at IS NULL`;

/** Errors: USER_UNKNOWN, USER_UNDER_REVIEW, USER_BLOCKED, SWITCHED_OFF with the `name` of the switch; `supply`: no stars to sell. */
async function readTerms(
  context: Context,
  db: Queryable,
  input: { userId: bigint; kind: OrderKind; stars: number },
): Promise<Terms> {
  const { config } = context;
  const name = input.kind === 'topup' ? 'topup' : 'sell';
  const { rows } = await db.query<Terms>(TERMS, [
    input.userId,
    name,
    Number.isSafeInteger(input.stars) ? input.stars : 0,
    config.PAYMENT_ASSET,
  ]);
  const [terms] = rows;
  if (!terms) throw new AppError('USER_UNKNOWN');
  if (terms.status === 'blocked') throw new AppError('USER_BLOCKED');
  const offered = {
    purchase: true,
    balance_purchase: config.BALANCE_PURCHASE_ENABLED,
    topup: config.BALANCE_SERVICE_ENABLED,
  }[input.kind];
  if (!terms.enabled || !offered) throw new AppError('SWITCHED_OFF', { name });
  if (input.kind !== 'topup') refuseWithoutSupply(context, terms.stopped);
  if (terms.status === 'under_review') throw new AppError('USER_UNDER_REVIEW');
  return terms;
}

/** Checks that the user may top up now. Errors as {@link readTerms}. */
export async function checkTopup(context: Context, db: Queryable, userId: bigint): Promise<void> {
  await readTerms(context, db, { userId, kind: 'topup', stars: 0 });
}

/** Checks that the user may buy now, and at which price. Errors as {@link readTerms} and {@link quote}. */
export async function priceSale(
  context: Context,
  db: Queryable,
  input: { userId: bigint; kind: OrderKind; stars: number; seenPriceId: bigint | undefined },
): Promise<Quote> {
  const terms = await readTerms(context, db, input);
  const { packagePriceId, packagePrice, starPriceId, starPrice } = terms;
  const asset = coin(context.config);
  return quote({
    stars: input.stars,
    package:
      input.kind === 'purchase' && packagePriceId !== null && packagePrice !== null
        ? { priceId: packagePriceId, price: packagePrice, bonusStars: terms.packageBonus ?? 0 }
        : undefined,
    starPrice:
      starPriceId !== null && starPrice !== null
        ? { id: starPriceId, price: starPrice, asset: asset.code }
        : undefined,
    isPackageSize: packagePriceId !== null,
    limits: {
      min: context.config.MIN_BALANCE_PURCHASE_AMOUNT,
      max: context.config.MAX_BALANCE_PURCHASE_AMOUNT,
    },
    seenPriceId: input.seenPriceId,
    asset,
  });
}
