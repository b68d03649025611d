DROP TABLE canned_replies, faq, chat_topics, notifications;
