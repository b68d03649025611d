ALTER TABLE break_events DROP CONSTRAINT break_events_action_check,
  ADD CONSTRAINT break_events_action_check CHECK (action IN ('opened', 'owner', 'remark', 'resolved')) NOT VALID;
DROP TRIGGER breaks_ended ON breaks;
DROP TRIGGER breaks_credited ON breaks;
DROP TRIGGER refunds_requested_with_breaks ON refunds;
DROP TRIGGER fraud_list_entries_guarded ON fraud_list_entries;
DROP TRIGGER fraud_rule_versions_guarded ON fraud_rule_versions;
DROP TRIGGER refund_limits_guarded ON refund_limits;
DROP FUNCTION break_ended(), break_credited(), adjustment_counts_breaks(), given_lately(bigint, bigint, text), list_entry_guarded(), rule_guarded(),
  rule_weakens(text, jsonb, text, text, integer), limit_guarded(), limit_loosens(text, text, bigint, bigint, boolean), decided_now(text, text);
DROP INDEX breaks_credited;
ALTER TABLE breaks DROP COLUMN credited, DROP COLUMN credited_asset, DROP COLUMN credited_to, DROP COLUMN credited_by, DROP COLUMN approved_by;
