DROP TABLE notifications, ticket_messages, tickets;
