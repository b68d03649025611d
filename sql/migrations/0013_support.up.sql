-- Support: tickets, the messages in them, and messages outside of them.
--
--   tickets           requests of users, with clocks and merges
--   ticket_messages   the conversation
--   inbox_messages    messages that answer no question of the bot
--   shown_errors      errors that the bot showed to a person, by the short code that support asks for
--
-- Why a ticket stores the times when it is due: the queue is sorted and filtered by the next due time. The
-- targets are configuration; a ticket stores their results
-- (docs/adr/0021-ticket-clocks-and-merges.md).
-- Locks: none; the tables are new.

CREATE TABLE tickets (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE, -- what people say: #42
  user_id bigint NOT NULL REFERENCES users,
  subject text NOT NULL CHECK (subject IN ('payment', 'delivery', 'account', 'other')),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'waiting_user', 'resolved', 'closed')),
  priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  owner_id bigint REFERENCES staff,
  order_id uuid REFERENCES orders,
  journal_id uuid, -- the transaction that it is about, where that is no order (refund, adjustment)
  support_code text, -- the code of the error under which it was begun
  request_key text UNIQUE, -- made when its draft was begun: a second tap finds the first ticket
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  first_reply_at timestamptz,
  -- Since when the shop owes an answer. It is earlier than the ticket if an older one was merged into it.
  clock_started_at timestamptz NOT NULL,
  clock_stopped_at timestamptz, -- since when the resolution clock is stopped; NULL while it runs
  clock_stopped_ms bigint NOT NULL DEFAULT 0, -- how long it was stopped before that
  first_reply_due_at timestamptz NOT NULL,
  -- While the clock is stopped, these times are as if it went on from `clock_stopped_at`.
  resolution_due_at timestamptz NOT NULL,
  due_at timestamptz GENERATED ALWAYS AS (CASE
    WHEN clock_stopped_at IS NOT NULL THEN NULL
    WHEN first_reply_at IS NULL THEN least(first_reply_due_at, resolution_due_at)
    ELSE resolution_due_at END) STORED, -- what is due next; NULL while no clock runs
  resolved_at timestamptz,
  resolutions integer NOT NULL DEFAULT 0, -- how often it was resolved: reopened tickets come back
  rating smallint CHECK (rating BETWEEN 1 AND 5),
  merged_into uuid REFERENCES tickets,
  CHECK ((status = 'open') = (clock_stopped_at IS NULL)),
  CONSTRAINT tickets_merged_check CHECK (merged_into IS NULL OR (status = 'closed' AND merged_into <> id))
);
CREATE INDEX tickets_user ON tickets (user_id, created_at DESC);
CREATE INDEX tickets_owner ON tickets (owner_id, status, created_at) WHERE owner_id IS NOT NULL;
CREATE INDEX tickets_order ON tickets (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX tickets_due ON tickets (due_at, id);
CREATE INDEX tickets_owner_due ON tickets (owner_id, due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX tickets_created_at ON tickets (created_at, id);
CREATE INDEX tickets_support_code ON tickets (support_code) WHERE support_code IS NOT NULL;
-- Tickets that wait for the user or are over, by the time of their last change.
CREATE INDEX tickets_status ON tickets (status, updated_at, id);
CREATE INDEX tickets_updated ON tickets (updated_at, id);

CREATE TABLE ticket_messages (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY, -- order within the conversation
  ticket_id uuid NOT NULL REFERENCES tickets,
  merged_from uuid REFERENCES tickets, -- where it was written: messages move with a merge
  user_id bigint NOT NULL, -- of the ticket, even when staff wrote
  author text NOT NULL CHECK (author IN ('user', 'staff', 'system')),
  staff_id bigint,
  is_note boolean NOT NULL DEFAULT false, -- internal: never sent to the user
  kind text NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'photo', 'document', 'other')),
  body text NOT NULL DEFAULT '',
  file_id text, -- Telegram's handle of the photo or document
  file_unique_id text, -- stays the same where `file_id` does not: says whether an edit replaced the file
  file_name text,
  file_size bigint,
  media_group_id text, -- messages of one album
  telegram_message_id bigint,
  request_key text UNIQUE, -- made when the form was drawn: a second click writes nothing
  edits jsonb NOT NULL DEFAULT '[]', -- earlier texts with their times, oldest first: [{text, at}]
  edited_at timestamptz,
  delivery text NOT NULL DEFAULT 'none'
    CHECK (delivery IN ('none', 'queued', 'retrying', 'sent', 'failed', 'blocked')),
  delivery_attempts integer NOT NULL DEFAULT 0,
  delivery_next_at timestamptz, -- when an answer that did not arrive is sent again
  delivery_error text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ticket_messages_ticket ON ticket_messages (ticket_id, seq);
-- If Telegram delivers a message twice, it is stored once and in one ticket.
CREATE UNIQUE INDEX ticket_messages_telegram ON ticket_messages (user_id, telegram_message_id)
  WHERE author = 'user';
CREATE INDEX ticket_messages_album ON ticket_messages (user_id, media_group_id)
  WHERE media_group_id IS NOT NULL;
-- A reply in Telegram names a message. For each reply we look up the ticket or the notification of that
-- message.
CREATE INDEX ticket_messages_user_telegram ON ticket_messages (user_id, telegram_message_id)
  WHERE telegram_message_id IS NOT NULL;

CREATE TABLE inbox_messages (
  user_id bigint NOT NULL REFERENCES users,
  telegram_message_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'photo', 'document', 'other')),
  body text NOT NULL DEFAULT '',
  file_id text,
  file_unique_id text,
  file_name text,
  file_size bigint,
  media_group_id text,
  is_edit boolean NOT NULL DEFAULT false, -- a new version of a message of a ticket that is over
  kept_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, telegram_message_id)
);

-- With the code support finds the person, the act and the order. The log has the rest under the long id.
CREATE TABLE shown_errors (
  id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  reference text NOT NULL CHECK (reference ~ '^[0-9a-f]{8}$'), -- first characters of the correlation id
  correlation_id text NOT NULL,
  user_id bigint,
  code text NOT NULL,
  act text NOT NULL, -- the command, the callback or the kind of message
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX shown_errors_reference ON shown_errors (reference, at);
CREATE INDEX shown_errors_user ON shown_errors (user_id, at);
SELECT create_month_partitions('shown_errors', current_date, 3);

GRANT SELECT, INSERT, UPDATE ON tickets, ticket_messages TO starboard_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox_messages TO starboard_app;
GRANT SELECT, INSERT ON shown_errors TO starboard_app;
GRANT SELECT ON tickets, ticket_messages, shown_errors TO starboard_panel;
