-- Errors that the bot told a person, by the short code that it asked him to quote. Support finds by it who he is, what
-- he did and which order it was about; the log has the rest under the long id. No locks: new table.
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
GRANT SELECT, INSERT ON shown_errors TO starboard_app;
GRANT SELECT ON shown_errors TO starboard_panel;
