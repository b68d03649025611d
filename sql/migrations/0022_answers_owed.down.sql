DROP TABLE chat_topics;
ALTER TABLE notifications DROP COLUMN seq, DROP COLUMN unanswered, DROP COLUMN tries;
DROP TABLE open_updates;
