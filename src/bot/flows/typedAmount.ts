import { AppError, formatAmount, parseAmount } from '../../lib/index.ts';
import { coin, fitsInvoice, invoiceDecimals } from '../../shop/index.ts';
import type { Draft } from '../drafts.ts';
import { amountProblemScreen, type AmountProblemState } from '../screens/index.ts';
import type { BotApp, Reply, Turn } from '../turn.ts';
import { topupRange } from './balance.ts';
import { payForStars, payForTopup } from './ordering.ts';
import { rangeToSend, sendTo } from './sending.ts';
import { confirmFromBalance } from './balanceShop.ts';

const STAR = { code: 'STAR', exponent: 0 };

/** Returns undefined if too few stars are left. */
export async function rangeOf(
  app: BotApp,
  turn: Turn,
  name: AmountDraft['name'],
): Promise<{ min: bigint; max: bigint } | undefined> {
  if (name === 'topup') return topupRange(app);
  if (name === 'send_stars') return rangeToSend(app, turn);
  const { MIN_BALANCE_PURCHASE_AMOUNT: min, MAX_BALANCE_PURCHASE_AMOUNT: max } = app.config;
  return { min: BigInt(min), max: BigInt(max) };
}

export async function takeAmount(
  app: BotApp,
  turn: Turn,
  { draft, text, min, max }: { draft: Draft; text: string; min: bigint; max: bigint },
): Promise<Reply> {
  const { body } = draft;
  const asset = body.name === 'topup' ? coin(app.config) : STAR;
  const refuse = (problem: AmountProblemState['problem']): Reply => ({
    screen: amountProblemScreen(
      {
        problem,
        min: formatAmount(min, asset),
        max: formatAmount(max, asset),
        decimals: body.name === 'topup' ? invoiceDecimals(asset) : asset.exponent,
      },
      turn.w,
    ),
    keepsDraft: true,
    onShown: (messageId) => app.drafts.save(turn.user.id, draft, messageId),
  });

  let amount: bigint;
  if (isAmbiguous(text, asset.exponent)) return refuse('AMOUNT_INVALID');
  try {
    amount = parseAmount(text, asset);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refuse(error.code === 'AMOUNT_OUT_OF_RANGE' ? error.code : 'AMOUNT_INVALID');
  }
  if (amount < min || amount > max) return refuse('AMOUNT_OUT_OF_RANGE');
  if (body.name === 'topup' && !fitsInvoice(amount, asset)) return refuse('AMOUNT_INVALID');
  return proceed(app, turn, draft, amount);
}

type AmountDraft = Extract<Draft['body'], { name: 'purchase' | 'balance_purchase' | 'topup' | 'send_stars' }>;

/** "10,000" is ten thousand to one person and ten to another. The bot does not guess such a number. */
function isAmbiguous(text: string, decimals: number): boolean {
  const groups = decimals === 0 ? /^\d+[.,]\d+$/ : /^\d{1,3},\d{3}$/;
  return groups.test(text.trim());
}

function proceed(app: BotApp, turn: Turn, { key, body }: Draft, amount: bigint): Promise<Reply> {
  if (body.name === 'topup') return payForTopup(app, turn, { amount, key });
  const stars = Number(amount);
  if (body.name === 'send_stars') return sendTo(app, turn, { stars });
  return body.name === 'purchase'
    ? payForStars(app, turn, { stars, key })
    : confirmFromBalance(app, turn, { stars });
}
