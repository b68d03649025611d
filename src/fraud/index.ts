export { evaluate, evaluateAll } from './evaluate.ts';
export { decideFlagsOf, guardDelivery, isDeliveryHeld, type Sending } from './delivery.ts';
export { guardPurchase } from './guard.ts';
export type { Effect, Finding, Mode, RuleVersion } from './judge.ts';
export {
  addListEntry,
  applyListChange,
  removeListEntry,
  type ListEntryInput,
  type ListName,
} from './lists.ts';
export { payerHashes } from './payers.ts';
export { decideFlag, scoreOf, snoozeRule, type Decided, type Decision } from './review.ts';
export { applyRule, changeRule, createRule, listRules, type Rule, type RuleChange } from './ruleAdmin.ts';
export { RULE_KINDS } from './rules/index.ts';
export { guardWallet, isWalletListed, type WalletUse } from './wallet.ts';
export { tryRule, type Trial, type TrialHit, type TrialInput } from './tryRule.ts';
