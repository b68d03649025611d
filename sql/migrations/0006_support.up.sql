-- Tickets, and every message that the bot sends by itself with what became of it.
CREATE TABLE tickets (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE, -- what people say: #42
  user_id bigint NOT NULL REFERENCES users,
  subject text NOT NULL CHECK (subject IN ('payment', 'delivery', 'account', 'other')),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'waiting_user', 'resolved', 'closed')),
  priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  owner_id bigint REFERENCES staff,
  order_id uuid REFERENCES orders,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  first_reply_at timestamptz,
  resolved_at timestamptz,
  rating smallint CHECK (rating BETWEEN 1 AND 5)
);
CREATE INDEX tickets_user ON tickets (user_id, created_at DESC);
CREATE INDEX tickets_queue ON tickets (status, priority, created_at);

CREATE TABLE ticket_messages (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets,
  author text NOT NULL CHECK (author IN ('user', 'staff', 'system')),
  staff_id bigint,
  is_note boolean NOT NULL DEFAULT false, -- internal: never sent to the user
  kind text NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'photo', 'document', 'other')),
  body text NOT NULL DEFAULT '',
  file_id text, -- Telegram's handle of the photo or document
  file_name text,
  media_group_id text,
  telegram_message_id bigint,
  edits jsonb NOT NULL DEFAULT '[]', -- earlier texts with their times
  delivery text NOT NULL DEFAULT 'none' CHECK (delivery IN ('none', 'queued', 'sent', 'failed', 'blocked')),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ticket_messages_ticket ON ticket_messages (ticket_id, id);
-- A message that Telegram delivers twice is stored once.
CREATE UNIQUE INDEX ticket_messages_telegram ON ticket_messages (ticket_id, telegram_message_id) WHERE author = 'user';

CREATE TABLE notifications (
  id uuid PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users,
  kind text NOT NULL,
  subject_id text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  key text NOT NULL UNIQUE, -- one message per cause
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed', 'blocked', 'muted')),
  telegram_message_id bigint,
  error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX notifications_user ON notifications (user_id, created_at DESC);

GRANT SELECT, INSERT, UPDATE ON tickets, ticket_messages, notifications TO starboard_app;
GRANT SELECT ON tickets, ticket_messages, notifications TO starboard_panel;
