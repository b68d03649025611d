-- Every address that a user confirmed is remembered, so that the wait of a changed one cannot be shortened by naming it elsewhere;
-- and a refund that cannot be carried out says so: how often in a row it failed and when it is tried again.
-- Locks: ACCESS EXCLUSIVE on refunds while it is rewritten for the generated column, which is short: people decide about each row.
CREATE TABLE refund_addresses (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  refund_id uuid NOT NULL REFERENCES refunds,
  user_id bigint NOT NULL REFERENCES users,
  address_sealed text, -- as it was typed; NULL: erased
  confirmed_at timestamptz NOT NULL,
  ready_at timestamptz NOT NULL, -- not sent to before this
  taken_back_at timestamptz -- the user stopped it
);
CREATE INDEX refund_addresses_user ON refund_addresses (user_id, id);
CREATE INDEX refund_addresses_refund ON refund_addresses (refund_id, id);
INSERT INTO refund_addresses (refund_id, user_id, address_sealed, confirmed_at, ready_at)
SELECT id, user_id, address_sealed, coalesce(address_confirmed_at, updated_at), coalesce(ready_at, updated_at)
FROM refunds WHERE address_sealed IS NOT NULL ORDER BY coalesce(address_confirmed_at, updated_at);
GRANT SELECT, INSERT, UPDATE ON refund_addresses TO starboard_app;

ALTER TABLE refunds
  ADD COLUMN failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0), -- tries in a row that failed, to send or to learn what became of it
  ADD COLUMN next_try_at timestamptz, -- of the worker, while it fails
  ADD COLUMN needs_person boolean NOT NULL GENERATED ALWAYS AS
    (status IN ('unknown', 'failed') OR (status IN ('approved', 'executing') AND failures >= 3)) STORED;
CREATE INDEX refunds_needs_person ON refunds (id) WHERE needs_person;
