REVOKE ALL ON faq, canned_replies FROM starboard_content;
REVOKE ALL (position, question_ru, question_en, answer_ru, answer_en, active, version)
  ON faq FROM starboard_content;
REVOKE ALL (title, body_ru, body_en, active, version) ON canned_replies FROM starboard_content;
GRANT INSERT, UPDATE, DELETE ON faq, canned_replies TO starboard_app;
DROP TRIGGER canned_replies_audit ON canned_replies;
DROP TRIGGER canned_replies_keep ON canned_replies;
DROP TRIGGER faq_audit ON faq;
DROP TRIGGER faq_keep ON faq;
ALTER TABLE faq DROP CONSTRAINT faq_position_check;
DROP FUNCTION audit_content();
DROP FUNCTION keep_content();
DROP FUNCTION content_actor();
REVOKE USAGE ON SCHEMA public FROM starboard_content;
