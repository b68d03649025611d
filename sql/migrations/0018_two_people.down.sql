DROP TRIGGER staff_disabled ON staff;
DROP TRIGGER staff_guarded ON staff;
DROP TRIGGER price_changes_two_people ON price_changes;
DROP TRIGGER refunds_two_people ON refunds;
DROP TABLE staff_news_read, staff_links, proposals, staff_places, second_person_rule;
DROP FUNCTION staff_disabled(), staff_guarded(), proposal_applied(), proposal_checked(), price_approved(),
  refund_approved(), require_another(bigint, bigint), why_not_another(bigint, bigint),
  makers_of(bigint, timestamptz), moves_money(text);
