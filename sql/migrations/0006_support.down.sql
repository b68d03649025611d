DROP TABLE canned_replies, faq, notifications, ticket_messages, tickets;
