DROP TRIGGER breaks_ended ON breaks;
DROP TRIGGER refunds_requested_with_breaks ON refunds;
DROP TRIGGER breaks_credited ON breaks;
DROP TRIGGER fraud_list_entries_guarded ON fraud_list_entries;
DROP TRIGGER fraud_rule_versions_guarded ON fraud_rule_versions;
DROP TRIGGER refund_limits_guarded ON refund_limits;
DROP FUNCTION break_ended(), adjustment_counts_breaks(), break_credited(), given_lately(bigint, bigint, text),
  list_entry_guarded(), rule_guarded(), rule_weakens(text, jsonb, text, text, integer), limit_guarded(),
  limit_loosens(text, text, bigint, bigint, boolean), decided_now(text, text);
