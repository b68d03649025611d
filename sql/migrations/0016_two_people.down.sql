DROP TRIGGER refunds_two_people ON refunds;
DROP TRIGGER refunds_tell_approvals ON refunds;
DROP TRIGGER price_changes_two_people ON price_changes;
DROP TRIGGER price_changes_tell_approvals ON price_changes;
DROP TRIGGER staff_guarded ON staff;
DROP TRIGGER staff_disabled ON staff;
DROP TABLE staff_links, staff_news_read, staff_places, proposals, second_person_rule;
DROP FUNCTION refund_approved(), price_approved(), proposal_checked(), proposal_applied(), staff_guarded(), staff_disabled(), tell_approvals(),
  require_another(bigint, bigint), why_not_another(bigint, bigint), makers_of(bigint, timestamptz), moves_money(text), role_of(bigint), acts_as_owner();
