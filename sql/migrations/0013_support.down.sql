DROP TABLE shown_errors, inbox_messages, ticket_messages, tickets;
