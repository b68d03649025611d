-- Fraud: events, rules, flags and exceptions.
--
--   fraud_events, fraud_payers         events that rules may read; who paid from which wallet
--   fraud_rules, fraud_rule_versions   the rules; fraud_current_rules has the versions in force
--   fraud_hits, fraud_flags            which events were counted, and the flags
--   fraud_snoozes, fraud_list_entries  exceptions: one rule for one user, and the allow and block lists
--   fraud_precision, fraud_scores, fraud_queue   views: quality of a rule, score of a user, waiting flags
--
-- Why rules read only events: a trial on the past then sees exactly what the rule would have seen
-- (docs/adr/0017-fraud-rules-as-data.md).
-- Locks: none; the tables are new.

------------------------------------------------------------ events

-- One row is one event that a rule may read. It is written in the transaction of the change itself and never
-- changes.
CREATE TABLE fraud_events (
  id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL
    CHECK (kind IN ('invoice', 'payment', 'purchase', 'refund', 'address', 'block', 'forgery')),
  user_id bigint, -- NULL: an attempt from an address, by nobody that we know
  subject text NOT NULL, -- id of the invoice, order, refund or security event
  outcome text, -- payment: paid, underpaid, late, contradiction, mismatch; forgery: the kind of attempt
  order_kind text, -- what the money was for
  asset text,
  amount bigint CHECK (amount >= 0), -- minor units
  payer_hashes text[] NOT NULL DEFAULT '{}', -- the payer's wallet under each key of the ring, never in clear
  ip inet,
  correlation_id text,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX fraud_events_user ON fraud_events (kind, user_id, at, id);
CREATE INDEX fraud_events_kind ON fraud_events (kind, at, id);
CREATE INDEX fraud_events_ip ON fraud_events (ip, kind, at) WHERE user_id IS NULL;
CREATE TRIGGER fraud_events_fixed BEFORE UPDATE OR DELETE ON fraud_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fraud_events_fixed_truncate BEFORE TRUNCATE ON fraud_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
SELECT create_month_partitions('fraud_events', current_date, 3);

-- When a user first paid from a wallet: one row per pair, however often they pay.
CREATE TABLE fraud_payers (
  payer_hash text NOT NULL,
  user_id bigint NOT NULL,
  first_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (payer_hash, user_id)
);
CREATE INDEX fraud_payers_user ON fraud_payers (user_id);

------------------------------------------------------------ rules

CREATE TABLE fraud_rules (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,60}$'),
  kind text NOT NULL, -- which measurement, a name known to the code
  title_ru text NOT NULL,
  title_en text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- A change of a rule is a new version. Flags name their version.
CREATE TABLE fraud_rule_versions (
  rule_id text NOT NULL REFERENCES fraud_rules,
  version integer NOT NULL CHECK (version > 0),
  parameters jsonb NOT NULL,
  effect text NOT NULL CHECK (effect IN ('note', 'review', 'block')),
  mode text NOT NULL CHECK (mode IN ('off', 'shadow', 'live')),
  weight integer NOT NULL CHECK (weight BETWEEN 0 AND 1000),
  created_by bigint, -- staff; NULL: came with the product
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rule_id, version)
);
CREATE TRIGGER fraud_rule_versions_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON fraud_rule_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE VIEW fraud_current_rules AS
SELECT r.id, r.kind, r.title_ru, r.title_en, v.version, v.parameters, v.effect, v.mode, v.weight,
  v.created_by, v.reason, v.created_at
FROM fraud_rules r
CROSS JOIN LATERAL (
  SELECT * FROM fraud_rule_versions v WHERE v.rule_id = r.id ORDER BY v.version DESC LIMIT 1
) v;

------------------------------------------------------------ hits and flags

-- The events that a version of a rule has counted. To judge an event again counts nothing.
CREATE TABLE fraud_hits (
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  event_id uuid NOT NULL,
  PRIMARY KEY (rule_id, rule_version, event_id)
);

-- One flag for each rule and user (or address) while it is open. It counts more hits.
CREATE TABLE fraud_flags (
  id uuid PRIMARY KEY,
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  event_key text NOT NULL, -- the event; attempts from one address within one hour count as one
  event_id uuid NOT NULL,
  event_at timestamptz NOT NULL,
  event_kind text NOT NULL,
  event_subject text NOT NULL,
  user_id bigint,
  ip inet,
  measured bigint NOT NULL,
  limit_value bigint NOT NULL,
  inputs jsonb NOT NULL, -- what was measured, from what, and the parameters
  weight integer NOT NULL,
  score integer NOT NULL, -- of the user, this flag included
  mode text NOT NULL CHECK (mode IN ('shadow', 'live')),
  effect text NOT NULL CHECK (effect IN ('none', 'note', 'review', 'block')), -- as applied: none in shadow
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'confirmed', 'dismissed')),
  decided_by bigint,
  decided_at timestamptz,
  note text NOT NULL DEFAULT '',
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The user, the address or the event of the flag. Each delivery has its own: a decision lets it go.
  who text GENERATED ALWAYS AS (CASE WHEN event_kind = 'delivery' THEN event_key
    ELSE coalesce('user:' || user_id, 'ip:' || host(ip), event_key) END) STORED,
  hits integer NOT NULL DEFAULT 1 CHECK (hits > 0), -- how often, while it was open
  last_at timestamptz NOT NULL DEFAULT now(), -- the event that was counted last
  UNIQUE (rule_id, rule_version, event_key),
  FOREIGN KEY (rule_id, rule_version) REFERENCES fraud_rule_versions,
  CHECK (mode = 'live' OR effect = 'none'),
  CHECK ((status = 'open') = (decided_by IS NULL AND decided_at IS NULL))
);
CREATE UNIQUE INDEX fraud_flags_open ON fraud_flags (rule_id, rule_version, mode, who) WHERE status = 'open';
CREATE INDEX fraud_flags_user ON fraud_flags (user_id, created_at DESC) WHERE user_id IS NOT NULL;
CREATE INDEX fraud_flags_live ON fraud_flags (user_id, rule_id)
  WHERE mode = 'live' AND status <> 'dismissed' AND user_id IS NOT NULL;
CREATE INDEX fraud_flags_queue ON fraud_flags (status, mode, created_at, id);
CREATE INDEX fraud_flags_created ON fraud_flags (created_at, id);

------------------------------------------------------------ exceptions

-- Silences one rule for one user until a date.
CREATE TABLE fraud_snoozes (
  id uuid PRIMARY KEY,
  rule_id text NOT NULL REFERENCES fraud_rules,
  user_id bigint NOT NULL REFERENCES users,
  until timestamptz NOT NULL,
  created_by bigint NOT NULL,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (until > created_at)
);
CREATE INDEX fraud_snoozes_user ON fraud_snoozes (user_id, rule_id, until);
CREATE TRIGGER fraud_snoozes_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON fraud_snoozes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Rules ignore a user on the allow list, and always find a user on the block list.
CREATE TABLE fraud_list_entries (
  id uuid PRIMARY KEY,
  list text NOT NULL CHECK (list IN ('allow', 'block')),
  user_id bigint REFERENCES users,
  payer_hash text,
  network cidr,
  note text NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
  created_by bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz CHECK (expires_at > created_at),
  removed_by bigint,
  removed_at timestamptz,
  CHECK (num_nonnulls(user_id, payer_hash, network) = 1),
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
);
CREATE INDEX fraud_list_entries_user ON fraud_list_entries (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX fraud_list_entries_payer ON fraud_list_entries (payer_hash) WHERE payer_hash IS NOT NULL;
CREATE INDEX fraud_list_entries_network ON fraud_list_entries USING gist (network inet_ops)
  WHERE network IS NOT NULL;

------------------------------------------------------------ views

-- How often a person agreed with each version of a rule, in percent of the decided flags.
CREATE VIEW fraud_precision AS
SELECT v.rule_id, v.version, v.mode, v.effect,
  count(f.id) AS flags,
  count(f.id) FILTER (WHERE f.status = 'open') AS open,
  count(f.id) FILTER (WHERE f.status = 'confirmed') AS confirmed,
  count(f.id) FILTER (WHERE f.status = 'dismissed') AS dismissed,
  round(100.0 * count(f.id) FILTER (WHERE f.status = 'confirmed')
    / nullif(count(f.id) FILTER (WHERE f.status <> 'open'), 0), 1) AS precision_percent
FROM fraud_rule_versions v LEFT JOIN fraud_flags f ON f.rule_id = v.rule_id AND f.rule_version = v.version
GROUP BY v.rule_id, v.version, v.mode, v.effect;

-- Each rule counts once, because ten hits of one rule are one suspicion.
CREATE VIEW fraud_scores AS
SELECT user_id, sum(weight)::integer AS score, count(*) AS rules
FROM (
  SELECT user_id, rule_id, max(weight) AS weight FROM fraud_flags
  WHERE mode = 'live' AND status = 'open' AND user_id IS NOT NULL GROUP BY user_id, rule_id
) f
GROUP BY user_id;

CREATE VIEW fraud_queue AS
SELECT f.*, r.kind AS rule_kind, r.title_ru, r.title_en, u.status AS user_status, s.name AS decided_by_name
FROM fraud_flags f JOIN fraud_rules r ON r.id = f.rule_id
LEFT JOIN users u ON u.id = f.user_id LEFT JOIN staff s ON s.id = f.decided_by;

------------------------------------------------------------ the first rules

INSERT INTO fraud_rules (id, kind, title_ru, title_en) VALUES
('invoices-per-hour', 'invoice_rate', 'Слишком много счетов за час', 'Too many invoices within an hour'),
('unpaid-in-a-row', 'unpaid_streak', 'Неоплаченные счета подряд', 'Unpaid invoices in a row'),
('topup-drained', 'topup_drained', 'Пополнение потрачено за минуты', 'Top-up drained within minutes'),
('above-own-history', 'amount_own', 'Сумма много выше собственной истории',
  'Amount far above the user''s own history'),
('above-shop', 'amount_shop', 'Сумма много выше обычной для магазина', 'Amount far above the shop''s usual'),
('shared-wallet', 'shared_payer', 'Один кошелёк у нескольких пользователей',
  'One payer wallet on several users'),
('underpayments', 'underpaid', 'Игры с недоплатой', 'Under-payment games'),
('status-contradiction', 'contradiction', 'Статус платежа противоречит прежнему',
  'Payment status contradicts what was confirmed'),
('webhook-mismatch', 'mismatch', 'Вебхук утверждает больше, чем подтверждает провайдер',
  'Webhook claims more than the provider confirms'),
('forged-requests', 'forged', 'Поддельные вебхуки и кнопки', 'Forged webhooks and callbacks'),
('rate-limit-blocks', 'rate_blocks', 'Блокировки за частоту', 'Rate-limit blocks'),
('referral-ring', 'referral_ring', 'Реферальное кольцо', 'Referral ring'),
('refund-ratio', 'refund_ratio', 'Доля возвратов', 'Refund ratio'),
('block-list', 'listed', 'В списке блокировки', 'On the block list');
INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason) VALUES
('invoices-per-hour', 1, '{"minutes": 60, "limit": 10}', 'note', 'shadow', 20, 'first rules'),
('unpaid-in-a-row', 1, '{"days": 30, "olderThanMinutes": 60, "limit": 5}', 'note', 'shadow', 20,
  'first rules'),
('topup-drained', 1, '{"minutes": 10, "percent": 90, "minAmount": "100000000000"}', 'review', 'shadow', 30,
  'first rules'),
('above-own-history', 1, '{"percent": 1000, "minHistory": 5}', 'note', 'shadow', 20, 'first rules'),
('above-shop', 1, '{"percent": 2000, "minHistory": 100}', 'review', 'shadow', 30, 'first rules'),
('shared-wallet', 1, '{"limit": 2}', 'review', 'shadow', 40, 'first rules'),
('underpayments', 1, '{"days": 30, "limit": 3}', 'note', 'shadow', 20, 'first rules'),
('status-contradiction', 1, '{"days": 30, "limit": 0}', 'review', 'shadow', 50, 'first rules'),
('webhook-mismatch', 1, '{"days": 30, "limit": 1}', 'review', 'shadow', 50, 'first rules'),
('forged-requests', 1, '{"minutes": 60, "limit": 3}', 'note', 'live', 30, 'a note harms nobody'),
('rate-limit-blocks', 1, '{"minutes": 1440, "limit": 3}', 'note', 'shadow', 10, 'first rules'),
('referral-ring', 1, '{"limit": 2}', 'review', 'shadow', 40, 'first rules'),
('refund-ratio', 1, '{"days": 90, "percent": 50, "minPaid": 3}', 'note', 'shadow', 30, 'first rules'),
('block-list', 1, '{}', 'block', 'live', 100, 'an entry is itself a decision of a person');

GRANT SELECT, INSERT ON fraud_events, fraud_payers, fraud_rules, fraud_rule_versions, fraud_hits,
  fraud_snoozes TO starboard_app;
GRANT SELECT, INSERT, UPDATE ON fraud_flags, fraud_list_entries TO starboard_app;
GRANT SELECT ON fraud_current_rules, fraud_precision, fraud_scores, fraud_queue TO starboard_app;
GRANT SELECT ON fraud_events, fraud_payers, fraud_rules, fraud_rule_versions, fraud_hits, fraud_flags,
  fraud_snoozes, fraud_list_entries, fraud_current_rules, fraud_precision, fraud_scores, fraud_queue
  TO starboard_panel;
