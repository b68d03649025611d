export { evaluate } from './evaluate.ts';
export {
  EVENT_KINDS,
  raise,
  type EventKey,
  type EventKind,
  type FraudEvent,
  type NewEvent,
} from './events.ts';
export { guardPurchase } from './guard.ts';
export type { Effect, Finding, Mode, RuleVersion } from './judge.ts';
export { addListEntry, removeListEntry, type ListEntryInput, type ListName } from './lists.ts';
export { payerHashes } from './payers.ts';
export { decideFlag, scoreOf, snoozeRule, type Decision } from './review.ts';
export { changeRule, createRule, listRules, type Rule, type RuleChange } from './ruleAdmin.ts';
export { RULE_KINDS } from './rules/index.ts';
export { tryRule, type Trial, type TrialHit, type TrialInput } from './tryRule.ts';
