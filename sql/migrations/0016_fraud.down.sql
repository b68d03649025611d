DROP VIEW fraud_queue, fraud_scores, fraud_precision, fraud_current_rules;
DROP TABLE fraud_list_entries, fraud_snoozes, fraud_flags, fraud_hits, fraud_rule_versions, fraud_rules,
  fraud_payers, fraud_events;
