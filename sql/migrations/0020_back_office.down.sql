DROP TRIGGER proposals_tell_approvals ON proposals;
DROP TRIGGER price_changes_tell_approvals ON price_changes;
DROP TRIGGER refunds_tell_approvals ON refunds;
DROP TRIGGER ticket_messages_tell_panel ON ticket_messages;
DROP TRIGGER tickets_tell_panel ON tickets;
DROP FUNCTION tell_approvals(), tell_panel();
DROP TABLE security_events, audit_log;
