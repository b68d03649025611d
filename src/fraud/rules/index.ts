import { amountOwn, amountShop, topupDrained } from './amounts.ts';
import {
  contradiction,
  forged,
  invoiceRate,
  mismatch,
  rateBlocks,
  refundRatio,
  underpaid,
  unpaidStreak,
} from './counting.ts';
import type { RuleKind } from './kind.ts';
import { listed, promoAccounts, referralRing, sharedPayer } from './people.ts';
import {
  accountNew,
  payerStars,
  recipientListed,
  recipientNew,
  recipientSenders,
  recipientStars,
} from './recipients.ts';

/** Every measurement that rules can use, by its name in `fraud_rules.kind`. */
export const RULE_KINDS: Readonly<Record<string, RuleKind>> = {
  invoice_rate: invoiceRate,
  unpaid_streak: unpaidStreak,
  topup_drained: topupDrained,
  amount_own: amountOwn,
  amount_shop: amountShop,
  shared_payer: sharedPayer,
  underpaid,
  contradiction,
  mismatch,
  forged,
  rate_blocks: rateBlocks,
  promo_accounts: promoAccounts,
  referral_ring: referralRing,
  refund_ratio: refundRatio,
  listed,
  recipient_senders: recipientSenders,
  recipient_new: recipientNew,
  account_new: accountNew,
  recipient_stars: recipientStars,
  payer_stars: payerStars,
  recipient_listed: recipientListed,
};

export { isHit, type Measured, type RuleKind } from './kind.ts';
