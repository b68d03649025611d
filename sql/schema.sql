-- Written by `npm run schema` from sql/migrations. Do not edit.

CREATE TYPE ledger.journal_kind AS ENUM ('topup', 'purchase', 'balance_purchase', 'refund', 'adjustment', 'hold', 'release', 'reversal', 'capture', 'dispatch', 'dispatch_return', 'delivery', 'supply', 'funding');

CREATE SEQUENCE ledger.transfer_position;

CREATE SEQUENCE public.price_ids;

CREATE TABLE ledger.account (
  id bigint NOT NULL,
  kind text NOT NULL,
  user_id bigint,
  asset_id smallint NOT NULL,
  shard smallint NOT NULL DEFAULT 0,
  opened_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT account_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES ledger.asset(id),
  CONSTRAINT account_check CHECK (((id & (15)::bigint) = asset_id)),
  CONSTRAINT account_kind_fkey FOREIGN KEY (kind) REFERENCES ledger.account_kind(kind),
  CONSTRAINT account_pkey PRIMARY KEY (id),
  CONSTRAINT account_shard_check CHECK (((shard >= 0) AND (shard <= 15))),
  CONSTRAINT account_user_id_check CHECK (((user_id >= 1) AND (user_id <= '36028797018963967'::bigint)))
);

CREATE TABLE ledger.account_event (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  account_id bigint NOT NULL,
  event text NOT NULL,
  reason text NOT NULL,
  actor text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT account_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES ledger.account(id),
  CONSTRAINT account_event_event_check CHECK ((event = ANY (ARRAY['frozen'::text, 'unfrozen'::text]))),
  CONSTRAINT account_event_pkey PRIMARY KEY (id)
);

CREATE TABLE ledger.account_kind (
  kind text NOT NULL,
  code smallint NOT NULL,
  is_house boolean NOT NULL,
  is_source boolean NOT NULL,
  meaning text NOT NULL,
  CONSTRAINT account_kind_is_house_code_key UNIQUE (is_house, code),
  CONSTRAINT account_kind_pkey PRIMARY KEY (kind)
);

CREATE TABLE ledger.asset (
  id smallint NOT NULL,
  code text NOT NULL,
  exponent smallint NOT NULL,
  CONSTRAINT asset_code_check CHECK ((code ~ '^[A-Z0-9]{2,10}$'::text)),
  CONSTRAINT asset_code_key UNIQUE (code),
  CONSTRAINT asset_exponent_check CHECK (((exponent >= 0) AND (exponent <= 18))),
  CONSTRAINT asset_id_check CHECK (((id >= 0) AND (id <= 15))),
  CONSTRAINT asset_pkey PRIMARY KEY (id)
);

CREATE TABLE ledger.backdated (
  account_id bigint NOT NULL,
  effective_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  amount bigint NOT NULL,
  "position" bigint NOT NULL,
  CONSTRAINT backdated_pkey PRIMARY KEY (account_id, effective_at, "position")
);

CREATE TABLE ledger.balance (
  id bigint NOT NULL,
  floor bigint NOT NULL,
  balance bigint NOT NULL DEFAULT 0,
  seq bigint NOT NULL DEFAULT 0,
  frozen boolean NOT NULL DEFAULT false,
  CONSTRAINT balance_pkey PRIMARY KEY (id)
);

CREATE TABLE ledger.block (
  number bigint NOT NULL,
  first_position bigint NOT NULL,
  last_position bigint NOT NULL,
  transfers integer NOT NULL,
  gaps bigint[] NOT NULL,
  digests bytea NOT NULL,
  last_recorded_at timestamp with time zone,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  sealed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT block_pkey PRIMARY KEY (number)
);

CREATE TABLE ledger.checkpoint (
  singleton boolean NOT NULL DEFAULT true,
  "position" bigint NOT NULL,
  account bigint NOT NULL,
  block bigint NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  CONSTRAINT checkpoint_pkey PRIMARY KEY (singleton),
  CONSTRAINT checkpoint_singleton_check CHECK (singleton)
);

CREATE TABLE ledger.closing (
  day date NOT NULL,
  block bigint NOT NULL,
  "position" bigint NOT NULL,
  hash bytea NOT NULL,
  closed_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT closing_pkey PRIMARY KEY (day)
);

CREATE TABLE ledger.closing_balance (
  day date NOT NULL,
  kind text NOT NULL,
  asset_id smallint NOT NULL,
  balance numeric NOT NULL,
  CONSTRAINT closing_balance_pkey PRIMARY KEY (day, kind, asset_id)
);

CREATE TABLE ledger.derived (
  original_id uuid NOT NULL,
  journal_id uuid NOT NULL,
  CONSTRAINT derived_pkey PRIMARY KEY (original_id, journal_id)
);

CREATE TABLE ledger.horizon (
  singleton boolean NOT NULL DEFAULT true,
  "position" bigint NOT NULL,
  next_xid xid8 NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT horizon_pkey PRIMARY KEY (singleton),
  CONSTRAINT horizon_singleton_check CHECK (singleton)
);

CREATE TABLE ledger.journal_link (
  link_id uuid NOT NULL,
  journal_id uuid NOT NULL,
  CONSTRAINT journal_link_pkey PRIMARY KEY (link_id, journal_id)
);

CREATE TABLE ledger.publication (
  day date NOT NULL,
  published_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT publication_pkey PRIMARY KEY (day)
);

CREATE TABLE ledger.transfer (
  journal_id uuid NOT NULL,
  "position" bigint NOT NULL DEFAULT nextval('ledger.transfer_position'::regclass),
  debit bigint NOT NULL,
  credit bigint NOT NULL,
  amount bigint NOT NULL,
  debit_seq bigint NOT NULL,
  credit_seq bigint NOT NULL,
  debit_after bigint NOT NULL,
  credit_after bigint NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  effective_at timestamp with time zone,
  order_id uuid,
  invoice_id uuid,
  refund_id uuid,
  ticket_id uuid,
  original_id uuid,
  kind ledger.journal_kind,
  line smallint NOT NULL,
  reason text,
  actor text,
  correlation text,
  CONSTRAINT transfer_one_asset CHECK ((((debit # credit) & (15)::bigint) = 0)),
  CONSTRAINT transfer_pkey PRIMARY KEY (journal_id, line)
);

CREATE TABLE public.alert_codes (
  code_hash text NOT NULL,
  staff_id bigint NOT NULL,
  place text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT alert_codes_pkey PRIMARY KEY (code_hash),
  CONSTRAINT alert_codes_place_check CHECK ((place = ANY (ARRAY['person'::text, 'group'::text]))),
  CONSTRAINT alert_codes_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.alert_receivers (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  staff_id bigint,
  chat_id bigint NOT NULL,
  thread_id integer,
  title text NOT NULL DEFAULT ''::text,
  language text NOT NULL DEFAULT 'ru'::text,
  muted text[] NOT NULL DEFAULT '{}'::text[],
  "least" text NOT NULL DEFAULT 'warning'::text,
  quiet_from smallint,
  quiet_to smallint,
  zone text NOT NULL DEFAULT 'UTC'::text,
  wakes boolean NOT NULL DEFAULT true,
  linked_by bigint NOT NULL,
  linked_at timestamp with time zone NOT NULL DEFAULT now(),
  unlinked_at timestamp with time zone,
  CONSTRAINT alert_receivers_check CHECK (((quiet_from IS NULL) = (quiet_to IS NULL))),
  CONSTRAINT alert_receivers_language_check CHECK ((language = ANY (ARRAY['ru'::text, 'en'::text]))),
  CONSTRAINT alert_receivers_least_check CHECK (("least" = ANY (ARRAY['warning'::text, 'critical'::text]))),
  CONSTRAINT alert_receivers_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES public.staff(id),
  CONSTRAINT alert_receivers_pkey PRIMARY KEY (id),
  CONSTRAINT alert_receivers_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
  CONSTRAINT alert_receivers_quiet_to_check CHECK (((quiet_to >= 0) AND (quiet_to <= 1439))),
  CONSTRAINT alert_receivers_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.alert_silences (
  kind text NOT NULL,
  subject text NOT NULL,
  until timestamp with time zone NOT NULL,
  remark text NOT NULL,
  staff_id bigint NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT alert_silences_pkey PRIMARY KEY (kind, subject),
  CONSTRAINT alert_silences_remark_check CHECK (((length(remark) >= 3) AND (length(remark) <= 1000))),
  CONSTRAINT alert_silences_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.alert_tells (
  id uuid NOT NULL,
  alert_id uuid NOT NULL,
  event text NOT NULL,
  receiver_id bigint,
  state text NOT NULL DEFAULT 'queued'::text,
  due_at timestamp with time zone NOT NULL,
  claimed_until timestamp with time zone,
  tries integer NOT NULL DEFAULT 0,
  unanswered integer NOT NULL DEFAULT 0,
  error text,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  CONSTRAINT alert_tells_alert_id_event_receiver_id_key UNIQUE NULLS NOT DISTINCT (alert_id, event, receiver_id),
  CONSTRAINT alert_tells_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES public.alerts(id) ON DELETE CASCADE,
  CONSTRAINT alert_tells_event_check CHECK ((event = ANY (ARRAY['raised'::text, 'escalated'::text, 'ended'::text]))),
  CONSTRAINT alert_tells_pkey PRIMARY KEY (id),
  CONSTRAINT alert_tells_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES public.alert_receivers(id),
  CONSTRAINT alert_tells_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'skipped'::text])))
);

CREATE TABLE public.alerts (
  id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL DEFAULT ''::text,
  area text NOT NULL,
  severity text NOT NULL,
  detail text NOT NULL DEFAULT ''::text,
  returns smallint NOT NULL DEFAULT 0,
  raised_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  gone_at timestamp with time zone,
  ended_at timestamp with time zone,
  told_at timestamp with time zone,
  escalated_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by bigint,
  CONSTRAINT alerts_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES public.staff(id),
  CONSTRAINT alerts_area_check CHECK ((area = ANY (ARRAY['operation'::text, 'desk'::text, 'money'::text, 'fraud'::text, 'access'::text]))),
  CONSTRAINT alerts_check CHECK (((acknowledged_at IS NULL) = (acknowledged_by IS NULL))),
  CONSTRAINT alerts_pkey PRIMARY KEY (id),
  CONSTRAINT alerts_severity_check CHECK ((severity = ANY (ARRAY['warning'::text, 'critical'::text])))
);

CREATE TABLE public.audit_log (
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  staff_id bigint,
  staff_name text NOT NULL,
  staff_role text NOT NULL,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  ip text,
  user_agent text,
  correlation_id text,
  CONSTRAINT audit_log_pkey PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);

CREATE TABLE public.backups (
  id uuid NOT NULL,
  kind text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  error text,
  file text,
  bytes bigint,
  rows bigint,
  copy_tried_at timestamp with time zone,
  copied_at timestamp with time zone,
  copy_error text,
  CONSTRAINT backups_check CHECK (((ended_at IS NOT NULL) OR (error IS NULL))),
  CONSTRAINT backups_kind_check CHECK ((kind = ANY (ARRAY['backup'::text, 'drill'::text]))),
  CONSTRAINT backups_pkey PRIMARY KEY (id)
);

CREATE TABLE public.break_events (
  id uuid NOT NULL,
  break_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  note text NOT NULL DEFAULT ''::text,
  CONSTRAINT break_events_action_check CHECK ((action = ANY (ARRAY['opened'::text, 'owner'::text, 'remark'::text, 'asked'::text, 'declined'::text, 'resolved'::text]))),
  CONSTRAINT break_events_break_id_fkey FOREIGN KEY (break_id) REFERENCES public.breaks(id),
  CONSTRAINT break_events_pkey PRIMARY KEY (id)
);

CREATE TABLE public.breaks (
  id uuid NOT NULL,
  class text NOT NULL,
  subject text NOT NULL,
  source text NOT NULL,
  invoice_id uuid,
  order_id uuid,
  provider_uuid text,
  asset text,
  amount bigint,
  subject_at timestamp with time zone,
  detail jsonb NOT NULL DEFAULT '{}'::jsonb,
  stands jsonb,
  status text NOT NULL DEFAULT 'open'::text,
  owner_id bigint,
  remark text NOT NULL DEFAULT ''::text,
  opened_at timestamp with time zone NOT NULL DEFAULT now(),
  seen_at timestamp with time zone NOT NULL DEFAULT now(),
  resolution text,
  resolved_by text,
  resolved_at timestamp with time zone,
  journal_id uuid,
  refund_id uuid,
  credited bigint,
  credited_asset text,
  credited_to bigint,
  credited_by bigint,
  approved_by bigint,
  CONSTRAINT breaks_amount_check CHECK ((amount >= 0)),
  CONSTRAINT breaks_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.staff(id),
  CONSTRAINT breaks_check CHECK (((status = 'resolved'::text) = ((resolution IS NOT NULL) AND (resolved_by IS NOT NULL) AND (resolved_at IS NOT NULL)))),
  CONSTRAINT breaks_check1 CHECK ((approved_by <> credited_by)),
  CONSTRAINT breaks_class_check CHECK ((class = ANY (ARRAY['missing_at_provider'::text, 'missing_with_us'::text, 'amount'::text, 'currency'::text, 'status'::text, 'duplicate'::text, 'paid_not_delivered'::text, 'delivered_not_paid'::text, 'unreadable'::text, 'owner_gone'::text, 'supply_missing_at_supplier'::text, 'supply_missing_with_us'::text, 'supply_stars'::text, 'supply_recipient'::text, 'supply_status'::text, 'supply_paid_not_delivered'::text, 'supply_twice'::text]))),
  CONSTRAINT breaks_credited_by_fkey FOREIGN KEY (credited_by) REFERENCES public.staff(id),
  CONSTRAINT breaks_credited_check CHECK ((credited > 0)),
  CONSTRAINT breaks_credited_to_fkey FOREIGN KEY (credited_to) REFERENCES public.users(id),
  CONSTRAINT breaks_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES public.invoices(id),
  CONSTRAINT breaks_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT breaks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.staff(id),
  CONSTRAINT breaks_pkey PRIMARY KEY (id),
  CONSTRAINT breaks_resolution_check CHECK ((resolution = ANY (ARRAY['healed'::text, 'credit'::text, 'refund'::text, 'write_off'::text, 'link'::text, 'ignore'::text]))),
  CONSTRAINT breaks_source_check CHECK ((source = ANY (ARRAY['sweep'::text, 'settlement'::text, 'supply'::text]))),
  CONSTRAINT breaks_status_check CHECK ((status = ANY (ARRAY['open'::text, 'resolved'::text])))
);

CREATE TABLE public.canned_replies (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  title text NOT NULL,
  body_ru text NOT NULL,
  body_en text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_by bigint,
  CONSTRAINT canned_replies_body_en_check CHECK (((length(body_en) >= 1) AND (length(body_en) <= 3000))),
  CONSTRAINT canned_replies_body_ru_check CHECK (((length(body_ru) >= 1) AND (length(body_ru) <= 3000))),
  CONSTRAINT canned_replies_pkey PRIMARY KEY (id),
  CONSTRAINT canned_replies_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100))),
  CONSTRAINT canned_replies_title_key UNIQUE (title)
);

CREATE TABLE public.chat_topics (
  user_id bigint NOT NULL,
  subject_id text NOT NULL,
  thread_id bigint NOT NULL,
  CONSTRAINT chat_topics_pkey PRIMARY KEY (user_id, subject_id),
  CONSTRAINT chat_topics_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.deliveries (
  id uuid NOT NULL,
  user_id bigint NOT NULL,
  order_id uuid,
  status text NOT NULL DEFAULT 'requested'::text,
  stars integer NOT NULL,
  request_key text NOT NULL,
  recipient text,
  recipient_name text,
  note text,
  is_self boolean NOT NULL,
  checked text NOT NULL DEFAULT 'no'::text,
  checked_at timestamp with time zone,
  recipient_token text,
  review_since timestamp with time zone,
  review_reason text,
  supplier text,
  attempt integer NOT NULL DEFAULT 0,
  supplier_key text,
  body text,
  asked_at timestamp with time zone,
  supplier_ref text,
  supplier_status text,
  accepted_at timestamp with time zone,
  looked_at timestamp with time zone,
  claimed_by bigint,
  claimed_at timestamp with time zone,
  sent_by bigint,
  confirmed_by bigint,
  needs_second boolean NOT NULL DEFAULT false,
  sold_for bigint,
  max_cost bigint,
  cost bigint,
  cost_asset text,
  paid_at timestamp with time zone,
  proof text,
  return_proof text,
  failures integer NOT NULL DEFAULT 0,
  next_try_at timestamp with time zone,
  error text,
  needs_person boolean NOT NULL GENERATED ALWAYS AS (((status = 'uncertain'::text) OR (contradicted_at IS NOT NULL) OR ((status = 'reserved'::text) AND ((review_since IS NOT NULL) OR (failures >= 3))))) STORED,
  contradicted_at timestamp with time zone,
  hold_journal_id uuid,
  end_journal_id uuid,
  changed_by text NOT NULL,
  remark text NOT NULL DEFAULT ''::text,
  correlation_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT deliveries_checked_check CHECK ((checked = ANY (ARRAY['ok'::text, 'unknown'::text, 'no'::text]))),
  CONSTRAINT deliveries_claimed_by_fkey FOREIGN KEY (claimed_by) REFERENCES public.staff(id),
  CONSTRAINT deliveries_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.staff(id),
  CONSTRAINT deliveries_cost_check CHECK ((cost >= 0)),
  CONSTRAINT deliveries_ended CHECK ((((status = ANY (ARRAY['confirmed'::text, 'failed'::text])) AND (hold_journal_id IS NOT NULL)) = (end_journal_id IS NOT NULL))),
  CONSTRAINT deliveries_failures_check CHECK ((failures >= 0)),
  CONSTRAINT deliveries_note_check CHECK (((length(note) >= 1) AND (length(note) <= 200))),
  CONSTRAINT deliveries_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT deliveries_recipient_check CHECK ((recipient ~ '^[a-z0-9_]{4,32}$'::text)),
  CONSTRAINT deliveries_request_key_check CHECK (((length(request_key) >= 1) AND (length(request_key) <= 200))),
  CONSTRAINT deliveries_request_key_key UNIQUE (request_key),
  CONSTRAINT deliveries_reserved CHECK (((status = ANY (ARRAY['requested'::text, 'failed'::text])) OR (hold_journal_id IS NOT NULL))),
  CONSTRAINT deliveries_second CHECK ((confirmed_by <> sent_by)),
  CONSTRAINT deliveries_sent CHECK (((status <> ALL (ARRAY['submitted'::text, 'uncertain'::text, 'confirmed'::text])) OR (supplier IS NOT NULL))),
  CONSTRAINT deliveries_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES public.staff(id),
  CONSTRAINT deliveries_stars_check CHECK (((stars >= 50) AND (stars <= 1000000))),
  CONSTRAINT deliveries_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'reserved'::text, 'submitted'::text, 'confirmed'::text, 'failed'::text, 'uncertain'::text]))),
  CONSTRAINT deliveries_supplier_check CHECK ((supplier = ANY (ARRAY['manual'::text, 'mystars'::text, 'istar'::text]))),
  CONSTRAINT deliveries_supplier_key_key UNIQUE (supplier_key),
  CONSTRAINT deliveries_two_people CHECK (((status <> 'confirmed'::text) OR (NOT needs_second) OR (supplier <> 'manual'::text) OR (confirmed_by IS NOT NULL))),
  CONSTRAINT deliveries_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.delivery_answers (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  delivery_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  supplier text NOT NULL,
  call text NOT NULL,
  outcome text NOT NULL,
  raw text NOT NULL DEFAULT ''::text,
  CONSTRAINT delivery_answers_call_check CHECK ((call = ANY (ARRAY['create'::text, 'lookUp'::text, 'find'::text, 'cancel'::text, 'event'::text]))),
  CONSTRAINT delivery_answers_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.deliveries(id),
  CONSTRAINT delivery_answers_pkey PRIMARY KEY (id),
  CONSTRAINT delivery_answers_raw_check CHECK ((length(raw) <= 4000))
);

CREATE TABLE public.delivery_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  delivery_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  from_status text,
  to_status text NOT NULL,
  error text,
  remark text NOT NULL DEFAULT ''::text,
  CONSTRAINT delivery_events_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.deliveries(id),
  CONSTRAINT delivery_events_pkey PRIMARY KEY (id)
);

CREATE TABLE public.delivery_transitions (
  from_status text NOT NULL,
  to_status text NOT NULL,
  CONSTRAINT delivery_transitions_pkey PRIMARY KEY (from_status, to_status)
);

CREATE TABLE public.error_groups (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  door text NOT NULL,
  place text NOT NULL,
  version text NOT NULL,
  count bigint NOT NULL,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'new'::text,
  note text NOT NULL DEFAULT ''::text,
  changed_by bigint,
  changed_at timestamp with time zone,
  CONSTRAINT error_groups_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.staff(id),
  CONSTRAINT error_groups_code_door_place_version_key UNIQUE (code, door, place, version),
  CONSTRAINT error_groups_count_check CHECK ((count > 0)),
  CONSTRAINT error_groups_door_check CHECK ((door = ANY (ARRAY['bot'::text, 'office'::text, 'web'::text, 'job'::text, 'process'::text]))),
  CONSTRAINT error_groups_pkey PRIMARY KEY (id),
  CONSTRAINT error_groups_state_check CHECK ((state = ANY (ARRAY['new'::text, 'seen'::text, 'resolved'::text, 'again'::text])))
);

CREATE TABLE public.error_occurrences (
  id uuid NOT NULL,
  group_id bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  reference text,
  correlation_id text,
  user_id bigint,
  order_id uuid,
  message text NOT NULL,
  in_shown boolean NOT NULL DEFAULT false,
  CONSTRAINT error_occurrences_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.error_groups(id) ON DELETE CASCADE,
  CONSTRAINT error_occurrences_pkey PRIMARY KEY (id)
);

CREATE TABLE public.faq (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  "position" integer NOT NULL DEFAULT 100,
  question_ru text NOT NULL,
  question_en text NOT NULL,
  answer_ru text NOT NULL,
  answer_en text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT faq_answer_en_check CHECK (((length(answer_en) >= 1) AND (length(answer_en) <= 3000))),
  CONSTRAINT faq_answer_ru_check CHECK (((length(answer_ru) >= 1) AND (length(answer_ru) <= 3000))),
  CONSTRAINT faq_pkey PRIMARY KEY (id),
  CONSTRAINT faq_position_check CHECK ((("position" >= 0) AND ("position" <= 100000))),
  CONSTRAINT faq_question_en_check CHECK (((length(question_en) >= 1) AND (length(question_en) <= 200))),
  CONSTRAINT faq_question_ru_check CHECK (((length(question_ru) >= 1) AND (length(question_ru) <= 200)))
);

CREATE TABLE public.float_readings (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  place text NOT NULL,
  asset text NOT NULL,
  amount bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT float_readings_pkey PRIMARY KEY (id),
  CONSTRAINT float_readings_place_check CHECK ((place = ANY (ARRAY['heleket'::text, 'ton_wallet'::text, 'istar'::text])))
);

CREATE TABLE public.fraud_events (
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  kind text NOT NULL,
  user_id bigint,
  subject text NOT NULL,
  outcome text,
  order_kind text,
  asset text,
  amount bigint,
  payer_hashes text[] NOT NULL DEFAULT '{}'::text[],
  ip inet,
  correlation_id text,
  stars integer,
  recipient_hashes text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT fraud_events_amount_check CHECK ((amount >= 0)),
  CONSTRAINT fraud_events_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'payment'::text, 'purchase'::text, 'refund'::text, 'address'::text, 'delivery'::text, 'block'::text, 'forgery'::text]))),
  CONSTRAINT fraud_events_pkey PRIMARY KEY (id, at),
  CONSTRAINT fraud_events_stars_check CHECK ((stars > 0))
) PARTITION BY RANGE (at);

CREATE TABLE public.fraud_flags (
  id uuid NOT NULL,
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  event_key text NOT NULL,
  event_id uuid NOT NULL,
  event_at timestamp with time zone NOT NULL,
  event_kind text NOT NULL,
  event_subject text NOT NULL,
  user_id bigint,
  ip inet,
  measured bigint NOT NULL,
  limit_value bigint NOT NULL,
  inputs jsonb NOT NULL,
  weight integer NOT NULL,
  score integer NOT NULL,
  mode text NOT NULL,
  effect text NOT NULL,
  status text NOT NULL DEFAULT 'open'::text,
  decided_by bigint,
  decided_at timestamp with time zone,
  note text NOT NULL DEFAULT ''::text,
  correlation_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  who text GENERATED ALWAYS AS (
CASE
    WHEN (event_kind = 'delivery'::text) THEN event_key
    ELSE COALESCE(('user:'::text || user_id), ('ip:'::text || host(ip)), event_key)
END) STORED,
  hits integer NOT NULL DEFAULT 1,
  last_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT fraud_flags_check CHECK (((mode = 'live'::text) OR (effect = 'none'::text))),
  CONSTRAINT fraud_flags_check1 CHECK (((status = 'open'::text) = ((decided_by IS NULL) AND (decided_at IS NULL)))),
  CONSTRAINT fraud_flags_effect_check CHECK ((effect = ANY (ARRAY['none'::text, 'note'::text, 'review'::text, 'block'::text]))),
  CONSTRAINT fraud_flags_hits_check CHECK ((hits > 0)),
  CONSTRAINT fraud_flags_mode_check CHECK ((mode = ANY (ARRAY['shadow'::text, 'live'::text]))),
  CONSTRAINT fraud_flags_pkey PRIMARY KEY (id),
  CONSTRAINT fraud_flags_rule_id_rule_version_event_key_key UNIQUE (rule_id, rule_version, event_key),
  CONSTRAINT fraud_flags_rule_id_rule_version_fkey FOREIGN KEY (rule_id, rule_version) REFERENCES public.fraud_rule_versions(rule_id, version),
  CONSTRAINT fraud_flags_status_check CHECK ((status = ANY (ARRAY['open'::text, 'confirmed'::text, 'dismissed'::text])))
);

CREATE TABLE public.fraud_hits (
  rule_id text NOT NULL,
  rule_version integer NOT NULL,
  event_id uuid NOT NULL,
  CONSTRAINT fraud_hits_pkey PRIMARY KEY (rule_id, rule_version, event_id)
);

CREATE TABLE public.fraud_list_entries (
  id uuid NOT NULL,
  list text NOT NULL,
  user_id bigint,
  payer_hash text,
  network cidr,
  note text NOT NULL,
  created_by bigint NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone,
  removed_by bigint,
  removed_at timestamp with time zone,
  recipient_hash text,
  CONSTRAINT fraud_list_entries_check CHECK ((expires_at > created_at)),
  CONSTRAINT fraud_list_entries_check1 CHECK ((num_nonnulls(user_id, payer_hash, network, recipient_hash) = 1)),
  CONSTRAINT fraud_list_entries_check2 CHECK (((removed_by IS NULL) = (removed_at IS NULL))),
  CONSTRAINT fraud_list_entries_list_check CHECK ((list = ANY (ARRAY['allow'::text, 'block'::text]))),
  CONSTRAINT fraud_list_entries_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
  CONSTRAINT fraud_list_entries_pkey PRIMARY KEY (id),
  CONSTRAINT fraud_list_entries_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.fraud_payers (
  payer_hash text NOT NULL,
  user_id bigint NOT NULL,
  first_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT fraud_payers_pkey PRIMARY KEY (payer_hash, user_id)
);

CREATE TABLE public.fraud_rule_versions (
  rule_id text NOT NULL,
  version integer NOT NULL,
  parameters jsonb NOT NULL,
  effect text NOT NULL,
  mode text NOT NULL,
  weight integer NOT NULL,
  created_by bigint,
  reason text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT fraud_rule_versions_effect_check CHECK ((effect = ANY (ARRAY['note'::text, 'review'::text, 'block'::text]))),
  CONSTRAINT fraud_rule_versions_mode_check CHECK ((mode = ANY (ARRAY['off'::text, 'shadow'::text, 'live'::text]))),
  CONSTRAINT fraud_rule_versions_pkey PRIMARY KEY (rule_id, version),
  CONSTRAINT fraud_rule_versions_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
  CONSTRAINT fraud_rule_versions_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.fraud_rules(id),
  CONSTRAINT fraud_rule_versions_version_check CHECK ((version > 0)),
  CONSTRAINT fraud_rule_versions_weight_check CHECK (((weight >= 0) AND (weight <= 1000)))
);

CREATE TABLE public.fraud_rules (
  id text NOT NULL,
  kind text NOT NULL,
  title_ru text NOT NULL,
  title_en text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT fraud_rules_id_check CHECK ((id ~ '^[a-z][a-z0-9-]{1,60}$'::text)),
  CONSTRAINT fraud_rules_pkey PRIMARY KEY (id)
);

CREATE TABLE public.fraud_snoozes (
  id uuid NOT NULL,
  rule_id text NOT NULL,
  user_id bigint NOT NULL,
  until timestamp with time zone NOT NULL,
  created_by bigint NOT NULL,
  note text NOT NULL DEFAULT ''::text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT fraud_snoozes_check CHECK ((until > created_at)),
  CONSTRAINT fraud_snoozes_pkey PRIMARY KEY (id),
  CONSTRAINT fraud_snoozes_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.fraud_rules(id),
  CONSTRAINT fraud_snoozes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.inbox_messages (
  user_id bigint NOT NULL,
  telegram_message_id bigint NOT NULL,
  kind text NOT NULL,
  body text NOT NULL DEFAULT ''::text,
  file_id text,
  file_unique_id text,
  file_name text,
  file_size bigint,
  media_group_id text,
  is_edit boolean NOT NULL DEFAULT false,
  kept_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT inbox_messages_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'photo'::text, 'document'::text, 'other'::text]))),
  CONSTRAINT inbox_messages_pkey PRIMARY KEY (user_id, telegram_message_id),
  CONSTRAINT inbox_messages_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.invoices (
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  provider text NOT NULL DEFAULT 'heleket'::text,
  provider_order_id text NOT NULL,
  provider_uuid text,
  asset text NOT NULL,
  amount bigint NOT NULL,
  status text NOT NULL DEFAULT 'creating'::text,
  is_final boolean NOT NULL DEFAULT false,
  url text,
  expires_at timestamp with time zone,
  received bigint NOT NULL DEFAULT 0,
  booked bigint NOT NULL DEFAULT 0,
  credited bigint NOT NULL DEFAULT 0,
  fee bigint NOT NULL DEFAULT 0,
  facts jsonb,
  journal_id uuid,
  next_check_at timestamp with time zone,
  checked_at timestamp with time zone,
  looked_at timestamp with time zone,
  checks integer NOT NULL DEFAULT 0,
  refund_asked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT invoices_amount_check CHECK ((amount > 0)),
  CONSTRAINT invoices_booked_check CHECK ((booked >= 0)),
  CONSTRAINT invoices_credited_check CHECK ((credited >= 0)),
  CONSTRAINT invoices_fee_check CHECK ((fee >= 0)),
  CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT invoices_order_id_key UNIQUE (order_id),
  CONSTRAINT invoices_pkey PRIMARY KEY (id),
  CONSTRAINT invoices_provider_order_id_key UNIQUE (provider_order_id),
  CONSTRAINT invoices_provider_uuid_key UNIQUE (provider_uuid),
  CONSTRAINT invoices_received_check CHECK ((received >= 0))
);

CREATE TABLE public.login_attempts (
  account text NOT NULL,
  place text NOT NULL,
  failures integer NOT NULL,
  locked_until timestamp with time zone,
  last_at timestamp with time zone NOT NULL,
  CONSTRAINT login_attempts_pkey PRIMARY KEY (account, place)
);

CREATE TABLE public.login_places (
  staff_id bigint NOT NULL,
  place text NOT NULL,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone NOT NULL,
  CONSTRAINT login_places_pkey PRIMARY KEY (staff_id, place),
  CONSTRAINT login_places_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.notifications (
  id uuid NOT NULL,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id bigint NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  key text NOT NULL,
  state text NOT NULL DEFAULT 'queued'::text,
  tries integer NOT NULL DEFAULT 0,
  unanswered integer NOT NULL DEFAULT 0,
  telegram_message_id bigint,
  error text,
  alone_since timestamp with time zone,
  correlation_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  sent_at timestamp with time zone,
  CONSTRAINT notifications_key_key UNIQUE (key),
  CONSTRAINT notifications_pkey PRIMARY KEY (id),
  CONSTRAINT notifications_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'blocked'::text, 'muted'::text]))),
  CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.open_updates (
  update_id bigint NOT NULL,
  telegram_id bigint NOT NULL,
  body json NOT NULL,
  correlation_id text NOT NULL,
  waits_for_return boolean NOT NULL DEFAULT false,
  taken_at timestamp with time zone NOT NULL DEFAULT now(),
  alone_since timestamp with time zone,
  set_aside_at timestamp with time zone,
  CONSTRAINT open_updates_pkey PRIMARY KEY (update_id)
);

CREATE TABLE public.orders (
  id uuid NOT NULL,
  user_id bigint NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  asset text NOT NULL,
  amount bigint NOT NULL,
  stars integer NOT NULL DEFAULT 0,
  bonus_stars integer NOT NULL DEFAULT 0,
  package_price_id bigint,
  star_price_id bigint,
  request_key text NOT NULL,
  journal_id uuid,
  correlation_id text,
  chat_message_id bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  paid_at timestamp with time zone,
  wants_delivery boolean NOT NULL DEFAULT false,
  then_stars integer,
  then_price_id bigint,
  promo_code_id bigint,
  promo_stars integer NOT NULL DEFAULT 0,
  CONSTRAINT orders_amount_check CHECK ((amount > 0)),
  CONSTRAINT orders_bonus_stars_check CHECK ((bonus_stars >= 0)),
  CONSTRAINT orders_check CHECK (((kind = 'topup'::text) = (stars = 0))),
  CONSTRAINT orders_kind_check CHECK ((kind = ANY (ARRAY['purchase'::text, 'balance_purchase'::text, 'topup'::text]))),
  CONSTRAINT orders_package_price_id_fkey FOREIGN KEY (package_price_id) REFERENCES public.package_prices(id),
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_promo_check CHECK (((promo_stars <= bonus_stars) AND
CASE
    WHEN (promo_code_id IS NULL) THEN (promo_stars = 0)
    ELSE (kind = 'purchase'::text)
END)),
  CONSTRAINT orders_promo_code_id_fkey FOREIGN KEY (promo_code_id) REFERENCES public.promo_codes(id),
  CONSTRAINT orders_promo_stars_check CHECK ((promo_stars >= 0)),
  CONSTRAINT orders_request_key_check CHECK (((length(request_key) >= 1) AND (length(request_key) <= 200))),
  CONSTRAINT orders_request_key_key UNIQUE (request_key),
  CONSTRAINT orders_star_price_id_fkey FOREIGN KEY (star_price_id) REFERENCES public.star_prices(id),
  CONSTRAINT orders_stars_check CHECK ((stars >= 0)),
  CONSTRAINT orders_status_check CHECK ((status = ANY (ARRAY['created'::text, 'awaiting_payment'::text, 'held'::text, 'paid'::text, 'underpaid'::text, 'expired'::text, 'failed'::text, 'cancelled'::text, 'replaced'::text, 'refunded'::text]))),
  CONSTRAINT orders_then_check CHECK (((then_stars IS NULL) OR ((kind = 'topup'::text) AND (then_price_id IS NOT NULL)))),
  CONSTRAINT orders_then_price_id_fkey FOREIGN KEY (then_price_id) REFERENCES public.star_prices(id),
  CONSTRAINT orders_then_stars_check CHECK ((then_stars > 0)),
  CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.outbox (
  id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  job text NOT NULL,
  payload jsonb NOT NULL,
  run_at timestamp with time zone NOT NULL DEFAULT now(),
  correlation_id text,
  relayed_at timestamp with time zone,
  done_at timestamp with time zone,
  failed_at timestamp with time zone,
  error text,
  CONSTRAINT outbox_pkey PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

CREATE TABLE public.package_prices (
  id bigint NOT NULL DEFAULT nextval('public.price_ids'::regclass),
  package_id bigint NOT NULL,
  version integer NOT NULL,
  asset text NOT NULL,
  price bigint NOT NULL,
  list_price bigint NOT NULL,
  bonus_stars integer NOT NULL,
  valid_from timestamp with time zone NOT NULL DEFAULT now(),
  valid_until timestamp with time zone,
  reason text NOT NULL,
  created_by bigint,
  approved_by bigint,
  is_anchor boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT package_prices_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.staff(id),
  CONSTRAINT package_prices_bonus_stars_check CHECK ((bonus_stars >= 0)),
  CONSTRAINT package_prices_check CHECK ((list_price >= price)),
  CONSTRAINT package_prices_check1 CHECK ((valid_until > valid_from)),
  CONSTRAINT package_prices_check2 CHECK ((approved_by <> created_by)),
  CONSTRAINT package_prices_package_id_fkey FOREIGN KEY (package_id) REFERENCES public.packages(id),
  CONSTRAINT package_prices_package_id_version_key UNIQUE (package_id, version),
  CONSTRAINT package_prices_pkey PRIMARY KEY (id),
  CONSTRAINT package_prices_price_check CHECK ((price > 0))
);

CREATE TABLE public.packages (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  stars integer NOT NULL,
  active boolean NOT NULL DEFAULT true,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT packages_pkey PRIMARY KEY (id),
  CONSTRAINT packages_stars_check CHECK (((stars >= 1) AND (stars <= 1000000))),
  CONSTRAINT packages_stars_key UNIQUE (stars)
);

CREATE TABLE public.payment_reports (
  day date NOT NULL,
  report jsonb NOT NULL,
  made_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT payment_reports_pkey PRIMARY KEY (day)
);

CREATE TABLE public.price_change_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  change_id bigint NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  staff_id bigint NOT NULL,
  to_status text NOT NULL,
  remark text NOT NULL DEFAULT ''::text,
  CONSTRAINT price_change_events_change_id_fkey FOREIGN KEY (change_id) REFERENCES public.price_changes(id),
  CONSTRAINT price_change_events_pkey PRIMARY KEY (id),
  CONSTRAINT price_change_events_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.price_changes (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  package_id bigint,
  status text NOT NULL DEFAULT 'draft'::text,
  asset text NOT NULL,
  price bigint NOT NULL,
  list_price bigint NOT NULL,
  bonus_stars integer NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  reason text NOT NULL,
  request_key text NOT NULL,
  requested_by bigint NOT NULL,
  star_cost bigint,
  concerns jsonb NOT NULL DEFAULT '[]'::jsonb,
  basis_id bigint,
  basis_newest bigint,
  decided_by bigint,
  price_id bigint,
  changed_by bigint NOT NULL,
  remark text NOT NULL DEFAULT ''::text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT price_changes_approved CHECK (((status <> 'published'::text) OR (concerns = '[]'::jsonb) OR (decided_by IS NOT NULL))),
  CONSTRAINT price_changes_bonus_stars_check CHECK (((bonus_stars >= 0) AND (bonus_stars <= 1000000))),
  CONSTRAINT price_changes_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.staff(id),
  CONSTRAINT price_changes_check CHECK ((list_price >= price)),
  CONSTRAINT price_changes_check1 CHECK ((valid_until > valid_from)),
  CONSTRAINT price_changes_check2 CHECK (((package_id IS NOT NULL) OR ((bonus_stars = 0) AND (list_price = price)))),
  CONSTRAINT price_changes_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.staff(id),
  CONSTRAINT price_changes_package_id_fkey FOREIGN KEY (package_id) REFERENCES public.packages(id),
  CONSTRAINT price_changes_pkey PRIMARY KEY (id),
  CONSTRAINT price_changes_price_check CHECK ((price > 0)),
  CONSTRAINT price_changes_price_id_key UNIQUE (price_id),
  CONSTRAINT price_changes_published CHECK (((status = 'published'::text) = (price_id IS NOT NULL))),
  CONSTRAINT price_changes_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 300))),
  CONSTRAINT price_changes_remark_check CHECK ((length(remark) <= 2000)),
  CONSTRAINT price_changes_request_key_check CHECK (((length(request_key) >= 1) AND (length(request_key) <= 200))),
  CONSTRAINT price_changes_request_key_key UNIQUE (request_key),
  CONSTRAINT price_changes_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.staff(id),
  CONSTRAINT price_changes_star_cost_check CHECK ((star_cost >= 0)),
  CONSTRAINT price_changes_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'waiting'::text, 'published'::text, 'rejected'::text, 'cancelled'::text]))),
  CONSTRAINT price_changes_two_people CHECK ((decided_by <> requested_by))
);

CREATE TABLE public.processes (
  id uuid NOT NULL,
  roles text[] NOT NULL,
  started_at timestamp with time zone NOT NULL DEFAULT now(),
  beat_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT processes_pkey PRIMARY KEY (id)
);

CREATE TABLE public.promo_codes (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  kind text NOT NULL,
  asset text NOT NULL,
  value bigint NOT NULL,
  budget bigint NOT NULL,
  max_uses integer,
  max_per_user integer NOT NULL DEFAULT 1,
  first_only boolean NOT NULL DEFAULT false,
  packages integer[],
  valid_from timestamp with time zone NOT NULL DEFAULT now(),
  valid_until timestamp with time zone,
  status text NOT NULL,
  note text NOT NULL,
  created_by bigint NOT NULL,
  approved_by bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT promo_codes_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.staff(id),
  CONSTRAINT promo_codes_budget_check CHECK ((budget > 0)),
  CONSTRAINT promo_codes_check CHECK ((valid_until > valid_from)),
  CONSTRAINT promo_codes_check1 CHECK ((approved_by <> created_by)),
  CONSTRAINT promo_codes_check2 CHECK (((kind <> 'percent'::text) OR (value <= 90))),
  CONSTRAINT promo_codes_code_check CHECK ((code ~ '^[A-Z0-9_-]{3,32}$'::text)),
  CONSTRAINT promo_codes_code_key UNIQUE (code),
  CONSTRAINT promo_codes_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.staff(id),
  CONSTRAINT promo_codes_kind_check CHECK ((kind = ANY (ARRAY['percent'::text, 'fixed'::text, 'stars'::text]))),
  CONSTRAINT promo_codes_max_per_user_check CHECK ((max_per_user > 0)),
  CONSTRAINT promo_codes_max_uses_check CHECK ((max_uses > 0)),
  CONSTRAINT promo_codes_note_check CHECK (((length(note) >= 3) AND (length(note) <= 1000))),
  CONSTRAINT promo_codes_packages_check CHECK ((cardinality(packages) > 0)),
  CONSTRAINT promo_codes_pkey PRIMARY KEY (id),
  CONSTRAINT promo_codes_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'active'::text, 'paused'::text, 'ended'::text]))),
  CONSTRAINT promo_codes_value_check CHECK ((value > 0))
);

CREATE TABLE public.promo_uses (
  order_id uuid NOT NULL,
  code_id bigint NOT NULL,
  user_id bigint NOT NULL,
  cost bigint NOT NULL,
  state text NOT NULL DEFAULT 'held'::text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT promo_uses_code_id_fkey FOREIGN KEY (code_id) REFERENCES public.promo_codes(id),
  CONSTRAINT promo_uses_cost_check CHECK ((cost > 0)),
  CONSTRAINT promo_uses_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT promo_uses_pkey PRIMARY KEY (order_id),
  CONSTRAINT promo_uses_state_check CHECK ((state = ANY (ARRAY['held'::text, 'used'::text, 'returned'::text]))),
  CONSTRAINT promo_uses_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.proposals (
  id uuid NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  staff_id bigint,
  before jsonb NOT NULL DEFAULT '{}'::jsonb,
  wanted jsonb NOT NULL,
  reason text NOT NULL,
  needs_second boolean NOT NULL DEFAULT true,
  status text NOT NULL DEFAULT 'waiting'::text,
  requested_by bigint,
  decided_by bigint,
  remark text NOT NULL DEFAULT ''::text,
  finished_at timestamp with time zone,
  correlation_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  decided_at timestamp with time zone,
  CONSTRAINT proposals_decided CHECK (((status = 'waiting'::text) = (decided_at IS NULL))),
  CONSTRAINT proposals_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.staff(id),
  CONSTRAINT proposals_kind_check CHECK ((kind = ANY (ARRAY['staff_create'::text, 'staff_role'::text, 'staff_enable'::text, 'staff_password'::text, 'staff_totp'::text, 'limit'::text, 'fraud_rule'::text, 'fraud_allow'::text, 'fraud_unblock'::text, 'break'::text, 'booking'::text]))),
  CONSTRAINT proposals_pkey PRIMARY KEY (id),
  CONSTRAINT proposals_reason_check CHECK (((length(reason) >= 3) AND (length(reason) <= 1000))),
  CONSTRAINT proposals_remark_check CHECK ((length(remark) <= 2000)),
  CONSTRAINT proposals_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.staff(id),
  CONSTRAINT proposals_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id),
  CONSTRAINT proposals_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'done'::text, 'rejected'::text, 'cancelled'::text]))),
  CONSTRAINT proposals_two_people CHECK ((decided_by <> requested_by))
);

CREATE TABLE public.provider_event_results (
  event_id uuid NOT NULL,
  outcome text NOT NULL,
  detail text,
  journal_id uuid,
  processed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT provider_event_results_event_id_fkey FOREIGN KEY (event_id) REFERENCES public.provider_events(id),
  CONSTRAINT provider_event_results_pkey PRIMARY KEY (event_id)
);

CREATE TABLE public.provider_events (
  id uuid NOT NULL,
  source text NOT NULL,
  provider_uuid text NOT NULL,
  provider_order_id text,
  status text NOT NULL,
  came text NOT NULL DEFAULT ''::text,
  signature_form text,
  body text NOT NULL,
  ip text,
  correlation_id text,
  received_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT provider_events_pkey PRIMARY KEY (id),
  CONSTRAINT provider_events_provider_uuid_status_came_source_key UNIQUE (provider_uuid, status, came, source),
  CONSTRAINT provider_events_source_check CHECK ((source = ANY (ARRAY['webhook'::text, 'poll'::text, 'sweep'::text])))
);

CREATE TABLE public.refund_addresses (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  refund_id uuid NOT NULL,
  user_id bigint NOT NULL,
  address_sealed text,
  confirmed_at timestamp with time zone NOT NULL,
  ready_at timestamp with time zone NOT NULL,
  taken_back_at timestamp with time zone,
  CONSTRAINT refund_addresses_pkey PRIMARY KEY (id),
  CONSTRAINT refund_addresses_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refunds(id),
  CONSTRAINT refund_addresses_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.refund_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  refund_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  from_status text,
  to_status text NOT NULL,
  error text,
  remark text NOT NULL DEFAULT ''::text,
  CONSTRAINT refund_events_pkey PRIMARY KEY (id),
  CONSTRAINT refund_events_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refunds(id)
);

CREATE TABLE public.refund_limits (
  kind text NOT NULL,
  role text NOT NULL,
  request_up_to bigint,
  approval_above bigint NOT NULL,
  can_approve boolean NOT NULL,
  changed_by bigint,
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT refund_limits_approval_above_check CHECK ((approval_above >= 0)),
  CONSTRAINT refund_limits_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES public.staff(id),
  CONSTRAINT refund_limits_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'adjustment'::text, 'booking'::text]))),
  CONSTRAINT refund_limits_pkey PRIMARY KEY (kind, role),
  CONSTRAINT refund_limits_request_up_to_check CHECK ((request_up_to >= 0)),
  CONSTRAINT refund_limits_role_check CHECK ((role = ANY (ARRAY['support'::text, 'finance'::text, 'admin'::text, 'auditor'::text])))
);

CREATE TABLE public.refund_transitions (
  from_status text NOT NULL,
  to_status text NOT NULL,
  CONSTRAINT refund_transitions_pkey PRIMARY KEY (from_status, to_status)
);

CREATE TABLE public.refunds (
  id uuid NOT NULL,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'requested'::text,
  user_id bigint NOT NULL,
  order_id uuid,
  invoice_id uuid,
  original_id uuid,
  gave text NOT NULL DEFAULT 'stars'::text,
  ticket_id uuid,
  destination text NOT NULL,
  direction text NOT NULL DEFAULT 'credit'::text,
  asset text NOT NULL,
  amount bigint NOT NULL,
  stars bigint NOT NULL DEFAULT 0,
  bonus_stars bigint NOT NULL DEFAULT 0,
  reason text NOT NULL,
  note text NOT NULL,
  request_key text NOT NULL,
  requested_by bigint NOT NULL,
  needs_approval boolean NOT NULL DEFAULT false,
  approved_by bigint,
  network text,
  currency text,
  address_sealed text,
  address_hint text,
  address_confirmed_at timestamp with time zone,
  candidate_sealed text,
  ready_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  next_try_at timestamp with time zone,
  needs_person boolean NOT NULL GENERATED ALWAYS AS (((status = ANY (ARRAY['unknown'::text, 'failed'::text])) OR ((status = ANY (ARRAY['approved'::text, 'executing'::text])) AND (failures >= 3)))) STORED,
  started_at timestamp with time zone,
  accepted_at timestamp with time zone,
  looked_at timestamp with time zone,
  seen_status text,
  journal_id uuid,
  capture_id uuid,
  error text,
  changed_by text NOT NULL,
  remark text NOT NULL DEFAULT ''::text,
  correlation_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  promo_stars bigint NOT NULL DEFAULT 0,
  CONSTRAINT refunds_address CHECK (((destination = 'balance'::text) OR (status <> ALL (ARRAY['executing'::text, 'unknown'::text])) OR (address_sealed IS NOT NULL))),
  CONSTRAINT refunds_amount_check CHECK ((amount > 0)),
  CONSTRAINT refunds_approved CHECK (((NOT needs_approval) OR (approved_by IS NOT NULL) OR (status = ANY (ARRAY['requested'::text, 'rejected'::text, 'cancelled'::text])))),
  CONSTRAINT refunds_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.staff(id),
  CONSTRAINT refunds_bonus_stars_check CHECK ((bonus_stars >= 0)),
  CONSTRAINT refunds_check CHECK (((promo_stars >= 0) AND (promo_stars <= bonus_stars))),
  CONSTRAINT refunds_destination_check CHECK ((destination = ANY (ARRAY['balance'::text, 'address'::text]))),
  CONSTRAINT refunds_direction_check CHECK ((direction = ANY (ARRAY['credit'::text, 'debit'::text]))),
  CONSTRAINT refunds_failures_check CHECK ((failures >= 0)),
  CONSTRAINT refunds_form CHECK (
CASE kind
    WHEN 'refund'::text THEN ((order_id IS NOT NULL) AND (original_id IS NOT NULL) AND (direction = 'credit'::text) AND ((destination = 'balance'::text) OR ((invoice_id IS NOT NULL) AND (network IS NOT NULL) AND (currency IS NOT NULL))))
    ELSE ((destination = 'balance'::text) AND (stars = 0) AND (bonus_stars = 0) AND ((original_id IS NULL) OR (direction = 'credit'::text)))
END),
  CONSTRAINT refunds_gave_check CHECK ((gave = ANY (ARRAY['stars'::text, 'wallet'::text]))),
  CONSTRAINT refunds_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES public.invoices(id),
  CONSTRAINT refunds_kind_check CHECK ((kind = ANY (ARRAY['refund'::text, 'adjustment'::text]))),
  CONSTRAINT refunds_money CHECK (((status <> 'done'::text) OR (journal_id IS NOT NULL))),
  CONSTRAINT refunds_note_check CHECK ((length(note) <= 2000)),
  CONSTRAINT refunds_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT refunds_pkey PRIMARY KEY (id),
  CONSTRAINT refunds_request_key_check CHECK (((length(request_key) >= 1) AND (length(request_key) <= 200))),
  CONSTRAINT refunds_request_key_key UNIQUE (request_key),
  CONSTRAINT refunds_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.staff(id),
  CONSTRAINT refunds_stars_check CHECK ((stars >= 0)),
  CONSTRAINT refunds_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'awaiting_address'::text, 'approved'::text, 'rejected'::text, 'cancelled'::text, 'executing'::text, 'unknown'::text, 'failed'::text, 'done'::text]))),
  CONSTRAINT refunds_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES public.tickets(id),
  CONSTRAINT refunds_two_people CHECK ((approved_by <> requested_by)),
  CONSTRAINT refunds_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.retention_runs (
  name text NOT NULL,
  cleaned_at timestamp with time zone NOT NULL,
  removed bigint NOT NULL DEFAULT 0,
  last_removed bigint NOT NULL DEFAULT 0,
  held text NOT NULL DEFAULT ''::text,
  CONSTRAINT retention_runs_pkey PRIMARY KEY (name)
);

CREATE TABLE public.schedules (
  name text NOT NULL,
  every_ms integer NOT NULL,
  known_at timestamp with time zone NOT NULL DEFAULT now(),
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  error text,
  failing_since timestamp with time zone,
  revived_at timestamp with time zone,
  CONSTRAINT schedules_every_ms_check CHECK ((every_ms > 0)),
  CONSTRAINT schedules_pkey PRIMARY KEY (name)
);

CREATE TABLE public.second_person_rule (
  one boolean NOT NULL DEFAULT true,
  days integer NOT NULL DEFAULT 30,
  office_networks cidr[] NOT NULL DEFAULT '{127.0.0.0/8,::1/128}'::cidr[],
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT second_person_rule_days_check CHECK (((days >= 1) AND (days <= 3650))),
  CONSTRAINT second_person_rule_one_check CHECK (one),
  CONSTRAINT second_person_rule_pkey PRIMARY KEY (one)
);

CREATE TABLE public.security_events (
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  kind text NOT NULL,
  user_id bigint,
  ip text,
  details jsonb NOT NULL DEFAULT '{}'::jsonb,
  correlation_id text,
  CONSTRAINT security_events_pkey PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);

CREATE TABLE public.shop_coin (
  one boolean NOT NULL DEFAULT true,
  code text NOT NULL,
  exponent integer NOT NULL,
  CONSTRAINT shop_coin_one_check CHECK (one),
  CONSTRAINT shop_coin_pkey PRIMARY KEY (one)
);

CREATE TABLE public.shown_errors (
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  reference text NOT NULL,
  correlation_id text NOT NULL,
  user_id bigint,
  code text NOT NULL,
  act text NOT NULL,
  CONSTRAINT shown_errors_pkey PRIMARY KEY (id, at),
  CONSTRAINT shown_errors_reference_check CHECK ((reference ~ '^[0-9a-f]{8}$'::text))
) PARTITION BY RANGE (at);

CREATE TABLE public.signs (
  name text NOT NULL,
  severity text NOT NULL,
  text text NOT NULL,
  since timestamp with time zone NOT NULL DEFAULT now(),
  seen_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT signs_pkey PRIMARY KEY (name),
  CONSTRAINT signs_severity_check CHECK ((severity = ANY (ARRAY['degraded'::text, 'unhealthy'::text])))
);

CREATE TABLE public.staff (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  language text NOT NULL DEFAULT 'ru'::text,
  password_hash text NOT NULL,
  totp_secret text,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  failed_logins integer NOT NULL DEFAULT 0,
  failed_since timestamp with time zone,
  locked_until timestamp with time zone,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT staff_language_check CHECK ((language = ANY (ARRAY['ru'::text, 'en'::text]))),
  CONSTRAINT staff_pkey PRIMARY KEY (id),
  CONSTRAINT staff_role_check CHECK ((role = ANY (ARRAY['support'::text, 'finance'::text, 'admin'::text, 'auditor'::text])))
);

CREATE TABLE public.staff_links (
  token_hash text NOT NULL,
  staff_id bigint NOT NULL,
  proposal_id uuid NOT NULL,
  purpose text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT staff_links_pkey PRIMARY KEY (token_hash),
  CONSTRAINT staff_links_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES public.proposals(id),
  CONSTRAINT staff_links_purpose_check CHECK ((purpose = ANY (ARRAY['password'::text, 'totp'::text]))),
  CONSTRAINT staff_links_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.staff_news_read (
  staff_id bigint NOT NULL,
  read_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT staff_news_read_pkey PRIMARY KEY (staff_id),
  CONSTRAINT staff_news_read_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.staff_places (
  staff_id bigint NOT NULL,
  device text NOT NULL,
  address inet NOT NULL,
  first_at timestamp with time zone NOT NULL DEFAULT now(),
  last_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT staff_places_pkey PRIMARY KEY (staff_id, device, address),
  CONSTRAINT staff_places_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES public.staff(id)
);

CREATE TABLE public.staff_sessions (
  sid text NOT NULL,
  sess jsonb NOT NULL,
  expire timestamp with time zone NOT NULL,
  CONSTRAINT staff_sessions_pkey PRIMARY KEY (sid)
);

CREATE TABLE public.star_prices (
  id bigint NOT NULL DEFAULT nextval('public.price_ids'::regclass),
  asset text NOT NULL,
  price bigint NOT NULL,
  valid_from timestamp with time zone NOT NULL DEFAULT now(),
  valid_until timestamp with time zone,
  reason text NOT NULL,
  created_by bigint,
  approved_by bigint,
  is_anchor boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT star_prices_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.staff(id),
  CONSTRAINT star_prices_check CHECK ((valid_until > valid_from)),
  CONSTRAINT star_prices_check1 CHECK ((approved_by <> created_by)),
  CONSTRAINT star_prices_pkey PRIMARY KEY (id),
  CONSTRAINT star_prices_price_check CHECK ((price > 0))
);

CREATE TABLE public.statement_rows (
  statement_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  line integer NOT NULL,
  invoice jsonb NOT NULL,
  CONSTRAINT statement_rows_pkey PRIMARY KEY (statement_id, created_at, line)
);

CREATE TABLE public.supplier_events (
  id uuid NOT NULL,
  supplier text NOT NULL,
  ref text NOT NULL,
  state text NOT NULL,
  status text NOT NULL,
  body_hash text NOT NULL,
  body text NOT NULL,
  received_at timestamp with time zone NOT NULL DEFAULT now(),
  applied_at timestamp with time zone,
  CONSTRAINT supplier_events_pkey PRIMARY KEY (id),
  CONSTRAINT supplier_events_ref_check CHECK ((length(ref) <= 200)),
  CONSTRAINT supplier_events_supplier_ref_state_body_hash_key UNIQUE (supplier, ref, state, body_hash)
);

CREATE TABLE public.supplier_quotes (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  supplier text NOT NULL,
  stars integer NOT NULL,
  asset text NOT NULL,
  amount bigint NOT NULL,
  good_until timestamp with time zone NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT supplier_quotes_amount_check CHECK ((amount > 0)),
  CONSTRAINT supplier_quotes_pkey PRIMARY KEY (id),
  CONSTRAINT supplier_quotes_stars_check CHECK ((stars > 0))
);

CREATE TABLE public.supply_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  stopped boolean NOT NULL,
  why text NOT NULL,
  supplier text,
  asset text,
  held bigint,
  needed bigint,
  waiting bigint NOT NULL,
  CONSTRAINT supply_events_pkey PRIMARY KEY (id)
);

CREATE TABLE public.supply_state (
  id boolean NOT NULL DEFAULT true,
  stopped boolean NOT NULL DEFAULT false,
  why text NOT NULL DEFAULT 'unknown'::text,
  supplier text,
  asset text,
  held bigint,
  star_cost bigint,
  waiting bigint NOT NULL DEFAULT 0,
  reserve bigint NOT NULL DEFAULT 0,
  needed bigint,
  blind_since timestamp with time zone,
  quoted_at timestamp with time zone,
  looked_at timestamp with time zone,
  looks bigint NOT NULL DEFAULT 0,
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT supply_state_id_check CHECK (id),
  CONSTRAINT supply_state_pkey PRIMARY KEY (id),
  CONSTRAINT supply_state_why_check CHECK ((why = ANY (ARRAY['covered'::text, 'short'::text, 'blind'::text, 'unknown'::text])))
);

CREATE TABLE public.sweeps (
  id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  to_at timestamp with time zone NOT NULL,
  started_by text NOT NULL,
  source text NOT NULL DEFAULT 'list'::text,
  status text NOT NULL DEFAULT 'running'::text,
  provider_rows bigint NOT NULL DEFAULT 0,
  our_rows bigint NOT NULL DEFAULT 0,
  matched bigint NOT NULL DEFAULT 0,
  healed bigint NOT NULL DEFAULT 0,
  opened bigint NOT NULL DEFAULT 0,
  closed bigint NOT NULL DEFAULT 0,
  error text,
  started_at timestamp with time zone NOT NULL DEFAULT now(),
  seen_at timestamp with time zone NOT NULL DEFAULT now(),
  finished_at timestamp with time zone,
  CONSTRAINT sweeps_check CHECK ((from_at < to_at)),
  CONSTRAINT sweeps_pkey PRIMARY KEY (id),
  CONSTRAINT sweeps_source_check CHECK ((source = ANY (ARRAY['list'::text, 'statement'::text]))),
  CONSTRAINT sweeps_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);

CREATE TABLE public.switches (
  name text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  note text NOT NULL DEFAULT ''::text,
  changed_by bigint,
  changed_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT switches_pkey PRIMARY KEY (name)
);

CREATE TABLE public.ticket_messages (
  id uuid NOT NULL,
  seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  ticket_id uuid NOT NULL,
  merged_from uuid,
  user_id bigint NOT NULL,
  author text NOT NULL,
  staff_id bigint,
  is_note boolean NOT NULL DEFAULT false,
  kind text NOT NULL DEFAULT 'text'::text,
  body text NOT NULL DEFAULT ''::text,
  file_id text,
  file_unique_id text,
  file_name text,
  file_size bigint,
  media_group_id text,
  telegram_message_id bigint,
  request_key text,
  edits jsonb NOT NULL DEFAULT '[]'::jsonb,
  edited_at timestamp with time zone,
  delivery text NOT NULL DEFAULT 'none'::text,
  delivery_attempts integer NOT NULL DEFAULT 0,
  delivery_next_at timestamp with time zone,
  delivery_error text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT ticket_messages_author_check CHECK ((author = ANY (ARRAY['user'::text, 'staff'::text, 'system'::text]))),
  CONSTRAINT ticket_messages_delivery_check CHECK ((delivery = ANY (ARRAY['none'::text, 'queued'::text, 'retrying'::text, 'sent'::text, 'failed'::text, 'blocked'::text]))),
  CONSTRAINT ticket_messages_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'photo'::text, 'document'::text, 'other'::text]))),
  CONSTRAINT ticket_messages_merged_from_fkey FOREIGN KEY (merged_from) REFERENCES public.tickets(id),
  CONSTRAINT ticket_messages_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_messages_request_key_key UNIQUE (request_key),
  CONSTRAINT ticket_messages_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES public.tickets(id)
);

CREATE TABLE public.tickets (
  id uuid NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id bigint NOT NULL,
  subject text NOT NULL,
  status text NOT NULL DEFAULT 'open'::text,
  priority text NOT NULL DEFAULT 'normal'::text,
  owner_id bigint,
  order_id uuid,
  journal_id uuid,
  support_code text,
  request_key text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  first_reply_at timestamp with time zone,
  clock_started_at timestamp with time zone NOT NULL,
  clock_stopped_at timestamp with time zone,
  clock_stopped_ms bigint NOT NULL DEFAULT 0,
  first_reply_due_at timestamp with time zone NOT NULL,
  resolution_due_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone GENERATED ALWAYS AS (
CASE
    WHEN (clock_stopped_at IS NOT NULL) THEN NULL::timestamp with time zone
    WHEN (first_reply_at IS NULL) THEN LEAST(first_reply_due_at, resolution_due_at)
    ELSE resolution_due_at
END) STORED,
  resolved_at timestamp with time zone,
  resolutions integer NOT NULL DEFAULT 0,
  rating smallint,
  merged_into uuid,
  CONSTRAINT tickets_check CHECK (((status = 'open'::text) = (clock_stopped_at IS NULL))),
  CONSTRAINT tickets_merged_check CHECK (((merged_into IS NULL) OR ((status = 'closed'::text) AND (merged_into <> id)))),
  CONSTRAINT tickets_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.tickets(id),
  CONSTRAINT tickets_number_key UNIQUE (number),
  CONSTRAINT tickets_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT tickets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.staff(id),
  CONSTRAINT tickets_pkey PRIMARY KEY (id),
  CONSTRAINT tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  CONSTRAINT tickets_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  CONSTRAINT tickets_request_key_key UNIQUE (request_key),
  CONSTRAINT tickets_status_check CHECK ((status = ANY (ARRAY['open'::text, 'waiting_user'::text, 'resolved'::text, 'closed'::text]))),
  CONSTRAINT tickets_subject_check CHECK ((subject = ANY (ARRAY['payment'::text, 'delivery'::text, 'account'::text, 'other'::text]))),
  CONSTRAINT tickets_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
);

CREATE TABLE public.ton_incoming (
  tx_hash text NOT NULL,
  wallet text NOT NULL,
  lt bigint NOT NULL,
  from_address text NOT NULL,
  amount bigint NOT NULL,
  comment text NOT NULL,
  at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT ton_incoming_amount_check CHECK ((amount > 0)),
  CONSTRAINT ton_incoming_pkey PRIMARY KEY (tx_hash),
  CONSTRAINT ton_incoming_wallet_fkey FOREIGN KEY (wallet) REFERENCES public.ton_wallets(address),
  CONSTRAINT ton_incoming_wallet_lt_key UNIQUE (wallet, lt)
);

CREATE TABLE public.ton_payment_events (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  payment_id uuid NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  from_state text,
  to_state text NOT NULL,
  reason text NOT NULL,
  wallet text,
  seqno integer,
  valid_until timestamp with time zone,
  body_hash text,
  sends integer NOT NULL,
  CONSTRAINT ton_payment_events_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.ton_payments(id),
  CONSTRAINT ton_payment_events_pkey PRIMARY KEY (id)
);

CREATE TABLE public.ton_payment_transitions (
  from_state text NOT NULL,
  to_state text NOT NULL,
  CONSTRAINT ton_payment_transitions_pkey PRIMARY KEY (from_state, to_state)
);

CREATE TABLE public.ton_payments (
  id uuid NOT NULL,
  purpose text NOT NULL,
  subject_id uuid NOT NULL,
  to_address text NOT NULL,
  memo text NOT NULL,
  amount bigint NOT NULL,
  not_after timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'wanted'::text,
  wallet text,
  seqno integer,
  valid_until timestamp with time zone,
  after_lt bigint,
  boc text,
  body_hash text,
  first_sent_at timestamp with time zone,
  last_sent_at timestamp with time zone,
  sends integer NOT NULL DEFAULT 0,
  tx_hash text,
  tx_lt bigint,
  fee bigint,
  seen_at timestamp with time zone,
  reason text NOT NULL DEFAULT ''::text,
  correlation_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT ton_payments_amount_check CHECK ((amount > 0)),
  CONSTRAINT ton_payments_fee_check CHECK ((fee >= 0)),
  CONSTRAINT ton_payments_in_time CHECK ((valid_until <= not_after)),
  CONSTRAINT ton_payments_memo_check CHECK (((length(memo) >= 1) AND (length(memo) <= 500))),
  CONSTRAINT ton_payments_pkey PRIMARY KEY (id),
  CONSTRAINT ton_payments_purpose_check CHECK ((purpose ~ '^[a-z][a-z_]{0,39}$'::text)),
  CONSTRAINT ton_payments_purpose_subject_id_key UNIQUE (purpose, subject_id),
  CONSTRAINT ton_payments_seen CHECK ((num_nulls(tx_hash, tx_lt, fee, seen_at) =
CASE state
    WHEN 'seen'::text THEN 0
    ELSE 4
END)),
  CONSTRAINT ton_payments_sends_check CHECK ((sends >= 0)),
  CONSTRAINT ton_payments_seqno_check CHECK ((seqno >= 0)),
  CONSTRAINT ton_payments_signed CHECK ((num_nulls(wallet, seqno, valid_until, after_lt, boc, body_hash) =
CASE
    WHEN (state = ANY (ARRAY['signed'::text, 'stuck'::text])) THEN 0
    WHEN ((state = ANY (ARRAY['seen'::text, 'lapsed'::text])) AND (boc IS NOT NULL)) THEN 0
    ELSE 6
END)),
  CONSTRAINT ton_payments_state_check CHECK ((state = ANY (ARRAY['wanted'::text, 'signed'::text, 'seen'::text, 'lapsed'::text, 'cancelled'::text, 'stuck'::text]))),
  CONSTRAINT ton_payments_to_address_check CHECK (((length(to_address) >= 1) AND (length(to_address) <= 100))),
  CONSTRAINT ton_payments_tx_hash_key UNIQUE (tx_hash),
  CONSTRAINT ton_payments_wallet_fkey FOREIGN KEY (wallet) REFERENCES public.ton_wallets(address)
);

CREATE TABLE public.ton_wallets (
  address text NOT NULL,
  balance bigint NOT NULL,
  seqno integer NOT NULL,
  chain_at timestamp with time zone NOT NULL,
  incoming_lt bigint NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT ton_wallets_pkey PRIMARY KEY (address)
);

CREATE TABLE public.treasury_bookings (
  key text NOT NULL,
  kind text NOT NULL,
  from_place text,
  to_place text,
  asset text NOT NULL,
  amount bigint NOT NULL,
  tx_hash text,
  delivery_id uuid,
  remark text NOT NULL,
  booked_by bigint,
  approved_by bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT treasury_bookings_amount_check CHECK ((amount > 0)),
  CONSTRAINT treasury_bookings_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.staff(id),
  CONSTRAINT treasury_bookings_booked_by_fkey FOREIGN KEY (booked_by) REFERENCES public.staff(id),
  CONSTRAINT treasury_bookings_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES public.deliveries(id),
  CONSTRAINT treasury_bookings_funding CHECK (((kind = 'funding'::text) = (num_nonnulls(from_place, to_place) = 2))),
  CONSTRAINT treasury_bookings_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200))),
  CONSTRAINT treasury_bookings_kind_check CHECK ((kind = ANY (ARRAY['funding'::text, 'return'::text, 'known'::text]))),
  CONSTRAINT treasury_bookings_pkey PRIMARY KEY (key),
  CONSTRAINT treasury_bookings_remark_check CHECK (((length(remark) >= 1) AND (length(remark) <= 1000))),
  CONSTRAINT treasury_bookings_return CHECK (((kind = 'return'::text) = (delivery_id IS NOT NULL))),
  CONSTRAINT treasury_bookings_ruled CHECK (((booked_by IS NOT NULL) OR ((kind = 'return'::text) AND (tx_hash IS NOT NULL)))),
  CONSTRAINT treasury_bookings_tx_hash_fkey FOREIGN KEY (tx_hash) REFERENCES public.ton_incoming(tx_hash),
  CONSTRAINT treasury_bookings_tx_hash_key UNIQUE (tx_hash)
);

CREATE TABLE public.users (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  telegram_id bigint,
  username text,
  first_name text,
  last_name text,
  language text NOT NULL DEFAULT 'ru'::text,
  language_chosen boolean NOT NULL DEFAULT false,
  notifications boolean NOT NULL DEFAULT true,
  status text NOT NULL DEFAULT 'active'::text,
  status_reason text,
  bot_blocked_at timestamp with time zone,
  referred_by bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  seen_at timestamp with time zone NOT NULL DEFAULT now(),
  deleted_at timestamp with time zone,
  CONSTRAINT users_language_check CHECK ((language = ANY (ARRAY['ru'::text, 'en'::text]))),
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_referred_by_fkey FOREIGN KEY (referred_by) REFERENCES public.users(id),
  CONSTRAINT users_status_check CHECK ((status = ANY (ARRAY['active'::text, 'under_review'::text, 'blocked'::text]))),
  CONSTRAINT users_telegram_id_key UNIQUE (telegram_id)
);

CREATE VIEW ledger.account_events AS
 SELECT id,
    account_id,
    event,
    reason,
    actor,
    at
   FROM ledger.account_event;

CREATE VIEW ledger.accounts AS
 SELECT a.id,
    ((((COALESCE(('user:'::text || a.user_id), 'house'::text) || '/'::text) || a.kind) || '/'::text) || s.code) AS name,
    a.kind,
    a.user_id,
    s.code AS asset,
    a.shard,
    a.opened_at
   FROM (ledger.account a
     JOIN ledger.asset s ON ((s.id = a.asset_id)));

CREATE VIEW ledger.assets AS
 SELECT id,
    code,
    exponent
   FROM ledger.asset;

CREATE VIEW ledger.balances AS
 SELECT b.id AS account_id,
    a.kind,
    a.user_id,
    s.code AS asset,
    a.shard,
    b.balance,
    b.floor,
    b.seq,
    b.frozen
   FROM ((ledger.balance b
     JOIN ledger.account a ON ((a.id = b.id)))
     JOIN ledger.asset s ON ((s.id = a.asset_id)));

CREATE VIEW ledger.blocks AS
 SELECT number,
    first_position,
    last_position,
    transfers,
    encode(hash, 'hex'::text) AS hash,
    sealed_at
   FROM ledger.block;

CREATE VIEW ledger.checkpoints AS
 SELECT "position",
    account,
    block,
    checked_at
   FROM ledger.checkpoint;

CREATE VIEW ledger.closings AS
 SELECT c.day,
    c.block,
    c."position",
    encode(c.hash, 'hex'::text) AS hash,
    c.closed_at,
    p.published_at
   FROM (ledger.closing c
     LEFT JOIN ledger.publication p USING (day));

CREATE VIEW ledger.entries AS
 SELECT transfer.debit AS account_id,
    transfer.debit_seq AS seq,
    'debit'::text AS side,
    (- transfer.amount) AS amount,
    transfer.debit_after AS balance_after,
    transfer.credit AS other_account_id,
    transfer.journal_id,
    transfer.line,
    transfer."position",
    transfer.recorded_at,
    COALESCE(transfer.effective_at, transfer.recorded_at) AS effective_at
   FROM ledger.transfer
UNION ALL
 SELECT transfer.credit AS account_id,
    transfer.credit_seq AS seq,
    'credit'::text AS side,
    transfer.amount,
    transfer.credit_after AS balance_after,
    transfer.debit AS other_account_id,
    transfer.journal_id,
    transfer.line,
    transfer."position",
    transfer.recorded_at,
    COALESCE(transfer.effective_at, transfer.recorded_at) AS effective_at
   FROM ledger.transfer;

CREATE VIEW ledger.house_balances AS
 SELECT kind,
    asset,
    sum(balance) AS balance,
    sum(seq) AS entries
   FROM ledger.balances
  WHERE (user_id IS NULL)
  GROUP BY kind, asset;

CREATE VIEW ledger.journals AS
 SELECT journal_id,
    (kind)::text AS kind,
    reason,
    actor,
    recorded_at,
    COALESCE(effective_at, recorded_at) AS effective_at,
    order_id,
    invoice_id,
    refund_id,
    ticket_id,
    original_id,
    correlation,
    "position"
   FROM ledger.transfer
  WHERE (line = 1);

CREATE VIEW ledger.transfers AS
 SELECT journal_id,
    line,
    "position",
    debit,
    credit,
    amount,
    debit_seq,
    credit_seq,
    debit_after,
    credit_after,
    recorded_at,
    COALESCE(effective_at, recorded_at) AS effective_at
   FROM ledger.transfer;

CREATE VIEW public.break_list AS
 SELECT b.id,
    b.class,
    b.subject,
    b.source,
    b.invoice_id,
    b.order_id,
    b.provider_uuid,
    b.asset,
    b.amount,
    b.subject_at,
    b.detail,
    b.stands,
    b.status,
    b.owner_id,
    b.remark,
    b.opened_at,
    b.seen_at,
    b.resolution,
    b.resolved_by,
    b.resolved_at,
    b.journal_id,
    b.refund_id,
    o.user_id,
    s.name AS owner_name,
        CASE
            WHEN (b.status = 'resolved'::text) THEN NULL::text
            ELSE public.age_of(b.opened_at)
        END AS age
   FROM ((public.breaks b
     LEFT JOIN public.orders o ON ((o.id = b.order_id)))
     LEFT JOIN public.staff s ON ((s.id = b.owner_id)));

CREATE VIEW public.current_packages AS
 SELECT p.id AS package_id,
    p.stars,
    p.active,
    c.id AS price_id,
    c.version,
    c.asset,
    c.price,
    c.list_price,
    c.bonus_stars,
    c.valid_from,
    c.valid_until
   FROM (public.packages p
     CROSS JOIN LATERAL ( SELECT v.id,
            v.package_id,
            v.version,
            v.asset,
            v.price,
            v.list_price,
            v.bonus_stars,
            v.valid_from,
            v.valid_until,
            v.reason,
            v.created_by,
            v.approved_by,
            v.is_anchor,
            v.created_at
           FROM public.package_prices v
          WHERE ((v.package_id = p.id) AND (v.valid_from <= now()) AND ((v.valid_until IS NULL) OR (v.valid_until > now())))
          ORDER BY v.valid_from DESC, v.version DESC
         LIMIT 1) c);

CREATE VIEW public.current_star_prices AS
 SELECT DISTINCT ON (asset) id,
    asset,
    price,
    valid_from,
    valid_until
   FROM public.star_prices
  WHERE ((valid_from <= now()) AND ((valid_until IS NULL) OR (valid_until > now())))
  ORDER BY asset, valid_from DESC, id DESC;

CREATE VIEW public.fraud_current_rules AS
 SELECT r.id,
    r.kind,
    r.title_ru,
    r.title_en,
    v.version,
    v.parameters,
    v.effect,
    v.mode,
    v.weight,
    v.created_by,
    v.reason,
    v.created_at
   FROM (public.fraud_rules r
     CROSS JOIN LATERAL ( SELECT v_1.rule_id,
            v_1.version,
            v_1.parameters,
            v_1.effect,
            v_1.mode,
            v_1.weight,
            v_1.created_by,
            v_1.reason,
            v_1.created_at
           FROM public.fraud_rule_versions v_1
          WHERE (v_1.rule_id = r.id)
          ORDER BY v_1.version DESC
         LIMIT 1) v);

CREATE VIEW public.fraud_precision AS
 SELECT v.rule_id,
    v.version,
    v.mode,
    v.effect,
    count(f.id) AS flags,
    count(f.id) FILTER (WHERE (f.status = 'open'::text)) AS open,
    count(f.id) FILTER (WHERE (f.status = 'confirmed'::text)) AS confirmed,
    count(f.id) FILTER (WHERE (f.status = 'dismissed'::text)) AS dismissed,
    round(((100.0 * (count(f.id) FILTER (WHERE (f.status = 'confirmed'::text)))::numeric) / (NULLIF(count(f.id) FILTER (WHERE (f.status <> 'open'::text)), 0))::numeric), 1) AS precision_percent
   FROM (public.fraud_rule_versions v
     LEFT JOIN public.fraud_flags f ON (((f.rule_id = v.rule_id) AND (f.rule_version = v.version))))
  GROUP BY v.rule_id, v.version, v.mode, v.effect;

CREATE VIEW public.fraud_queue AS
 SELECT f.id,
    f.rule_id,
    f.rule_version,
    f.event_key,
    f.event_id,
    f.event_at,
    f.event_kind,
    f.event_subject,
    f.user_id,
    f.ip,
    f.measured,
    f.limit_value,
    f.inputs,
    f.weight,
    f.score,
    f.mode,
    f.effect,
    f.status,
    f.decided_by,
    f.decided_at,
    f.note,
    f.correlation_id,
    f.created_at,
    f.who,
    f.hits,
    f.last_at,
    r.kind AS rule_kind,
    r.title_ru,
    r.title_en,
    u.status AS user_status,
    s.name AS decided_by_name
   FROM (((public.fraud_flags f
     JOIN public.fraud_rules r ON ((r.id = f.rule_id)))
     LEFT JOIN public.users u ON ((u.id = f.user_id)))
     LEFT JOIN public.staff s ON ((s.id = f.decided_by)));

CREATE VIEW public.fraud_scores AS
 SELECT user_id,
    (sum(weight))::integer AS score,
    count(*) AS rules
   FROM ( SELECT fraud_flags.user_id,
            fraud_flags.rule_id,
            max(fraud_flags.weight) AS weight
           FROM public.fraud_flags
          WHERE ((fraud_flags.mode = 'live'::text) AND (fraud_flags.status = 'open'::text) AND (fraud_flags.user_id IS NOT NULL))
          GROUP BY fraud_flags.user_id, fraud_flags.rule_id) f
  GROUP BY user_id;

CREATE VIEW public.price_versions AS
 SELECT v.id,
    v.package_id,
    p.stars,
    v.asset,
    v.price,
    v.list_price,
    v.bonus_stars,
    v.valid_from,
    v.valid_until,
    v.is_anchor
   FROM (public.package_prices v
     JOIN public.packages p ON ((p.id = v.package_id)))
UNION ALL
 SELECT star_prices.id,
    NULL::bigint AS package_id,
    1 AS stars,
    star_prices.asset,
    star_prices.price,
    star_prices.price AS list_price,
    0 AS bonus_stars,
    star_prices.valid_from,
    star_prices.valid_until,
    star_prices.is_anchor
   FROM public.star_prices;

CREATE VIEW public.promo_figures AS
 SELECT c.id,
    c.code,
    c.kind,
    c.asset,
    c.value,
    c.budget,
    c.max_uses,
    c.max_per_user,
    c.first_only,
    c.packages,
    c.valid_from,
    c.valid_until,
    c.status,
    c.note,
    c.created_by,
    c.approved_by,
    c.created_at,
    c.changed_at,
    COALESCE(u.held, (0)::bigint) AS held,
    COALESCE(u.used, (0)::bigint) AS used,
    COALESCE(u.buyers, (0)::bigint) AS buyers,
    (COALESCE(u.cost, (0)::numeric))::bigint AS cost,
    (((c.budget)::numeric - COALESCE(u.taken, (0)::numeric)))::bigint AS budget_left,
        CASE
            WHEN ((c.status = 'active'::text) AND (now() >= c.valid_until)) THEN 'over'::text
            WHEN ((c.status = 'active'::text) AND (now() < c.valid_from)) THEN 'planned'::text
            ELSE c.status
        END AS standing,
    s.name AS author,
    a.name AS approver
   FROM (((public.promo_codes c
     LEFT JOIN LATERAL ( SELECT count(*) FILTER (WHERE (promo_uses.state = 'held'::text)) AS held,
            count(*) FILTER (WHERE (promo_uses.state = 'used'::text)) AS used,
            count(DISTINCT promo_uses.user_id) FILTER (WHERE (promo_uses.state = 'used'::text)) AS buyers,
            sum(promo_uses.cost) FILTER (WHERE (promo_uses.state = 'used'::text)) AS cost,
            sum(promo_uses.cost) FILTER (WHERE (promo_uses.state <> 'returned'::text)) AS taken
           FROM public.promo_uses
          WHERE (promo_uses.code_id = c.id)) u ON (true))
     JOIN public.staff s ON ((s.id = c.created_by)))
     LEFT JOIN public.staff a ON ((a.id = c.approved_by)));

CREATE VIEW public.suspense_postings AS
 WITH RECURSIVE moved AS (
         SELECT m.journal_id,
            m.asset,
            (sum(m.amount))::bigint AS amount,
            m.original_id
           FROM ledger.house_movements('suspense'::text) m(journal_id, asset, amount, original_id)
          GROUP BY m.journal_id, m.asset, m.original_id
        ), counted AS (
         SELECT m.journal_id,
            m.asset,
            m.amount,
            m.journal_id AS posting
           FROM moved m
          WHERE (NOT (EXISTS ( SELECT
                   FROM moved o_1
                  WHERE ((o_1.journal_id = m.original_id) AND (o_1.asset = m.asset)))))
        UNION ALL
         SELECT m.journal_id,
            m.asset,
            m.amount,
                CASE c.posting
                    WHEN c.journal_id THEN c.journal_id
                    ELSE m.journal_id
                END AS journal_id
           FROM (moved m
             JOIN counted c ON (((c.journal_id = m.original_id) AND (c.asset = m.asset))))
        ), posted AS (
         SELECT counted.posting AS journal_id,
            counted.asset,
            (sum(counted.amount) FILTER (WHERE (counted.journal_id = counted.posting)))::bigint AS put,
            (sum(counted.amount))::bigint AS lies
           FROM counted
          GROUP BY counted.posting, counted.asset
        )
 SELECT p.journal_id,
    j.recorded_at,
    p.asset,
    p.put,
    p.lies,
    w.waiting,
    GREATEST((p.lies - w.waiting), (0)::bigint) AS "left",
        CASE
            WHEN (p.lies = 0) THEN 'closed'::text
            ELSE 'open'::text
        END AS status,
    j.reason AS note,
    b.id AS break_id,
    b.class,
    b.provider_uuid,
    j.order_id,
    j.invoice_id,
    o.user_id,
        CASE
            WHEN (p.lies = 0) THEN NULL::text
            ELSE public.age_of(j.recorded_at)
        END AS age
   FROM ((((posted p
     JOIN ledger.journals j ON ((j.journal_id = p.journal_id)))
     LEFT JOIN public.breaks b ON ((b.journal_id = p.journal_id)))
     LEFT JOIN public.orders o ON ((o.id = j.order_id)))
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(r.amount), (0)::numeric))::bigint AS waiting
           FROM public.refunds r
          WHERE ((r.original_id = p.journal_id) AND (r.kind = 'adjustment'::text) AND (r.status IN ( SELECT refund_transitions.from_status
                   FROM public.refund_transitions)))) w);

CREATE INDEX account_kind_asset ON ledger.account USING btree (kind, asset_id);

CREATE INDEX account_event_account ON ledger.account_event USING btree (account_id, id);

CREATE INDEX backdated_position ON ledger.backdated USING btree ("position");

CREATE UNIQUE INDEX transfer_credit ON ledger.transfer USING btree (credit, credit_seq);

CREATE UNIQUE INDEX transfer_debit ON ledger.transfer USING btree (debit, debit_seq);

CREATE INDEX transfer_log ON ledger.transfer USING brin ("position", recorded_at) WITH (pages_per_range='32', autosummarize='on');

CREATE INDEX alert_codes_staff ON public.alert_codes USING btree (staff_id, created_at);

CREATE UNIQUE INDEX alert_receivers_chat ON public.alert_receivers USING btree (chat_id, COALESCE(thread_id, 0)) WHERE (unlinked_at IS NULL);

CREATE UNIQUE INDEX alert_receivers_staff ON public.alert_receivers USING btree (staff_id) WHERE ((staff_id IS NOT NULL) AND (unlinked_at IS NULL));

CREATE INDEX alert_tells_queued ON public.alert_tells USING btree (due_at) WHERE (state = 'queued'::text);

CREATE INDEX alerts_ended ON public.alerts USING btree (ended_at) WHERE (ended_at IS NOT NULL);

CREATE UNIQUE INDEX alerts_open ON public.alerts USING btree (kind, subject) WHERE (ended_at IS NULL);

CREATE INDEX alerts_raised ON public.alerts USING btree (raised_at, id);

CREATE INDEX audit_log_staff ON ONLY public.audit_log USING btree (staff_id, at);

CREATE INDEX audit_log_subject ON ONLY public.audit_log USING btree (subject_type, subject_id, at);

CREATE INDEX backups_latest ON public.backups USING btree (kind, started_at DESC);

CREATE INDEX break_events_break ON public.break_events USING btree (break_id, id);

CREATE INDEX breaks_credited ON public.breaks USING btree (credited_to, resolved_at) WHERE (credited_to IS NOT NULL);

CREATE INDEX breaks_invoice ON public.breaks USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);

CREATE INDEX breaks_journal ON public.breaks USING btree (journal_id) WHERE (journal_id IS NOT NULL);

CREATE UNIQUE INDEX breaks_open ON public.breaks USING btree (class, subject) WHERE (status = 'open'::text);

CREATE INDEX breaks_opened ON public.breaks USING btree (opened_at, id);

CREATE INDEX breaks_order ON public.breaks USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX breaks_subject ON public.breaks USING btree (subject, class);

CREATE INDEX deliveries_created ON public.deliveries USING btree (created_at, id);

CREATE INDEX deliveries_hold ON public.deliveries USING btree (hold_journal_id) WHERE (hold_journal_id IS NOT NULL);

CREATE INDEX deliveries_needs_person ON public.deliveries USING btree (id) WHERE needs_person;

CREATE INDEX deliveries_open ON public.deliveries USING btree (updated_at) WHERE (status = ANY (ARRAY['reserved'::text, 'submitted'::text, 'uncertain'::text]));

CREATE UNIQUE INDEX deliveries_order ON public.deliveries USING btree (order_id) WHERE ((order_id IS NOT NULL) AND (status <> 'failed'::text));

CREATE INDEX deliveries_orders ON public.deliveries USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX deliveries_owed ON public.deliveries USING btree (id) WHERE ((status = 'failed'::text) AND (paid_at IS NOT NULL));

CREATE INDEX deliveries_recipient ON public.deliveries USING btree (recipient, created_at) WHERE (recipient IS NOT NULL);

CREATE UNIQUE INDEX deliveries_ref ON public.deliveries USING btree (supplier, supplier_ref) WHERE (supplier_ref IS NOT NULL);

CREATE INDEX deliveries_status ON public.deliveries USING btree (status, id);

CREATE INDEX deliveries_unbooked ON public.deliveries USING btree (created_at) WHERE ((paid_at IS NULL) AND (cost IS NOT NULL));

CREATE INDEX deliveries_user ON public.deliveries USING btree (user_id, created_at DESC, id DESC);

CREATE INDEX delivery_answers_delivery ON public.delivery_answers USING btree (delivery_id, id);

CREATE INDEX delivery_answers_raw ON public.delivery_answers USING btree (at) WHERE (raw <> ''::text);

CREATE INDEX delivery_events_delivery ON public.delivery_events USING btree (delivery_id, id);

CREATE INDEX error_groups_last ON public.error_groups USING btree (last_at, id);

CREATE INDEX error_occurrences_group ON public.error_occurrences USING btree (group_id, id);

CREATE INDEX error_occurrences_reference ON public.error_occurrences USING btree (reference, id);

CREATE INDEX error_occurrences_user ON public.error_occurrences USING btree (user_id) WHERE (user_id IS NOT NULL);

CREATE INDEX float_readings_latest ON public.float_readings USING btree (place, asset, at DESC);

CREATE INDEX fraud_events_ip ON ONLY public.fraud_events USING btree (ip, kind, at) WHERE (user_id IS NULL);

CREATE INDEX fraud_events_kind ON ONLY public.fraud_events USING btree (kind, at, id);

CREATE INDEX fraud_events_recipient ON ONLY public.fraud_events USING btree ((recipient_hashes[1]), at, id) WHERE (kind = 'delivery'::text);

CREATE INDEX fraud_events_user ON ONLY public.fraud_events USING btree (kind, user_id, at, id);

CREATE INDEX fraud_flags_created ON public.fraud_flags USING btree (created_at, id);

CREATE INDEX fraud_flags_delivery ON public.fraud_flags USING btree (event_subject) WHERE (event_kind = 'delivery'::text);

CREATE INDEX fraud_flags_live ON public.fraud_flags USING btree (user_id, rule_id) WHERE ((mode = 'live'::text) AND (status <> 'dismissed'::text) AND (user_id IS NOT NULL));

CREATE UNIQUE INDEX fraud_flags_open ON public.fraud_flags USING btree (rule_id, rule_version, mode, who) WHERE (status = 'open'::text);

CREATE INDEX fraud_flags_queue ON public.fraud_flags USING btree (status, mode, created_at, id);

CREATE INDEX fraud_flags_user ON public.fraud_flags USING btree (user_id, created_at DESC) WHERE (user_id IS NOT NULL);

CREATE INDEX fraud_hits_age ON public.fraud_hits USING btree (public.time_of_id(event_id));

CREATE INDEX fraud_list_entries_network ON public.fraud_list_entries USING gist (network inet_ops) WHERE (network IS NOT NULL);

CREATE INDEX fraud_list_entries_payer ON public.fraud_list_entries USING btree (payer_hash) WHERE (payer_hash IS NOT NULL);

CREATE INDEX fraud_list_entries_recipient ON public.fraud_list_entries USING btree (recipient_hash) WHERE (recipient_hash IS NOT NULL);

CREATE INDEX fraud_list_entries_user ON public.fraud_list_entries USING btree (user_id) WHERE (user_id IS NOT NULL);

CREATE INDEX fraud_payers_user ON public.fraud_payers USING btree (user_id);

CREATE INDEX fraud_snoozes_user ON public.fraud_snoozes USING btree (user_id, rule_id, until);

CREATE INDEX invoices_created ON public.invoices USING btree (created_at, id);

CREATE INDEX invoices_due ON public.invoices USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX invoices_ending ON public.invoices USING btree (expires_at) WHERE (NOT is_final);

CREATE INDEX login_attempts_locked ON public.login_attempts USING btree (locked_until) WHERE (locked_until IS NOT NULL);

CREATE INDEX login_attempts_old ON public.login_attempts USING btree (last_at);

CREATE INDEX login_places_place ON public.login_places USING btree (place);

CREATE INDEX notifications_blocked ON public.notifications USING btree (user_id) WHERE (state = 'blocked'::text);

CREATE INDEX notifications_created_at ON public.notifications USING btree (created_at, id);

CREATE INDEX notifications_set_aside ON public.notifications USING btree (alone_since) WHERE ((state = 'failed'::text) AND (alone_since IS NOT NULL));

CREATE INDEX notifications_subject ON public.notifications USING btree (subject_id);

CREATE INDEX notifications_telegram ON public.notifications USING btree (user_id, telegram_message_id) WHERE (telegram_message_id IS NOT NULL);

CREATE INDEX notifications_unsent ON public.notifications USING btree (state, created_at) WHERE (state <> 'sent'::text);

CREATE INDEX notifications_user ON public.notifications USING btree (user_id, created_at DESC);

CREATE INDEX notifications_waiting ON public.notifications USING btree (user_id, seq) WHERE (state = 'queued'::text);

CREATE INDEX open_updates_person ON public.open_updates USING btree (telegram_id, update_id);

CREATE INDEX orders_created_at ON public.orders USING btree (created_at, id);

CREATE INDEX orders_journal ON public.orders USING btree (journal_id) WHERE (journal_id IS NOT NULL);

CREATE INDEX orders_status ON public.orders USING btree (status, id DESC);

CREATE INDEX orders_then ON public.orders USING btree (user_id) WHERE (then_stars IS NOT NULL);

CREATE INDEX orders_user ON public.orders USING btree (user_id, created_at DESC, id DESC);

CREATE INDEX outbox_failed ON ONLY public.outbox USING btree (failed_at) WHERE ((done_at IS NULL) AND (failed_at IS NOT NULL));

CREATE INDEX outbox_open ON ONLY public.outbox USING btree (run_at) WHERE ((done_at IS NULL) AND (failed_at IS NULL) AND (relayed_at IS NULL));

CREATE INDEX outbox_relayed ON ONLY public.outbox USING btree (relayed_at) WHERE ((done_at IS NULL) AND (failed_at IS NULL) AND (relayed_at IS NOT NULL));

CREATE INDEX package_prices_in_force ON public.package_prices USING btree (package_id, valid_from DESC, version DESC);

CREATE INDEX price_change_events_change ON public.price_change_events USING btree (change_id, id);

CREATE INDEX price_changes_package ON public.price_changes USING btree (package_id, id);

CREATE INDEX price_changes_status ON public.price_changes USING btree (status, id);

CREATE INDEX promo_uses_counted ON public.promo_uses USING btree (code_id) INCLUDE (cost) WHERE (state <> 'returned'::text);

CREATE INDEX promo_uses_user ON public.promo_uses USING btree (user_id, code_id);

CREATE INDEX proposals_staff ON public.proposals USING btree (staff_id, decided_at) WHERE (staff_id IS NOT NULL);

CREATE INDEX proposals_status ON public.proposals USING btree (status, id);

CREATE UNIQUE INDEX proposals_waiting ON public.proposals USING btree (kind, subject) WHERE (status = 'waiting'::text);

CREATE INDEX provider_events_raw ON public.provider_events USING btree (received_at) WHERE ((body <> ''::text) OR (ip IS NOT NULL));

CREATE INDEX provider_events_received ON public.provider_events USING btree (received_at, id);

CREATE INDEX refund_addresses_refund ON public.refund_addresses USING btree (refund_id, id);

CREATE INDEX refund_addresses_user ON public.refund_addresses USING btree (user_id, id);

CREATE INDEX refund_events_refund ON public.refund_events USING btree (refund_id, id);

CREATE INDEX refunds_created ON public.refunds USING btree (created_at, id);

CREATE INDEX refunds_needs_person ON public.refunds USING btree (id) WHERE needs_person;

CREATE UNIQUE INDEX refunds_one_per_invoice ON public.refunds USING btree (invoice_id) WHERE ((destination = 'address'::text) AND (status <> ALL (ARRAY['rejected'::text, 'cancelled'::text])));

CREATE INDEX refunds_order ON public.refunds USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX refunds_original ON public.refunds USING btree (original_id) WHERE (original_id IS NOT NULL);

CREATE INDEX refunds_status ON public.refunds USING btree (status, id);

CREATE INDEX refunds_user ON public.refunds USING btree (user_id, created_at DESC);

CREATE INDEX security_events_kind ON ONLY public.security_events USING btree (kind, at);

CREATE INDEX security_events_user ON ONLY public.security_events USING btree (user_id, at);

CREATE INDEX shown_errors_reference ON ONLY public.shown_errors USING btree (reference, at);

CREATE INDEX shown_errors_user ON ONLY public.shown_errors USING btree (user_id, at);

CREATE UNIQUE INDEX staff_email ON public.staff USING btree (lower(email));

CREATE UNIQUE INDEX staff_links_open ON public.staff_links USING btree (staff_id, purpose) WHERE (ended_at IS NULL);

CREATE INDEX staff_places_seen ON public.staff_places USING btree (staff_id, last_at);

CREATE INDEX staff_sessions_expire ON public.staff_sessions USING btree (expire);

CREATE INDEX staff_sessions_person ON public.staff_sessions USING btree ((((sess -> 'passport'::text) ->> 'user'::text)));

CREATE INDEX star_prices_in_force ON public.star_prices USING btree (asset, valid_from DESC, id DESC);

CREATE INDEX supplier_events_raw ON public.supplier_events USING btree (received_at) WHERE (body <> ''::text);

CREATE INDEX supplier_events_ref ON public.supplier_events USING btree (supplier, ref);

CREATE INDEX supplier_quotes_latest ON public.supplier_quotes USING btree (supplier, stars, at DESC);

CREATE INDEX supplier_quotes_newest ON public.supplier_quotes USING btree (supplier, asset, at DESC);

CREATE INDEX sweeps_started ON public.sweeps USING btree (started_at DESC);

CREATE INDEX ticket_messages_album ON public.ticket_messages USING btree (user_id, media_group_id) WHERE (media_group_id IS NOT NULL);

CREATE UNIQUE INDEX ticket_messages_telegram ON public.ticket_messages USING btree (user_id, telegram_message_id) WHERE (author = 'user'::text);

CREATE INDEX ticket_messages_ticket ON public.ticket_messages USING btree (ticket_id, seq);

CREATE INDEX ticket_messages_user_telegram ON public.ticket_messages USING btree (user_id, telegram_message_id) WHERE (telegram_message_id IS NOT NULL);

CREATE INDEX tickets_created_at ON public.tickets USING btree (created_at, id);

CREATE INDEX tickets_due ON public.tickets USING btree (due_at, id);

CREATE INDEX tickets_merged ON public.tickets USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX tickets_order ON public.tickets USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX tickets_owner ON public.tickets USING btree (owner_id, status, created_at) WHERE (owner_id IS NOT NULL);

CREATE INDEX tickets_owner_due ON public.tickets USING btree (owner_id, due_at, id) WHERE (due_at IS NOT NULL);

CREATE INDEX tickets_status ON public.tickets USING btree (status, updated_at, id);

CREATE INDEX tickets_support_code ON public.tickets USING btree (support_code) WHERE (support_code IS NOT NULL);

CREATE INDEX tickets_updated ON public.tickets USING btree (updated_at, id);

CREATE INDEX tickets_user ON public.tickets USING btree (user_id, created_at DESC);

CREATE INDEX ton_incoming_lt ON public.ton_incoming USING btree (lt);

CREATE INDEX ton_payment_events_payment ON public.ton_payment_events USING btree (payment_id, id);

CREATE INDEX ton_payments_open ON public.ton_payments USING btree (id) WHERE (state = ANY (ARRAY['wanted'::text, 'signed'::text, 'stuck'::text]));

CREATE UNIQUE INDEX ton_payments_outstanding ON public.ton_payments USING btree (wallet) WHERE (state = 'signed'::text);

CREATE UNIQUE INDEX ton_payments_seqno ON public.ton_payments USING btree (wallet, seqno) WHERE (state = ANY (ARRAY['signed'::text, 'seen'::text, 'stuck'::text]));

CREATE INDEX treasury_bookings_delivery ON public.treasury_bookings USING btree (delivery_id) WHERE (delivery_id IS NOT NULL);

CREATE INDEX treasury_bookings_person ON public.treasury_bookings USING btree (booked_by, created_at);

CREATE INDEX users_created_at ON public.users USING btree (created_at, id);

CREATE INDEX users_not_active ON public.users USING btree (status, id) WHERE (status <> 'active'::text);

CREATE INDEX users_referred_by ON public.users USING btree (referred_by) WHERE (referred_by IS NOT NULL);

CREATE INDEX users_username ON public.users USING btree (lower(username));

CREATE OR REPLACE FUNCTION ledger.account_number(k ledger.account_kind, of_user bigint, shard integer, asset_id smallint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN k.is_house
    THEN (1::bigint << 62) | (k.code::bigint << 12) | (shard::bigint << 4) | asset_id
    ELSE (of_user << 7) | (k.code::bigint << 4) | asset_id END
$function$
;

CREATE OR REPLACE FUNCTION ledger.add_asset(p_code text, p_exponent integer)
 RETURNS smallint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  found ledger.asset;
  new_id smallint;
BEGIN
  SELECT * INTO found FROM ledger.asset WHERE code = p_code;
  IF found.id IS NULL THEN
    LOCK TABLE ledger.asset IN SHARE ROW EXCLUSIVE MODE; -- two processes that start at once take turns
    SELECT * INTO found FROM ledger.asset WHERE code = p_code;
  END IF;
  IF found.id IS NOT NULL THEN
    IF found.exponent <> p_exponent THEN
      RAISE EXCEPTION 'asset % has % decimals', p_code, found.exponent
        USING ERRCODE = 'LG006', DETAIL = json_build_object('asset', p_code)::text;
    END IF;
    RETURN found.id;
  END IF;
  SELECT coalesce(max(id), 0) + 1 INTO new_id FROM ledger.asset;
  IF new_id > 15 THEN
    RAISE EXCEPTION 'all places for assets are taken'
      USING ERRCODE = 'LG006', DETAIL = json_build_object('asset', p_code)::text;
  END IF;
  INSERT INTO ledger.asset (id, code, exponent) VALUES (new_id, p_code, p_exponent);
  WITH opened AS (
    INSERT INTO ledger.account (id, kind, asset_id, shard)
    SELECT ledger.account_number(k, NULL, shard, new_id), k.kind, new_id, shard
    FROM ledger.account_kind k, generate_series(0, 15) shard WHERE k.is_house
    RETURNING id
  )
  INSERT INTO ledger.balance (id, floor) SELECT id, -9223372036854775808 FROM opened;
  RETURN new_id;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.against_original(p_original uuid, p_debits bigint[], p_credits bigint[], p_amounts bigint[])
 RETURNS TABLE(asset text, paid numeric, earlier numeric, asked numeric)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  is_hold boolean;
BEGIN
  SELECT t.kind IN ('hold', 'dispatch') INTO is_hold
  FROM ledger.transfer t WHERE t.journal_id = p_original AND t.line = 1;
  RETURN QUERY
  WITH lines AS (
    SELECT 'paid' AS part, t.debit, t.credit, t.amount FROM ledger.transfer t WHERE t.journal_id = p_original
    UNION ALL
    SELECT 'earlier', t.debit, t.credit, t.amount
    FROM ledger.derived h JOIN ledger.transfer t ON t.journal_id = h.journal_id
    WHERE h.original_id = p_original
    UNION ALL
    SELECT 'asked', u.debit, u.credit, u.amount
    FROM unnest(p_debits, p_credits, p_amounts) u (debit, credit, amount)
  ), counted AS (
    SELECT l.part, l.amount, l.debit & 15 AS asset_id,
      CASE WHEN is_hold THEN CASE l.part WHEN 'paid' THEN l.credit ELSE l.debit END END AS account
    FROM lines l JOIN ledger.account d ON d.id = l.debit JOIN ledger.account c ON c.id = l.credit
      JOIN ledger.account_kind dk ON dk.kind = d.kind JOIN ledger.account_kind ck ON ck.kind = c.kind
    WHERE CASE
      WHEN is_hold AND l.part = 'paid' THEN c.kind IN ('hold', 'delivery')
      WHEN is_hold THEN d.kind IN ('hold', 'delivery')
      WHEN 'fees' IN (d.kind, c.kind) THEN false
      WHEN l.part = 'paid' THEN dk.is_source
      ELSE ck.is_source END
  )
  SELECT a.code,
    coalesce(sum(n.amount) FILTER (WHERE n.part = 'paid'), 0),
    coalesce(sum(n.amount) FILTER (WHERE n.part = 'earlier'), 0),
    coalesce(sum(n.amount) FILTER (WHERE n.part = 'asked'), 0)
  FROM counted n JOIN ledger.asset a ON a.id = n.asset_id GROUP BY a.code, n.account;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.balance_at(p_account bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT coalesce((ledger.entry_at(p_account, ledger.seq_at(p_account, p_at))).balance_after, 0)
$function$
;

CREATE OR REPLACE FUNCTION ledger.balance_effective(p_account bigint, p_at timestamp with time zone)
 RETURNS numeric
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
  WITH moved AS (
    SELECT b.amount, b.effective_at, b.recorded_at FROM ledger.backdated b WHERE b.account_id = p_account
    UNION ALL
    SELECT CASE WHEN t.debit = p_account THEN -t.amount ELSE t.amount END, t.effective_at, t.recorded_at
    FROM ledger.transfer t
    WHERE t.position > ledger.sealed_position() AND t.effective_at IS NOT NULL
      AND p_account IN (t.debit, t.credit)
  )
  SELECT ledger.balance_at(p_account, p_at)
    + coalesce(sum(m.amount) FILTER (WHERE m.effective_at <= p_at AND m.recorded_at > p_at), 0)
    - coalesce(sum(m.amount) FILTER (WHERE m.effective_at > p_at AND m.recorded_at <= p_at), 0)
  FROM moved m
$function$
;

CREATE OR REPLACE FUNCTION ledger.block_hash(b ledger.block, rows_hash bytea)
 RETURNS bytea
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT sha256(b.previous || int8send(b.number) || int8send(b.first_position) || int8send(b.last_position)
    || int8send(b.transfers) || rows_hash)
$function$
;

CREATE OR REPLACE FUNCTION ledger.check_accounts(p_after bigint, p_count integer, OUT last bigint, OUT problem text, OUT "position" bigint, OUT account_id bigint, OUT seq bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  upto bigint;
BEGIN
  SELECT b.id INTO last FROM ledger.balance b WHERE b.id > p_after ORDER BY b.id OFFSET p_count - 1 LIMIT 1;
  upto := coalesce(last, 9223372036854775807);
  SELECT x.problem, x.position, x.id, x.seq INTO problem, position, account_id, seq
  FROM (
    SELECT coalesce(a.id, b.id) AS id, b.seq, h.position, CASE
      WHEN a.id IS NULL OR b.id IS NULL THEN 'account and balance do not belong together'
      WHEN a.id <> ledger.account_number(k, a.user_id, a.shard, a.asset_id)
        THEN 'account is not what its number says'
      WHEN b.floor <> CASE WHEN k.is_house THEN -9223372036854775808 ELSE 0 END
        THEN 'floor is not that of its kind'
      WHEN b.frozen <> coalesce((
          SELECT e.event = 'frozen' FROM ledger.account_event e WHERE e.account_id = b.id
          ORDER BY e.id DESC LIMIT 1
        ), false)
        THEN 'frozen or not against its events'
      ELSE h.problem END AS problem
    FROM (SELECT * FROM ledger.account a WHERE a.id > p_after AND a.id <= upto) a
      FULL JOIN (SELECT * FROM ledger.balance b WHERE b.id > p_after AND b.id <= upto) b ON b.id = a.id
      LEFT JOIN ledger.account_kind k ON k.kind = a.kind
      LEFT JOIN LATERAL ledger.check_head(b) h ON true
  ) x
  WHERE x.problem IS NOT NULL ORDER BY x.position NULLS LAST, x.id LIMIT 1;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.check_closing(p_day date)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  c ledger.closing;
  before ledger.closing;
BEGIN
  SELECT * INTO c FROM ledger.closing WHERE day = p_day;
  SELECT * INTO before FROM ledger.closing WHERE day < p_day ORDER BY day DESC LIMIT 1;
  IF c.day IS NULL OR before.day <> p_day - 1 THEN RETURN 'closing is missing'; END IF;
  IF NOT EXISTS (
    SELECT FROM ledger.block b WHERE b.number = c.block AND b.last_position = c.position AND b.hash = c.hash
  ) THEN
    RETURN 'closing names a block that is not in the chain';
  END IF;
  IF EXISTS (
    SELECT FROM ledger.closing_balances_from(before, c.position) n
      FULL JOIN (SELECT * FROM ledger.closing_balance s WHERE s.day = p_day) s USING (kind, asset_id)
    WHERE coalesce(n.sum, 0) <> coalesce(s.balance, 0)
  ) THEN RETURN 'closing has wrong balances'; END IF;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.check_end()
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT CASE
    WHEN EXISTS (SELECT FROM ledger.checkpoint c WHERE c.position > ledger.sealed_position())
      THEN 'blocks that were checked are missing'
    WHEN EXISTS (SELECT FROM ledger.backdated d WHERE d.position > ledger.sealed_position())
      THEN 'blocks that were sealed are missing'
    WHEN EXISTS (SELECT FROM ledger.publication p
      WHERE NOT EXISTS (SELECT FROM ledger.closing c WHERE c.day = p.day))
      THEN 'a closing that was published is missing'
  END
$function$
;

CREATE OR REPLACE FUNCTION ledger.check_entries(p_from bigint, p_to bigint, p_heads boolean)
 RETURNS TABLE(problem text, "position" bigint, account_id bigint, seq bigint, journal_id uuid, line smallint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  -- Read after the snapshot was taken, so no transfer of the snapshot is after it.
  last bigint := ledger.last_position();
BEGIN
  RETURN QUERY
  WITH leg AS MATERIALIZED (
    SELECT e.*, lag(e.seq) OVER w AS before_seq, lag(e.balance_after) OVER w AS before_balance,
      lag(e.recorded_at) OVER w AS before_at, lag(e.position) OVER w AS before_position
    FROM ledger.entries e WHERE e.position > p_from AND e.position <= p_to
    WINDOW w AS (PARTITION BY e.account_id ORDER BY e.seq, e.position)
  ), known AS (
    SELECT l.account_id, l.other_account_id, l.seq, l.side, l.amount, l.balance_after, l.recorded_at,
      l.position, l.journal_id, l.line, l.before_seq,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_balance WHEN l.seq = 1 THEN 0 ELSE p.balance_after END
        AS before_balance,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_at ELSE p.recorded_at END AS before_at,
      CASE WHEN l.before_seq IS NOT NULL THEN l.before_position ELSE p.position END AS before_position
    FROM leg l LEFT JOIN LATERAL (
      -- The first entry of an account in this range. The entry before it is outside the range.
      SELECT t.debit_after AS balance_after, t.recorded_at, t.position FROM ledger.transfer t
      WHERE l.before_seq IS NULL AND t.debit = l.account_id AND t.debit_seq = l.seq - 1
      UNION ALL
      SELECT t.credit_after, t.recorded_at, t.position FROM ledger.transfer t
      WHERE l.before_seq IS NULL AND t.credit = l.account_id AND t.credit_seq = l.seq - 1
      LIMIT 1
    ) p ON true
  )
  SELECT x.problem, k.position, k.account_id, k.seq, k.journal_id, k.line
  FROM known k JOIN ledger.balance b ON b.id = k.account_id,
    LATERAL (SELECT CASE
      WHEN k.position NOT BETWEEN 1 AND last THEN 'position outside of the log'
      WHEN k.before_seq = k.seq THEN 'sequence number used twice'
      WHEN k.seq < 1 OR k.seq <> coalesce(k.before_seq + 1, k.seq) OR k.before_balance IS NULL
        THEN 'an entry is missing before'
      WHEN k.amount = 0 OR k.account_id = k.other_account_id OR (k.amount < 0) <> (k.side = 'debit')
        OR ((k.account_id # k.other_account_id) & 15) <> 0
        THEN 'not a movement'
      WHEN k.balance_after::numeric <> k.before_balance::numeric + k.amount THEN 'balance does not follow'
      WHEN k.side = 'debit' AND k.balance_after < b.floor THEN 'below the floor'
      WHEN k.recorded_at < k.before_at OR k.position <= k.before_position
        THEN 'recorded before its predecessor'
    END AS problem) x
  WHERE x.problem IS NOT NULL
  UNION ALL
  SELECT 'no such account', l.position, l.account_id, l.seq, l.journal_id, l.line
  FROM leg l WHERE NOT EXISTS (SELECT FROM ledger.balance b WHERE b.id = l.account_id)
  UNION ALL
  SELECT 'journal is not whole', min(t.position), NULL, NULL, t.journal_id, min(t.line)
  FROM (SELECT DISTINCT l.journal_id FROM leg l) j JOIN ledger.transfer t ON t.journal_id = j.journal_id
  GROUP BY t.journal_id
  HAVING count(*) <> max(t.line) OR min(t.line) <> 1 OR count(t.kind) <> 1
    OR count(t.kind) FILTER (WHERE t.line = 1) <> 1
  UNION ALL
  SELECT x.problem, t.position, NULL, NULL, t.journal_id, t.line
  FROM ledger.transfer t, LATERAL (SELECT CASE
    WHEN NOT EXISTS (
      SELECT FROM ledger.derived d WHERE d.original_id = t.original_id AND d.journal_id = t.journal_id
    ) THEN 'not noted with its original'
    WHEN EXISTS (
      SELECT FROM ledger.against_original(t.original_id, '{}', '{}', '{}') u WHERE u.earlier > u.paid
    ) THEN 'goes beyond its original'
    END AS problem) x
  WHERE t.position > p_from AND t.position <= p_to AND t.original_id IS NOT NULL AND x.problem IS NOT NULL
  UNION ALL
  SELECT h.problem, h.position, h.account_id, h.seq, NULL, NULL
  FROM (SELECT DISTINCT l.account_id AS id FROM leg l WHERE p_heads) a
    JOIN ledger.balance b ON b.id = a.id, LATERAL ledger.check_head(b) h
  ORDER BY 2 NULLS LAST, 1 LIMIT 100;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.check_head(b ledger.balance)
 RETURNS TABLE(problem text, "position" bigint, account_id bigint, seq bigint)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT 'account does not stand where its last entry left it', h.position, b.id, b.seq
  FROM (SELECT) nothing LEFT JOIN LATERAL (
    SELECT u.* FROM (
      (SELECT t.debit_seq AS seq, t.debit_after AS balance, t.position
       FROM ledger.transfer t WHERE t.debit = b.id ORDER BY t.debit_seq DESC LIMIT 1)
      UNION ALL
      (SELECT t.credit_seq, t.credit_after, t.position
       FROM ledger.transfer t WHERE t.credit = b.id ORDER BY t.credit_seq DESC LIMIT 1)
    ) u ORDER BY u.seq DESC LIMIT 1
  ) h ON true
  WHERE b.seq <> coalesce(h.seq, 0) OR b.balance <> coalesce(h.balance, 0)
$function$
;

CREATE OR REPLACE FUNCTION ledger.check_links(p_after uuid, p_count integer, OUT last uuid, OUT problem text, OUT journal_id uuid)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  upto uuid;
BEGIN
  SELECT k.link_id INTO last FROM ledger.journal_link k WHERE k.link_id > p_after
  ORDER BY k.link_id OFFSET p_count - 1 LIMIT 1;
  upto := coalesce(last, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  SELECT 'a link names a journal that does not name it', x.journal_id INTO problem, journal_id
  FROM (
    SELECT k.journal_id FROM ledger.journal_link k WHERE k.link_id > p_after AND k.link_id <= upto
      AND NOT EXISTS (SELECT FROM ledger.transfer t
        WHERE t.journal_id = k.journal_id AND t.line = 1
          AND k.link_id IN (t.order_id, t.invoice_id, t.refund_id, t.ticket_id))
    UNION ALL
    SELECT d.journal_id FROM ledger.derived d WHERE d.original_id > p_after AND d.original_id <= upto
      AND NOT EXISTS (SELECT FROM ledger.transfer t
        WHERE t.journal_id = d.journal_id AND t.line = 1 AND t.original_id = d.original_id)
  ) x LIMIT 1;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.check_sums()
 RETURNS TABLE(asset text, balance numeric)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT s.code, sum(b.balance) FROM ledger.balance b JOIN ledger.asset s ON s.id = b.id & 15
  GROUP BY s.code HAVING sum(b.balance) <> 0
$function$
;

CREATE OR REPLACE FUNCTION ledger.close_days(p_head ledger.block, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  last ledger.closing;
  today date := (p_at AT TIME ZONE 'UTC')::date;
  ended date;
BEGIN
  SELECT * INTO last FROM ledger.closing ORDER BY day DESC LIMIT 1;
  ended := coalesce(last.day + 1, today - 1);
  WHILE ended < today LOOP
    INSERT INTO ledger.closing (day, block, position, hash)
    VALUES (ended, p_head.number, p_head.last_position, p_head.hash);
    INSERT INTO ledger.closing_balance (day, kind, asset_id, balance)
    SELECT ended, n.kind, n.asset_id, n.sum FROM ledger.closing_balances_from(last, p_head.last_position) n;
    SELECT * INTO last FROM ledger.closing ORDER BY day DESC LIMIT 1;
    ended := ended + 1;
  END LOOP;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.closing_balances_from(p_base ledger.closing, p_position bigint)
 RETURNS TABLE(kind text, asset_id smallint, sum numeric)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT n.kind, n.asset_id, sum(n.delta)
  FROM (
    SELECT a.kind, a.asset_id, e.delta
    FROM (
      SELECT m.account, sum(m.delta) AS delta
      FROM (
        SELECT t.debit AS account, -t.amount AS delta FROM ledger.transfer t
        WHERE t.position > coalesce(p_base.position, 0) AND t.position <= p_position
        UNION ALL
        SELECT t.credit, t.amount FROM ledger.transfer t
        WHERE t.position > coalesce(p_base.position, 0) AND t.position <= p_position
      ) m GROUP BY m.account
    ) e JOIN ledger.account a ON a.id = e.account
    UNION ALL
    SELECT c.kind, c.asset_id, c.balance FROM ledger.closing_balance c WHERE c.day = p_base.day
  ) n GROUP BY n.kind, n.asset_id
$function$
;

CREATE OR REPLACE FUNCTION ledger.digest(t ledger.transfer)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  SELECT sha256(convert_to(jsonb_build_array(
    t.position, t.journal_id, t.line, t.debit, t.credit, t.amount,
    t.debit_seq, t.credit_seq, t.debit_after, t.credit_after,
    (extract(epoch FROM t.recorded_at) * 1000000)::bigint,
    CASE WHEN isfinite(t.effective_at) THEN to_jsonb((extract(epoch FROM t.effective_at) * 1000000)::bigint)
      ELSE to_jsonb(t.effective_at::text) END,
    t.kind::text, t.order_id, t.invoice_id, t.refund_id, t.ticket_id, t.original_id,
    t.reason, t.actor, t.correlation)::text, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION ledger.entry_at(p_account bigint, p_seq bigint, OUT recorded_at timestamp with time zone, OUT balance_after bigint, OUT "position" bigint)
 RETURNS record
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  SELECT t.recorded_at, t.debit_after, t.position INTO recorded_at, balance_after, position
  FROM ledger.transfer t WHERE t.debit = p_account AND t.debit_seq = p_seq;
  IF NOT FOUND THEN
    SELECT t.recorded_at, t.credit_after, t.position INTO recorded_at, balance_after, position
    FROM ledger.transfer t WHERE t.credit = p_account AND t.credit_seq = p_seq;
  END IF;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.house_account(kind text, asset text, journal uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT ledger.account_number(k, NULL, get_byte(uuid_send(journal), 15) & 15, a.id)
  FROM ledger.account_kind k, ledger.asset a
  WHERE k.kind = house_account.kind AND k.is_house AND a.code = house_account.asset
$function$
;

CREATE OR REPLACE FUNCTION ledger.house_movements(p_kind text)
 RETURNS TABLE(journal_id uuid, asset text, amount bigint, original_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT a.id, s.code FROM ledger.account a JOIN ledger.asset s ON s.id = a.asset_id
    WHERE a.kind = p_kind AND a.user_id IS NULL
  LOOP
    RETURN QUERY SELECT m.journal_id, part.code, m.amount,
        (SELECT h.original_id FROM ledger.transfer h WHERE h.journal_id = m.journal_id AND h.line = 1)
      FROM (
        SELECT t.journal_id, -t.amount AS amount FROM ledger.transfer t WHERE t.debit = part.id
        UNION ALL
        SELECT t.journal_id, t.amount FROM ledger.transfer t WHERE t.credit = part.id
      ) m;
  END LOOP;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.house_statement(p_kind text, p_asset text, p_from timestamp with time zone DEFAULT '-infinity'::timestamp with time zone, p_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone, p_after bigint DEFAULT 0, p_limit integer DEFAULT 1000)
 RETURNS SETOF ledger.entries
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  shards bigint[];
  low bigint;
  last bigint;
  window_size bigint := 4096;
  found_rows integer;
  wanted integer := least(p_limit, 1000);
BEGIN
  SELECT array_agg(a.id) INTO shards FROM ledger.account a JOIN ledger.asset s ON s.id = a.asset_id
  WHERE a.kind = p_kind AND s.code = p_asset AND a.user_id IS NULL;
  SELECT greatest(p_after, coalesce(max(b.last_position), 0)) INTO low FROM ledger.block b
  WHERE b.last_recorded_at < p_from;
  SELECT last_value INTO last FROM ledger.transfer_position;
  WHILE wanted > 0 AND low < last LOOP
    RETURN QUERY SELECT e.* FROM ledger.entries e
      WHERE e.position > low AND e.position <= low + window_size AND e.account_id = ANY (shards)
        AND e.recorded_at > p_from AND e.recorded_at <= p_to
      ORDER BY e.position LIMIT wanted;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    wanted := wanted - found_rows;
    low := low + window_size;
    window_size := least(window_size * 2, 262144);
  END LOOP;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.is_same(p_journal uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[], p_effective_at timestamp with time zone, p_links uuid[])
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT (array_agg(t.debit ORDER BY t.line) = p_debits AND array_agg(t.credit ORDER BY t.line) = p_credits
    AND array_agg(t.amount ORDER BY t.line) = p_amounts AND max(t.kind)::text = p_kind
    AND max(t.effective_at) IS NOT DISTINCT FROM p_effective_at
    AND (array_agg(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id, t.original_id])
      FILTER (WHERE t.line = 1)) = ARRAY[p_links]) IS TRUE
  FROM ledger.transfer t WHERE t.journal_id = p_journal
$function$
;

CREATE OR REPLACE FUNCTION ledger.journals_before(p_before bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 1000)
 RETURNS SETOF ledger.journals
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  high bigint := p_before;
  window_size bigint := 1024;
  found_rows integer;
  wanted integer := least(p_limit, 1000);
BEGIN
  IF high IS NULL THEN SELECT last_value + 1 INTO high FROM ledger.transfer_position; END IF;
  WHILE wanted > 0 AND high > 1 LOOP
    RETURN QUERY SELECT j.* FROM ledger.journals j
      WHERE j.position < high AND j.position >= high - window_size ORDER BY j.position DESC LIMIT wanted;
    GET DIAGNOSTICS found_rows = ROW_COUNT;
    wanted := wanted - found_rows;
    high := high - window_size;
    window_size := least(window_size * 4, 262144);
  END LOOP;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.journals_of(p_id uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
  SELECT l.journal_id FROM ledger.journal_link l WHERE l.link_id = p_id
  UNION
  SELECT d.journal_id FROM ledger.derived d WHERE d.original_id = p_id
  UNION
  SELECT t.journal_id FROM ledger.transfer t
  WHERE t.position > ledger.sealed_position() AND t.line = 1
    AND p_id IN (t.order_id, t.invoice_id, t.refund_id, t.ticket_id)
$function$
;

CREATE OR REPLACE FUNCTION ledger.last_position()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger.transfer_position
$function$
;

CREATE OR REPLACE FUNCTION ledger.lock_original(p_journal uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1 FOR NO KEY UPDATE;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.mark_published(p_day date)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  INSERT INTO ledger.publication (day) VALUES (p_day) ON CONFLICT DO NOTHING
$function$
;

CREATE OR REPLACE FUNCTION ledger.open_user_accounts(p_user bigint, p_asset text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger.asset WHERE code = p_asset) THEN
    RAISE EXCEPTION 'asset % is unknown', p_asset
      USING ERRCODE = 'LG002', DETAIL = json_build_object('asset', p_asset)::text;
  END IF;
  INSERT INTO ledger.account (id, kind, user_id, asset_id)
  SELECT ledger.user_account(p_user, k.kind, a.code), k.kind, p_user, a.id
  FROM ledger.account_kind k
    JOIN ledger.asset a ON a.code = CASE WHEN k.kind IN ('stars', 'delivery') THEN 'STAR' ELSE p_asset END
  WHERE NOT k.is_house ORDER BY 1
  ON CONFLICT (id) DO NOTHING;
  INSERT INTO ledger.balance (id, floor)
  SELECT ledger.user_account(p_user, k.kind,
    CASE WHEN k.kind IN ('stars', 'delivery') THEN 'STAR' ELSE p_asset END), 0
  FROM ledger.account_kind k WHERE NOT k.is_house ORDER BY 1
  ON CONFLICT (id) DO NOTHING;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.post(p_journal uuid, p_kind text, p_reason text, p_actor text, p_debits bigint[], p_credits bigint[], p_amounts bigint[], p_effective_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_order uuid DEFAULT NULL::uuid, p_invoice uuid DEFAULT NULL::uuid, p_refund uuid DEFAULT NULL::uuid, p_ticket uuid DEFAULT NULL::uuid, p_original uuid DEFAULT NULL::uuid, p_correlation text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  IF ledger.was_posted(p_journal, p_kind, p_debits, p_credits, p_amounts, p_effective_at,
    ARRAY[p_order, p_invoice, p_refund, p_ticket, p_original]) THEN
    RETURN true;
  END IF;
  PERFORM ledger.post_lines(p_journal, p_kind, p_reason, p_actor, p_debits, p_credits, p_amounts,
    p_effective_at, p_order, p_invoice, p_refund, p_ticket, p_original, p_correlation);
  RETURN false;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.post_batch(p_journals uuid[], p_kinds text[], p_reasons text[], p_actors text[], p_groups integer[], p_line_journals integer[], p_accounts bigint[], p_debits integer[], p_credits integer[], p_amounts bigint[], p_effective_ats timestamp with time zone[] DEFAULT NULL::timestamp with time zone[], p_orders uuid[] DEFAULT NULL::uuid[], p_invoices uuid[] DEFAULT NULL::uuid[], p_refunds uuid[] DEFAULT NULL::uuid[], p_tickets uuid[] DEFAULT NULL::uuid[], p_correlations text[] DEFAULT NULL::text[], p_originals uuid[] DEFAULT NULL::uuid[], OUT statuses text[], OUT details jsonb)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  journals integer := cardinality(p_journals);
  lines integer := cardinality(p_amounts);
  found_ids bigint[];
  balances bigint[]; -- this and the next three go with `p_accounts`
  floors bigint[];
  seqs bigint[];
  frozens boolean[];
  is_known boolean[];
  firsts integer[] := array_fill(0, ARRAY[journals]); -- first line of each journal
  lasts integer[] := array_fill(0, ARRAY[journals]);
  line_numbers integer[] := array_fill(NULL::integer, ARRAY[lines]); -- NULL: not posted
  debit_seqs bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  credit_seqs bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  debit_afters bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  credit_afters bigint[] := array_fill(NULL::bigint, ARRAY[lines]);
  group_start integer := 1; -- first journal of the group
  failed text; -- why the group cannot be posted
  detail jsonb;
  d integer;
  c integer;
  amount bigint;
  j integer;
  total bigint; -- of one journal: as in `post`, its amounts together stay within bigint
  wanted integer := 0;
BEGIN
  IF journals IS NULL OR journals = 0 OR lines IS NULL OR lines = 0
    OR lines <> ALL (ARRAY[cardinality(p_line_journals), cardinality(p_debits), cardinality(p_credits)])
    OR journals <> ALL (ARRAY[
      cardinality(p_kinds), cardinality(p_reasons), cardinality(p_actors), cardinality(p_groups),
      coalesce(cardinality(p_effective_ats), journals), coalesce(cardinality(p_orders), journals),
      coalesce(cardinality(p_invoices), journals), coalesce(cardinality(p_refunds), journals),
      coalesce(cardinality(p_tickets), journals), coalesce(cardinality(p_correlations), journals),
      coalesce(cardinality(p_originals), journals)])
    OR (SELECT count(*) > count(DISTINCT o) FROM unnest(p_originals) o WHERE o IS NOT NULL)
    OR p_accounts IS NULL OR array_position(p_accounts || p_amounts, NULL) IS NOT NULL THEN
    RAISE EXCEPTION 'the arrays of a batch do not fit together'
      USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
  END IF;
  j := 0;
  FOR l IN 1..lines LOOP
    IF p_line_journals[l] = j + 1 AND j < journals THEN
      j := j + 1;
      firsts[j] := l;
    ELSIF p_line_journals[l] IS DISTINCT FROM j OR j = 0 THEN
      RAISE EXCEPTION 'the lines of a batch are out of order'
        USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
    END IF;
    IF p_accounts[p_debits[l]] IS NULL OR p_accounts[p_credits[l]] IS NULL THEN
      RAISE EXCEPTION 'a line of a batch names no account'
        USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
    END IF;
    lasts[j] := l;
  END LOOP;
  IF j <> journals THEN
    RAISE EXCEPTION 'a journal of a batch has no line'
      USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
  END IF;

  IF p_originals IS NOT NULL THEN
    FOREACH j IN ARRAY ARRAY(
      SELECT u.n FROM unnest(p_journals, p_originals) WITH ORDINALITY u (id, original, n)
      WHERE u.original IS NOT NULL
        AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = u.id AND t.line = 1)
      ORDER BY u.original)
    LOOP
      PERFORM ledger.require_within_original(p_journals[j], p_originals[j], p_kinds[j],
        ARRAY(SELECT p_accounts[u] FROM unnest(p_debits[firsts[j]:lasts[j]]) u),
        ARRAY(SELECT p_accounts[u] FROM unnest(p_credits[firsts[j]:lasts[j]]) u),
        p_amounts[firsts[j]:lasts[j]]);
    END LOOP;
  END IF;

  -- Lock first, in order. Read the keys after that, in a later statement.
  SELECT array_agg(l.id), array_agg(l.balance), array_agg(l.floor), array_agg(l.seq), array_agg(l.frozen)
  INTO found_ids, balances, floors, seqs, frozens
  FROM (
    SELECT b.id, b.balance, b.floor, b.seq, b.frozen
    FROM unnest(p_accounts) a (id) JOIN ledger.balance b ON b.id = a.id ORDER BY b.id FOR UPDATE OF b
  ) l;
  IF found_ids IS DISTINCT FROM p_accounts THEN
    FOR l IN 2..cardinality(p_accounts) LOOP
      IF p_accounts[l] <= p_accounts[l - 1] THEN
        RAISE EXCEPTION 'the accounts of a batch are out of order'
          USING ERRCODE = 'LG006', DETAIL = '{"problem": "batch"}';
      END IF;
    END LOOP;
    -- Some accounts do not exist; they stay NULL.
    SELECT array_agg(l.balance ORDER BY a.n), array_agg(l.floor ORDER BY a.n),
      array_agg(l.seq ORDER BY a.n), array_agg(l.frozen ORDER BY a.n)
    INTO balances, floors, seqs, frozens
    FROM unnest(p_accounts) WITH ORDINALITY a (id, n)
      LEFT JOIN unnest(found_ids, balances, floors, seqs, frozens) l (id, balance, floor, seq, frozen)
        ON l.id = a.id;
  END IF;
  SELECT array_agg(t.found IS NOT NULL ORDER BY u.n) INTO is_known
  FROM unnest(p_journals) WITH ORDINALITY u (id, n)
    LEFT JOIN LATERAL (
      SELECT true AS found FROM ledger.transfer t WHERE t.journal_id = u.id AND t.line = 1 LIMIT 1
    ) t ON true;

  details := '{}';
  FOR i IN 1..journals LOOP
    IF i > 1 AND p_groups[i] IS DISTINCT FROM p_groups[i - 1] THEN
      group_start := i;
      failed := NULL;
    END IF;
    IF failed IS NOT NULL THEN
      statuses[i] := 'skipped';
      CONTINUE;
    END IF;
    IF is_known[i] THEN
      IF ledger.is_same(p_journals[i], p_kinds[i],
        ARRAY(SELECT p_accounts[u] FROM unnest(p_debits[firsts[i]:lasts[i]]) u),
        ARRAY(SELECT p_accounts[u] FROM unnest(p_credits[firsts[i]:lasts[i]]) u),
        p_amounts[firsts[i]:lasts[i]], p_effective_ats[i],
        ARRAY[p_orders[i], p_invoices[i], p_refunds[i], p_tickets[i], p_originals[i]]) THEN
        statuses[i] := 'replayed';
        CONTINUE;
      END IF;
      failed := 'LG003';
      detail := jsonb_build_object('journal', p_journals[i]);
    ELSE
      statuses[i] := 'posted';
      total := 0;
      FOR l IN firsts[i]..lasts[i] LOOP
        d := p_debits[l];
        c := p_credits[l];
        amount := p_amounts[l];
        -- Unknown accounts are NULL in all of their arrays, and so is a comparison with them.
        IF amount > 0 AND d <> c AND ((p_accounts[d] # p_accounts[c]) & 15) = 0 AND NOT frozens[d]
          AND balances[d] >= floors[d] + amount AND balances[c] <= 9223372036854775807 - amount
          AND amount <= 9223372036854775807 - total AND l < firsts[i] + 100 THEN
          total := total + amount;
          balances[d] := balances[d] - amount;
          balances[c] := balances[c] + amount;
          seqs[d] := seqs[d] + 1;
          seqs[c] := seqs[c] + 1;
          debit_seqs[l] := seqs[d];
          credit_seqs[l] := seqs[c];
          debit_afters[l] := balances[d];
          credit_afters[l] := balances[c];
          line_numbers[l] := l - firsts[i] + 1;
          wanted := wanted + 1;
          CONTINUE;
        ELSIF l >= firsts[i] + 100 THEN
          failed := 'LG006';
          detail := '{"problem": "a journal has 1 to 100 lines, each with debit, credit and amount"}';
        ELSIF amount <= 0 THEN
          failed := 'LG005';
          detail := jsonb_build_object('line', l - firsts[i] + 1, 'amount', amount::text);
        ELSIF d = c OR ((p_accounts[d] # p_accounts[c]) & 15) <> 0 THEN
          failed := 'LG006';
          detail := jsonb_build_object('problem',
            CASE WHEN d = c THEN 'a line debits and credits one account' ELSE 'a line mixes assets' END);
        ELSIF seqs[d] IS NULL OR seqs[c] IS NULL THEN
          failed := 'LG002';
          detail := jsonb_build_object('account',
            (CASE WHEN seqs[d] IS NULL THEN p_accounts[d] ELSE p_accounts[c] END)::text);
        ELSIF frozens[d] THEN
          failed := 'LG004';
          detail := jsonb_build_object('account', p_accounts[d]::text);
        ELSIF balances[d] < floors[d] + amount AND floors[d] > -9223372036854775808 THEN
          failed := 'LG001';
          detail := jsonb_build_object('account', p_accounts[d]::text,
            'need', amount::text, 'have', (balances[d]::numeric - floors[d])::text);
        ELSE
          failed := 'LG005';
          detail := jsonb_build_object('account',
            (CASE WHEN balances[d] < floors[d] + amount THEN p_accounts[d] ELSE p_accounts[c] END)::text);
        END IF;
        EXIT;
      END LOOP;
    END IF;
    IF failed IS NOT NULL AND p_originals IS NOT NULL THEN
      RAISE EXCEPTION 'journal % of the batch was refused', p_journals[i]
        USING ERRCODE = failed, DETAIL = detail::text;
    END IF;
    IF failed IS NOT NULL THEN
      -- Undo the changes of this group, last line first.
      FOR l IN REVERSE lasts[i]..firsts[group_start] LOOP
        CONTINUE WHEN line_numbers[l] IS NULL;
        balances[p_debits[l]] := balances[p_debits[l]] + p_amounts[l];
        balances[p_credits[l]] := balances[p_credits[l]] - p_amounts[l];
        seqs[p_debits[l]] := seqs[p_debits[l]] - 1;
        seqs[p_credits[l]] := seqs[p_credits[l]] - 1;
        line_numbers[l] := NULL;
        wanted := wanted - 1;
      END LOOP;
      FOR g IN group_start..i LOOP
        IF statuses[g] IS DISTINCT FROM 'replayed' THEN statuses[g] := 'skipped'; END IF;
      END LOOP;
      statuses[i] := failed;
      details := details || jsonb_build_object(i, detail);
    END IF;
  END LOOP;

  IF wanted = 0 THEN RETURN; END IF;
  UPDATE ledger.balance b SET balance = u.balance, seq = u.seq
  FROM unnest(p_accounts, balances, seqs) u (id, balance, seq) WHERE b.id = u.id AND b.seq <> u.seq;
  -- Insert in the order of the keys, so that two batches with the same keys wait in the same order.
  -- Positions keep the order of posting.
  INSERT INTO ledger.transfer (journal_id, position, debit, credit, amount,
    debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line,
    kind, order_id, invoice_id, refund_id, ticket_id, original_id, reason, actor, correlation)
  SELECT p_journals[l.journal], l.position, p_accounts[l.debit], p_accounts[l.credit], l.amount,
    l.debit_seq, l.credit_seq, l.debit_after, l.credit_after, at, p_effective_ats[l.journal], l.line,
    CASE l.line WHEN 1 THEN p_kinds[l.journal]::ledger.journal_kind END,
    CASE l.line WHEN 1 THEN p_orders[l.journal] END,
    CASE l.line WHEN 1 THEN p_invoices[l.journal] END, CASE l.line WHEN 1 THEN p_refunds[l.journal] END,
    CASE l.line WHEN 1 THEN p_tickets[l.journal] END, CASE l.line WHEN 1 THEN p_originals[l.journal] END,
    CASE l.line WHEN 1 THEN p_reasons[l.journal] END, CASE l.line WHEN 1 THEN p_actors[l.journal] END,
    CASE l.line WHEN 1 THEN p_correlations[l.journal] END
  FROM (
    SELECT u.*, nextval('ledger.transfer_position') AS position
    FROM unnest(p_line_journals, p_debits, p_credits, p_amounts,
      debit_seqs, credit_seqs, debit_afters, credit_afters, line_numbers)
      u (journal, debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, line)
    WHERE u.line IS NOT NULL
  ) l CROSS JOIN clock_timestamp() at
  ORDER BY 1, l.line;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.post_line(p_journal uuid, p_kind text, p_reason text, p_actor text, p_debit bigint, p_credit bigint, p_amount bigint, p_effective_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_order uuid DEFAULT NULL::uuid, p_invoice uuid DEFAULT NULL::uuid, p_refund uuid DEFAULT NULL::uuid, p_ticket uuid DEFAULT NULL::uuid, p_correlation text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  debit_after bigint;
  debit_seq bigint;
  credit_after bigint;
  credit_seq bigint;
BEGIN
  -- The ordered updates are the locks. Their conditions are the overdraft check. The first one also looks for
  -- the key.
  IF p_debit < p_credit AND p_amount > 0 AND ((p_debit # p_credit) & 15) = 0 THEN
    UPDATE ledger.balance b SET balance = b.balance - p_amount, seq = b.seq + 1
    WHERE b.id = p_debit AND b.balance >= b.floor + p_amount AND NOT b.frozen
      AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1)
    RETURNING b.balance, b.seq INTO debit_after, debit_seq;
    IF debit_seq IS NOT NULL THEN
      UPDATE ledger.balance b SET balance = b.balance + p_amount, seq = b.seq + 1
      WHERE b.id = p_credit AND b.balance <= 9223372036854775807 - p_amount
      RETURNING b.balance, b.seq INTO credit_after, credit_seq;
    END IF;
  ELSIF p_debit > p_credit AND p_amount > 0 AND ((p_debit # p_credit) & 15) = 0 THEN
    UPDATE ledger.balance b SET balance = b.balance + p_amount, seq = b.seq + 1
    WHERE b.id = p_credit AND b.balance <= 9223372036854775807 - p_amount
      AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1)
    RETURNING b.balance, b.seq INTO credit_after, credit_seq;
    IF credit_seq IS NOT NULL THEN
      UPDATE ledger.balance b SET balance = b.balance - p_amount, seq = b.seq + 1
      WHERE b.id = p_debit AND b.balance >= b.floor + p_amount AND NOT b.frozen
      RETURNING b.balance, b.seq INTO debit_after, debit_seq;
    END IF;
  END IF;
  IF debit_seq + credit_seq IS NULL THEN
    IF debit_seq IS NULL AND credit_seq IS NULL THEN
      -- Nothing is changed yet: it is a repeat, or it must be refused.
      RETURN ledger.post(p_journal, p_kind, p_reason, p_actor,
        ARRAY[p_debit], ARRAY[p_credit], ARRAY[p_amount],
        p_effective_at, p_order, p_invoice, p_refund, p_ticket, NULL, p_correlation);
    END IF;
    IF debit_seq IS NULL THEN
      PERFORM ledger.refuse(p_journal, p_debit, true, -p_amount, 0);
    END IF;
    PERFORM ledger.refuse(p_journal, p_credit, false, 0, p_amount);
  END IF;

  INSERT INTO ledger.transfer (journal_id, debit, credit, amount,
    debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line,
    kind, order_id, invoice_id, refund_id, ticket_id, reason, actor, correlation)
  VALUES (p_journal, p_debit, p_credit, p_amount,
    debit_seq, credit_seq, debit_after, credit_after, clock_timestamp(), p_effective_at, 1,
    p_kind::ledger.journal_kind, p_order, p_invoice, p_refund, p_ticket, p_reason, p_actor, p_correlation);
  RETURN false;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.post_lines(p_journal uuid, p_kind text, p_reason text, p_actor text, p_debits bigint[], p_credits bigint[], p_amounts bigint[], p_effective_at timestamp with time zone, p_order uuid, p_invoice uuid, p_refund uuid, p_ticket uuid, p_original uuid, p_correlation text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  step record;
  after bigint;
  seq bigint;
  accounts bigint[] := '{}'; -- ascending, each once
  afters bigint[] := '{}'; -- the balance of each account at the line that is looked at
  seqs bigint[] := '{}';
  debit_seqs bigint[] := '{}';
  credit_seqs bigint[] := '{}';
  debit_afters bigint[] := '{}';
  credit_afters bigint[] := '{}';
  d integer;
  c integer;
BEGIN
  PERFORM ledger.require_valid(p_debits, p_credits, p_amounts);
  IF p_original IS NOT NULL THEN
    PERFORM ledger.require_within_original(p_journal, p_original, p_kind, p_debits, p_credits, p_amounts);
  END IF;
  -- The ordered updates are the locks. Their conditions are the overdraft check. `lowest` is how far the
  -- account falls below its start at one of its debits, at most; `highest` is how far it rises above its
  -- start.
  FOR step IN
    SELECT r.account, sum(r.delta)::bigint AS total,
      least(0, min(r.running) FILTER (WHERE r.delta < 0))::bigint AS lowest,
      greatest(0, max(r.running))::bigint AS highest, bool_or(r.delta < 0) AS debited, count(*) AS legs
    FROM (
      SELECT s.account, s.delta, sum(s.delta) OVER (PARTITION BY s.account ORDER BY s.n) AS running
      FROM (
        SELECT u.debit AS account, -u.amount AS delta, u.n
        FROM unnest(p_debits, p_amounts) WITH ORDINALITY u (debit, amount, n)
        UNION ALL
        SELECT u.credit, u.amount, u.n
        FROM unnest(p_credits, p_amounts) WITH ORDINALITY u (credit, amount, n)
      ) s
    ) r GROUP BY r.account ORDER BY r.account
  LOOP
    UPDATE ledger.balance b SET balance = b.balance + step.total, seq = b.seq + step.legs
    WHERE b.id = step.account AND b.balance >= b.floor - step.lowest
      AND b.balance <= 9223372036854775807 - step.highest
      AND NOT (b.frozen AND step.debited)
    RETURNING b.balance - step.total, b.seq - step.legs INTO after, seq;
    IF seq IS NULL THEN
      PERFORM ledger.refuse(p_journal, step.account, step.debited, step.lowest, step.highest);
    END IF;
    accounts := accounts || step.account;
    afters := afters || after;
    seqs := seqs || seq;
  END LOOP;

  FOR i IN 1..cardinality(p_amounts) LOOP
    d := array_position(accounts, p_debits[i]);
    c := array_position(accounts, p_credits[i]);
    afters[d] := afters[d] - p_amounts[i];
    afters[c] := afters[c] + p_amounts[i];
    seqs[d] := seqs[d] + 1;
    seqs[c] := seqs[c] + 1;
    debit_afters[i] := afters[d];
    credit_afters[i] := afters[c];
    debit_seqs[i] := seqs[d];
    credit_seqs[i] := seqs[c];
  END LOOP;

  INSERT INTO ledger.transfer (journal_id, debit, credit, amount,
    debit_seq, credit_seq, debit_after, credit_after, recorded_at, effective_at, line,
    kind, order_id, invoice_id, refund_id, ticket_id, original_id, reason, actor, correlation)
  SELECT p_journal, l.debit, l.credit, l.amount,
    l.debit_seq, l.credit_seq, l.debit_after, l.credit_after, at, p_effective_at, l.n,
    CASE l.n WHEN 1 THEN p_kind::ledger.journal_kind END,
    CASE l.n WHEN 1 THEN p_order END, CASE l.n WHEN 1 THEN p_invoice END,
    CASE l.n WHEN 1 THEN p_refund END, CASE l.n WHEN 1 THEN p_ticket END, CASE l.n WHEN 1 THEN p_original END,
    CASE l.n WHEN 1 THEN p_reason END, CASE l.n WHEN 1 THEN p_actor END,
    CASE l.n WHEN 1 THEN p_correlation END
  FROM clock_timestamp() at,
    unnest(p_debits, p_credits, p_amounts, debit_seqs, credit_seqs, debit_afters, credit_afters)
    WITH ORDINALITY l (debit, credit, amount, debit_seq, credit_seq, debit_after, credit_after, n)
  ORDER BY l.n;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.refuse(p_journal uuid, p_account bigint, p_debits boolean, p_lowest numeric, p_highest numeric)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  account ledger.balance;
BEGIN
  -- Another transaction with the same key may have taken the money while we waited. Then this is a repeat.
  IF EXISTS (SELECT FROM ledger.transfer WHERE journal_id = p_journal AND line = 1) THEN
    RAISE EXCEPTION 'the same journal was posted a moment ago' USING ERRCODE = 'serialization_failure';
  END IF;
  SELECT * INTO account FROM ledger.balance WHERE id = p_account;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'account % is unknown', p_account
      USING ERRCODE = 'LG002', DETAIL = json_build_object('account', p_account::text)::text;
  ELSIF p_debits AND account.frozen THEN
    RAISE EXCEPTION 'account % is frozen', p_account
      USING ERRCODE = 'LG004', DETAIL = json_build_object('account', p_account::text)::text;
  ELSIF account.balance + p_lowest < account.floor AND account.floor > -9223372036854775808 THEN
    RAISE EXCEPTION 'account % has insufficient funds', p_account
      USING ERRCODE = 'LG001', DETAIL = json_build_object('account', p_account::text,
        'need', (-p_lowest)::text, 'have', (account.balance::numeric - account.floor)::text)::text;
  ELSIF account.balance + p_lowest < account.floor OR account.balance + p_highest > 9223372036854775807 THEN
    RAISE EXCEPTION 'the balance of account % would leave the range of bigint', p_account
      USING ERRCODE = 'LG005', DETAIL = json_build_object('account', p_account::text)::text;
  END IF;
  -- The obstacle is gone: after the UPDATE looked, money came, or the account was opened or unfrozen.
  RAISE EXCEPTION 'account % has changed meanwhile', p_account USING ERRCODE = 'serialization_failure';
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.require_valid(p_debits bigint[], p_credits bigint[], p_amounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  lines integer := cardinality(p_amounts);
  problem text;
BEGIN
  IF lines IS NULL OR lines NOT BETWEEN 1 AND 100
    OR cardinality(p_debits) IS DISTINCT FROM lines OR cardinality(p_credits) IS DISTINCT FROM lines THEN
    problem := 'a journal has 1 to 100 lines, each with debit, credit and amount';
  ELSE
    FOR i IN 1..lines LOOP
      IF p_amounts[i] IS NULL OR p_amounts[i] <= 0 THEN
        RAISE EXCEPTION 'line % has no positive amount', i
          USING ERRCODE = 'LG005', DETAIL = json_build_object('line', i, 'amount', p_amounts[i]::text)::text;
      ELSIF p_debits[i] IS NULL OR p_credits[i] IS NULL THEN
        RAISE EXCEPTION 'line % names no account', i
          USING ERRCODE = 'LG002', DETAIL = json_build_object('line', i)::text;
      ELSIF p_debits[i] = p_credits[i] THEN
        problem := 'a line debits and credits one account';
      ELSIF ((p_debits[i] # p_credits[i]) & 15) <> 0 THEN
        problem := 'a line mixes assets';
      END IF;
    END LOOP;
    -- All amounts together are within the range, so the sum for one account is within it too.
    IF (SELECT sum(a) FROM unnest(p_amounts) a) > 9223372036854775807 THEN
      RAISE EXCEPTION 'the lines together leave the range of bigint' USING ERRCODE = 'LG005', DETAIL = '{}';
    END IF;
  END IF;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'invalid journal: %', problem
      USING ERRCODE = 'LG006', DETAIL = json_build_object('problem', problem)::text;
  END IF;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.require_within_original(p_journal uuid, p_original uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  over record;
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_original AND t.line = 1 FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'journal % is unknown', p_original
      USING ERRCODE = 'LG008', DETAIL = json_build_object('original', p_original)::text;
  END IF;
  IF EXISTS (SELECT FROM ledger.transfer WHERE journal_id = p_journal AND line = 1) THEN
    RAISE EXCEPTION 'the same journal was posted a moment ago' USING ERRCODE = 'serialization_failure';
  END IF;
  SELECT * INTO over FROM ledger.against_original(p_original, p_debits, p_credits, p_amounts) u
  WHERE u.asked > 0 AND u.earlier + u.asked > u.paid ORDER BY u.asset LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % allows no more of it', p_original
      USING ERRCODE = 'LG007', DETAIL = json_build_object('original', p_original, 'asset', over.asset,
        'paid', over.paid::text, 'earlier', over.earlier::text, 'asked', over.asked::text,
        'kind', p_kind)::text;
  END IF;
  INSERT INTO ledger.derived (original_id, journal_id) VALUES (p_original, p_journal);
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.seal(p_blocks integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  bound ledger.horizon;
  candidate bigint;
  candidate_at timestamptz;
  running xid8;
  block ledger.block;
  previous ledger.block;
  rows_hash bytea;
  made integer := 0;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL
    OR current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'ledger.seal needs a transaction of its own, in READ COMMITTED'
      USING ERRCODE = 'active_sql_transaction';
  END IF;
  IF NOT pg_try_advisory_xact_lock(hashtextextended('ledger.seal', 0)) THEN RETURN 0; END IF;
  SELECT * INTO bound FROM ledger.horizon;
  -- A horizon from an older cluster, restored into a younger one, has no meaning here.
  IF bound.next_xid > pg_snapshot_xmax(pg_current_snapshot()) THEN bound := NULL; END IF;
  SELECT * INTO previous FROM ledger.block ORDER BY number DESC LIMIT 1;
  IF bound.position IS NULL OR bound.position <= coalesce(previous.last_position, 0) THEN
    -- Every posting with a position up to now has ended or runs now. It updated balances first, so it already
    -- has its transaction id.
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO candidate FROM ledger.transfer_position;
    candidate_at := clock_timestamp();
    -- Read now, so it is above all these ids (the snapshot's xmax may be lower).
    running := pg_current_xact_id();
    bound := ROW(true, candidate, running, candidate_at);
    IF pg_snapshot_xmin(pg_current_snapshot()) < running THEN
      INSERT INTO ledger.horizon VALUES (true, candidate, running, candidate_at)
      ON CONFLICT (singleton) DO UPDATE
      SET position = excluded.position, next_xid = excluded.next_xid, at = excluded.at;
      RETURN 0;
    END IF;
  ELSIF pg_snapshot_xmin(pg_current_snapshot()) < bound.next_xid THEN
    RETURN 0;
  END IF;

  WHILE made < p_blocks AND coalesce(previous.last_position, 0) < bound.position LOOP
    block := NULL;
    block.number := coalesce(previous.number, 0) + 1;
    block.first_position := coalesce(previous.last_position, 0) + 1;
    block.last_position := least(block.first_position + 1023, bound.position);
    block.previous := coalesce(previous.hash, sha256('starboard ledger'));
    WITH d AS MATERIALIZED (
      SELECT t.position, t.recorded_at, ledger.digest(t) AS digest FROM ledger.transfer t
      WHERE t.position BETWEEN block.first_position AND block.last_position
    )
    SELECT count(*), coalesce(string_agg(substring(d.digest FOR 8), '' ORDER BY d.position), ''),
      coalesce(string_agg(d.digest, '' ORDER BY d.position), ''), max(d.recorded_at),
      ARRAY(SELECT p FROM generate_series(block.first_position, block.last_position) p
        EXCEPT SELECT g.position FROM d g ORDER BY 1)
    INTO block.transfers, block.digests, rows_hash, block.last_recorded_at, block.gaps FROM d;
    block.hash := ledger.block_hash(block, rows_hash);
    block.sealed_at := clock_timestamp();
    INSERT INTO ledger.block VALUES (block.*);
    INSERT INTO ledger.journal_link (link_id, journal_id)
    SELECT DISTINCT l.id, t.journal_id
    FROM ledger.transfer t, unnest(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id]) l (id)
    WHERE t.position BETWEEN block.first_position AND block.last_position AND t.line = 1 AND l.id IS NOT NULL
    ON CONFLICT DO NOTHING;
    INSERT INTO ledger.backdated (account_id, effective_at, recorded_at, amount, position)
    SELECT x.account, t.effective_at, t.recorded_at, x.amount, t.position
    FROM ledger.transfer t, LATERAL (VALUES (t.debit, -t.amount), (t.credit, t.amount)) x (account, amount)
    WHERE t.position BETWEEN block.first_position AND block.last_position AND t.effective_at IS NOT NULL
    ON CONFLICT DO NOTHING;
    previous := block;
    made := made + 1;
  END LOOP;
  IF coalesce(previous.last_position, 0) >= bound.position AND previous.number IS NOT NULL THEN
    PERFORM ledger.close_days(previous, bound.at);
  END IF;
  RETURN made;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.sealed_position()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT coalesce((SELECT b.last_position FROM ledger.block b ORDER BY b.number DESC LIMIT 1), 0)
$function$
;

CREATE OR REPLACE FUNCTION ledger.seq_at(p_account bigint, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  low bigint := 0;
  high bigint;
  middle bigint;
BEGIN
  SELECT coalesce(max(b.seq), 0) INTO high FROM ledger.balance b WHERE b.id = p_account;
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (ledger.entry_at(p_account, middle)).recorded_at <= p_at THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.set_checkpoint(p_position bigint, p_account bigint, p_block bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  INSERT INTO ledger.checkpoint VALUES (true, p_position, p_account, p_block, clock_timestamp())
  ON CONFLICT (singleton) DO UPDATE
  SET position = excluded.position, account = excluded.account, block = excluded.block,
    checked_at = excluded.checked_at
$function$
;

CREATE OR REPLACE FUNCTION ledger.set_frozen(p_account bigint, p_frozen boolean, p_reason text, p_actor text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  was boolean;
BEGIN
  SELECT frozen INTO was FROM ledger.balance WHERE id = p_account FOR UPDATE;
  IF was IS NULL THEN
    RAISE EXCEPTION 'account % is unknown', p_account
      USING ERRCODE = 'LG002', DETAIL = json_build_object('account', p_account::text)::text;
  END IF;
  IF was = p_frozen THEN RETURN; END IF;
  UPDATE ledger.balance SET frozen = p_frozen WHERE id = p_account;
  INSERT INTO ledger.account_event (account_id, event, reason, actor)
  VALUES (p_account, CASE WHEN p_frozen THEN 'frozen' ELSE 'unfrozen' END, p_reason, p_actor);
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.statement(p_account bigint, p_from timestamp with time zone DEFAULT '-infinity'::timestamp with time zone, p_to timestamp with time zone DEFAULT 'infinity'::timestamp with time zone, p_after bigint DEFAULT 0, p_limit integer DEFAULT 1000)
 RETURNS SETOF ledger.entries
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
  SELECT e.* FROM ledger.entries e
  WHERE e.account_id = p_account AND e.seq > greatest(p_after, ledger.seq_at(p_account, p_from))
    AND e.seq <= ledger.seq_at(p_account, p_to)
  ORDER BY e.seq LIMIT least(p_limit, 1000)
$function$
;

CREATE OR REPLACE FUNCTION ledger.trial_balance(p_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS TABLE(asset text, kind text, balance numeric)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  base ledger.closing;
BEGIN
  IF p_at IS NULL THEN
    RETURN QUERY SELECT s.code, a.kind, sum(b.balance)
      FROM ledger.balance b JOIN ledger.account a ON a.id = b.id JOIN ledger.asset s ON s.id = a.asset_id
      GROUP BY s.code, a.kind ORDER BY 1, 2;
    RETURN;
  END IF;
  SELECT * INTO base FROM ledger.closing c
  WHERE c.day < (p_at AT TIME ZONE 'UTC')::date ORDER BY c.day DESC LIMIT 1;
  RETURN QUERY
  WITH moved AS (
    SELECT t.debit, t.credit, t.amount FROM ledger.transfer t
    WHERE t.position > coalesce(base.position, 0) AND t.recorded_at <= p_at
    UNION ALL -- positions and times may cross by a moment around the closing
    SELECT t.credit, t.debit, t.amount FROM ledger.transfer t
    WHERE t.position <= coalesce(base.position, 0) AND t.recorded_at > p_at
  ), net AS (
    SELECT a.kind, a.asset_id, sum(d.delta) AS delta
    FROM (
      SELECT e.account, sum(e.delta) AS delta
      FROM (
        SELECT m.debit AS account, -m.amount AS delta FROM moved m
        UNION ALL
        SELECT m.credit, m.amount FROM moved m
      ) e GROUP BY e.account
    ) d JOIN ledger.account a ON a.id = d.account GROUP BY a.kind, a.asset_id
    UNION ALL
    SELECT c.kind, c.asset_id, c.balance FROM ledger.closing_balance c WHERE c.day = base.day
    UNION ALL
    SELECT DISTINCT a.kind, a.asset_id, 0 FROM ledger.account a
  )
  SELECT s.code, n.kind, sum(n.delta) FROM net n JOIN ledger.asset s ON s.id = n.asset_id
  GROUP BY s.code, n.kind ORDER BY 1, 2;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.user_account(user_id bigint, kind text, asset text)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT ledger.account_number(k, user_id, NULL, a.id)
  FROM ledger.account_kind k, ledger.asset a
  WHERE k.kind = user_account.kind AND NOT k.is_house AND a.code = user_account.asset
    AND user_id BETWEEN 1 AND 36028797018963967
$function$
;

CREATE OR REPLACE FUNCTION ledger.verify_block(p_number bigint)
 RETURNS TABLE(problem text, "position" bigint, journal_id uuid, line smallint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  b ledger.block;
  before ledger.block;
  rows_hash bytea;
  latest timestamptz;
BEGIN
  SELECT * INTO b FROM ledger.block WHERE number = p_number;
  SELECT * INTO before FROM ledger.block WHERE number = p_number - 1;
  WITH wanted AS (
    SELECT p, substring(b.digests FROM ((row_number() OVER (ORDER BY p)) * 8 - 7)::integer FOR 8) AS digest
    FROM generate_series(b.first_position, b.last_position) p WHERE p <> ALL (b.gaps)
  ), stored AS MATERIALIZED (
    SELECT t.position AS p, t.journal_id, t.line, t.recorded_at, ledger.digest(t) AS digest,
      row_number() OVER (PARTITION BY t.position ORDER BY t.journal_id, t.line) AS copy
    FROM ledger.transfer t WHERE t.position BETWEEN b.first_position AND b.last_position
  ), off AS (
    SELECT
      CASE WHEN s.p IS NULL THEN 'missing' WHEN w.p IS NULL OR s.copy > 1 THEN 'inserted' ELSE 'changed' END
        AS problem,
      coalesce(w.p, s.p) AS position, s.journal_id, s.line
    FROM wanted w FULL JOIN stored s ON s.p = w.p
    WHERE s.p IS NULL OR w.p IS NULL OR s.copy > 1 OR substring(s.digest FOR 8) <> w.digest
    ORDER BY 2, 1 LIMIT 1
  )
  SELECT off.problem, off.position, off.journal_id, off.line,
    (SELECT coalesce(string_agg(s.digest, '' ORDER BY s.p), '') FROM stored s),
    (SELECT max(s.recorded_at) FROM stored s)
  INTO problem, position, journal_id, line, rows_hash, latest
  FROM (SELECT) nothing LEFT JOIN off ON true;
  IF problem IS NOT NULL THEN
    RETURN NEXT;
    RETURN;
  END IF;
  IF b.number IS NULL OR b.hash IS DISTINCT FROM ledger.block_hash(b, rows_hash)
    OR b.previous IS DISTINCT FROM coalesce(before.hash, sha256('starboard ledger'))
    OR b.first_position <> coalesce(before.last_position, 0) + 1
    OR b.last_recorded_at IS DISTINCT FROM latest THEN
    RETURN QUERY
    SELECT 'chain', coalesce(b.first_position, before.last_position + 1), NULL::uuid, NULL::smallint;
    RETURN;
  END IF;
  RETURN QUERY
  SELECT 'a link of it is missing', t.position, t.journal_id, t.line
  FROM ledger.transfer t, unnest(ARRAY[t.order_id, t.invoice_id, t.refund_id, t.ticket_id]) l (id)
  WHERE t.position BETWEEN b.first_position AND b.last_position AND t.line = 1 AND l.id IS NOT NULL
    AND NOT EXISTS (SELECT FROM ledger.journal_link k WHERE k.link_id = l.id AND k.journal_id = t.journal_id)
  UNION ALL
  SELECT 'its effective date is kept wrongly', coalesce(x.position, k.position), x.journal_id, x.line
  FROM (
    SELECT t.journal_id, t.line, t.position, t.effective_at, t.recorded_at, s.account, s.amount
    FROM ledger.transfer t, LATERAL (VALUES (t.debit, -t.amount), (t.credit, t.amount)) s (account, amount)
    WHERE t.position BETWEEN b.first_position AND b.last_position AND t.effective_at IS NOT NULL
  ) x FULL JOIN (
    SELECT * FROM ledger.backdated d WHERE d.position BETWEEN b.first_position AND b.last_position
  ) k ON (k.account_id, k.position, k.effective_at, k.recorded_at, k.amount)
    = (x.account, x.position, x.effective_at, x.recorded_at, x.amount)
  WHERE x.position IS NULL OR k.position IS NULL
  ORDER BY 2 LIMIT 1;
END
$function$
;

CREATE OR REPLACE FUNCTION ledger.was_posted(p_journal uuid, p_kind text, p_debits bigint[], p_credits bigint[], p_amounts bigint[], p_effective_at timestamp with time zone, p_links uuid[])
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
BEGIN
  PERFORM FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1;
  IF NOT FOUND THEN RETURN false; END IF;
  IF NOT ledger.is_same(p_journal, p_kind, p_debits, p_credits, p_amounts, p_effective_at, p_links) THEN
    RAISE EXCEPTION 'journal % was posted with another content', p_journal
      USING ERRCODE = 'LG003', DETAIL = json_build_object('journal', p_journal)::text;
  END IF;
  RETURN true;
END
$function$
;

CREATE OR REPLACE FUNCTION public.acts_as_owner()
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'public.staff'::regclass
$function$
;

CREATE OR REPLACE FUNCTION public.adjustment_counts_breaks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.needs_approval := NEW.needs_approval
    OR given_lately(NEW.requested_by, NEW.user_id, NEW.asset) + NEW.amount >
    (SELECT approval_above FROM refund_limits WHERE kind = 'adjustment' AND role = role_of(NEW.requested_by));
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.age_of(since timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN CASE WHEN ((now() - since) < '01:00:00'::interval) THEN '0-1 h'::text WHEN ((now() - since) < '24:00:00'::interval) THEN '1-24 h'::text WHEN ((now() - since) < '3 days'::interval) THEN '1-3 d'::text ELSE 'older'::text END
;

CREATE OR REPLACE FUNCTION public.audit_content()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  actor jsonb := content_actor();
  row_before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  row_after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  act text := CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END;
BEGIN
  INSERT INTO audit_log (id, staff_id, staff_name, staff_role, action, subject_type, subject_id,
    before, after, ip, user_agent, correlation_id)
  VALUES (gen_random_uuid(), (actor ->> 'id')::bigint, coalesce(actor ->> 'name', 'operator'),
    coalesce(actor ->> 'role', 'operator'), TG_TABLE_NAME || '.' || act, TG_TABLE_NAME,
    coalesce(row_after, row_before) ->> 'id', row_before - '{id,version}'::text[],
    row_after - '{id,version}'::text[], actor ->> 'ip', actor ->> 'userAgent', actor ->> 'correlationId');
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.booking_checked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  most bigint;
  asked jsonb;
BEGIN
  IF NEW.booked_by IS NULL OR acts_as_owner() THEN
    RETURN NEW;
  END IF;
  SELECT coalesce(request_up_to, NEW.amount) INTO most FROM refund_limits
  WHERE kind = 'booking' AND role = role_of(NEW.booked_by) FOR NO KEY UPDATE;
  IF most IS NULL OR NEW.amount > most THEN
    RAISE EXCEPTION 'this person may not book this' USING ERRCODE = 'SP004';
  END IF;
  asked := decided_now('booking', NEW.key);
  IF (asked ->> 'kind', asked ->> 'amount', asked ->> 'asset', asked ->> 'fromPlace', asked ->> 'toPlace',
      asked ->> 'deliveryId', asked ->> 'txHash')
    IS NOT DISTINCT FROM (NEW.kind, NEW.amount::text, NEW.asset, NEW.from_place, NEW.to_place,
      NEW.delivery_id::text, NEW.tx_hash) THEN
    RETURN NEW;
  END IF;
  -- What another person approved does not count for the limit, so that is not said without a decision.
  IF NEW.approved_by IS NOT NULL OR booking_needs_second(NEW.booked_by, NEW.asset, NEW.amount) THEN
    RAISE EXCEPTION 'this takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.booking_needs_second(person bigint, in_asset text, of_amount bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT in_asset <> (SELECT code FROM shop_coin) OR of_amount
    + (SELECT coalesce(sum(amount), 0) FROM treasury_bookings WHERE booked_by = person AND asset = in_asset
        AND approved_by IS NULL AND created_at > now() - interval '24 hours')
    > coalesce((SELECT approval_above FROM refund_limits
      WHERE kind = 'booking' AND role = role_of(person)), 0)
$function$
;

CREATE OR REPLACE FUNCTION public.break_credited()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  allowed refund_limits;
  wish jsonb;
BEGIN
  IF NEW.resolution NOT IN ('credit', 'link') OR acts_as_owner() THEN
    RETURN NEW;
  END IF;
  SELECT l.* INTO allowed FROM refund_limits l
  WHERE l.kind = 'adjustment' AND l.role = role_of(NEW.credited_by);
  IF NEW.credited IS NULL OR NEW.credited_to IS NULL OR NEW.credited_asset IS NULL OR allowed.kind IS NULL
    OR NEW.credited > allowed.request_up_to OR allowed.request_up_to = 0 THEN
    RAISE EXCEPTION 'this person may not give this' USING ERRCODE = 'SP004';
  END IF;
  PERFORM FROM users WHERE id = NEW.credited_to FOR NO KEY UPDATE;
  wish := decided_now('break', NEW.id::text);
  IF wish IS NOT NULL AND (wish ->> 'amount', wish ->> 'userId', wish ->> 'resolution')
      IS NOT DISTINCT FROM (NEW.credited::text, NEW.credited_to::text, NEW.resolution)
    AND NEW.approved_by IS NOT NULL THEN
    RETURN NEW;
  END IF;
  IF given_lately(NEW.credited_by, NEW.credited_to, NEW.credited_asset) + NEW.credited
    > allowed.approval_above THEN
    RAISE EXCEPTION 'this takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.break_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE proposals SET status = 'cancelled', remark = 'the break ended otherwise'
  WHERE kind = 'break' AND subject = NEW.id::text AND status = 'waiting';
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.content_actor()
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  SELECT nullif(current_setting('app.actor', true), '')::jsonb
$function$
;

CREATE OR REPLACE FUNCTION public.create_month_partitions(parent regclass, from_day date, months integer)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  parent_name text := (SELECT relname FROM pg_class WHERE oid = parent);
  start_day date := date_trunc('month', from_day);
  rest text := parent_name || '_rest';
  waiting boolean := false;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('starboard partitions'));
  IF to_regclass(format('public.%I', rest)) IS NOT NULL THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', rest) INTO waiting;
  END IF;
  IF waiting THEN
    EXECUTE format('ALTER TABLE %s DETACH PARTITION public.%I', parent, rest);
    EXECUTE format('ALTER TABLE public.%I RENAME TO %I', rest, rest || '_moving');
  END IF;
  FOR i IN 0..months LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
      parent_name || to_char(start_day + make_interval(months => i), '_YYYY_MM'),
      parent, start_day + make_interval(months => i), start_day + make_interval(months => i + 1));
  END LOOP;
  EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF %s DEFAULT', rest, parent);
  IF waiting THEN
    EXECUTE format('INSERT INTO %s SELECT * FROM public.%I', parent, rest || '_moving');
    EXECUTE format('DROP TABLE public.%I', rest || '_moving');
  END IF;
END
$function$
;

CREATE OR REPLACE FUNCTION public.create_partitions_ahead()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  parent regclass;
BEGIN
  FOR parent IN SELECT oid FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace LOOP
    PERFORM create_month_partitions(parent, current_date, 3);
  END LOOP;
END
$function$
;

CREATE OR REPLACE FUNCTION public.decided_now(of_kind text, of_subject text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT wanted FROM proposals
  WHERE kind = of_kind AND subject = of_subject AND status = 'done' AND decided_at = now()
  ORDER BY id DESC LIMIT 1
$function$
;

CREATE OR REPLACE FUNCTION public.delivery_asked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.status <> 'requested' THEN
    RAISE EXCEPTION 'a delivery starts as a request' USING ERRCODE = 'DL001';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.delivery_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.id, NEW.user_id, NEW.stars, NEW.request_key, NEW.is_self, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.stars, OLD.request_key, OLD.is_self, OLD.created_at)
    OR NEW.order_id IS DISTINCT FROM OLD.order_id
    -- A name and a note may be erased. They may change only before the stars are set aside.
    OR (NEW.recipient IS NOT NULL AND OLD.status <> 'requested'
      AND NEW.recipient IS DISTINCT FROM OLD.recipient)
    OR (NEW.note IS NOT NULL AND OLD.status <> 'requested' AND NEW.note IS DISTINCT FROM OLD.note)
    OR (OLD.hold_journal_id IS NOT NULL AND NEW.hold_journal_id IS DISTINCT FROM OLD.hold_journal_id)
    OR (OLD.end_journal_id IS NOT NULL AND NEW.end_journal_id IS DISTINCT FROM OLD.end_journal_id)
    OR NEW.attempt < OLD.attempt
    -- Within an attempt, the call stays as it was written.
    OR (NEW.attempt = OLD.attempt AND OLD.attempt > 0
      AND ((NEW.supplier, NEW.supplier_key) IS DISTINCT FROM (OLD.supplier, OLD.supplier_key)
        OR (NEW.body IS DISTINCT FROM OLD.body
          AND NOT (NEW.body IS NULL AND NEW.status IN ('confirmed', 'failed')))
        OR (OLD.supplier_ref IS NOT NULL AND NEW.supplier_ref IS DISTINCT FROM OLD.supplier_ref)))
    -- A new attempt begins only if the last one can no longer have an effect.
    OR (NEW.attempt > OLD.attempt AND OLD.status <> 'reserved') THEN
    RAISE EXCEPTION 'this column of a delivery is fixed' USING ERRCODE = 'DL002';
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT FROM delivery_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
    RAISE EXCEPTION 'a delivery that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'DL001';
  END IF;
  IF OLD.confirmed_by IS NULL AND NEW.confirmed_by IS NOT NULL
    AND why_not_another(NEW.confirmed_by, NEW.sent_by) IS NOT NULL THEN
    RAISE EXCEPTION 'this needs another person' USING ERRCODE = 'DL003';
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.delivery_recorded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO delivery_events (delivery_id, actor, to_status, remark)
    VALUES (NEW.id, NEW.changed_by, NEW.status, NEW.remark);
  ELSIF NEW.status <> OLD.status THEN
    INSERT INTO delivery_events (delivery_id, actor, from_status, to_status, error, remark)
    VALUES (NEW.id, NEW.changed_by, OLD.status, NEW.status, NEW.error, NEW.remark);
  END IF;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.drop_old_partitions(parent text, before timestamp with time zone, OUT dropped text[], OUT held text[])
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  -- The audit log is not here: it is kept for ever.
  least_days integer := CASE parent WHEN 'outbox' THEN 35 WHEN 'shown_errors' THEN 90
    WHEN 'security_events' THEN 365 WHEN 'fraud_events' THEN 365 END;
  part record;
  needed boolean;
BEGIN
  dropped := '{}';
  held := '{}';
  IF least_days IS NULL OR before > now() - make_interval(days => least_days) THEN
    RAISE EXCEPTION 'rows of % are kept for at least % days', parent, least_days USING ERRCODE = 'SB002';
  END IF;
  SET LOCAL lock_timeout = '1s';
  FOR part IN
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = format('public.%I', parent)::regclass AND c.relname ~ '_\d{4}_\d\d$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
    ORDER BY c.relname
  LOOP
    needed := false;
    IF parent = 'outbox' THEN
      EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', part.name);
      EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE done_at IS NULL)', part.name) INTO needed;
    END IF;
    IF needed THEN
      held := held || part.name;
      CONTINUE;
    END IF;
    EXECUTE format('DROP TABLE public.%I', part.name);
    dropped := dropped || part.name;
  END LOOP;
END
$function$
;

CREATE OR REPLACE FUNCTION public.given_lately(person bigint, to_user bigint, in_asset text)
 RETURNS numeric
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT (SELECT coalesce(sum(amount), 0) FROM refunds
      WHERE user_id = to_user AND kind = 'adjustment' AND requested_by = person AND asset = in_asset
        AND status NOT IN ('rejected', 'cancelled') AND created_at > now() - interval '24 hours')
    + (SELECT coalesce(sum(credited), 0) FROM breaks
      WHERE credited_to = to_user AND credited_by = person AND credited_asset = in_asset
        AND resolved_at > now() - interval '24 hours')
$function$
;

CREATE OR REPLACE FUNCTION public.keep_content()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  known text[] := coalesce(TG_ARGV, '{}');
  -- Latin, Greek to Khmer, and the scripts of East Asia: [[:alpha:]] depends on the locale of the database.
  letters text := 'A-Za-z_\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff';
  place text := format('(\{\s*[%1$s][%1$s0-9 -]*\}?)', letters);
  texts jsonb := '{}';
  unknown text;
BEGIN
  IF content_actor() IS NULL
    AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RAISE EXCEPTION 'nobody is named who changes %', TG_TABLE_NAME USING ERRCODE = 'CT003';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.version <> OLD.version THEN
    RAISE EXCEPTION 'this was changed meanwhile' USING ERRCODE = 'CT001';
  END IF;

  SELECT coalesce(jsonb_object_agg(key, btrim(value #>> '{}', E' \t\r\n')), '{}') INTO texts
  FROM jsonb_each(to_jsonb(NEW)) WHERE jsonb_typeof(value) = 'string';
  SELECT string_agg(DISTINCT btrim(hole[1]), ', ') INTO unknown
  FROM jsonb_each_text(texts) AS one(name, text),
    regexp_matches(one.text, place, 'g') AS hole
  WHERE btrim(hole[1]) <> ALL (known);
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'a place that is never filled in' USING ERRCODE = 'CT002', DETAIL = jsonb_build_object(
      'names', unknown, 'known', coalesce(nullif(array_to_string(known, ' '), ''), '—'));
  END IF;

  IF TG_OP = 'INSERT' THEN
    texts := texts || jsonb_build_object('version', 1, 'created_by', content_actor() -> 'id');
  END IF;
  NEW := jsonb_populate_record(NEW, texts);
  IF TG_OP = 'UPDATE' THEN
    -- A form that was sent without a change writes nothing, and the audit log gets no row.
    IF NEW IS NOT DISTINCT FROM OLD THEN
      RETURN NULL;
    END IF;
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.limit_guarded()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT acts_as_owner()
    AND limit_loosens(NEW.kind, NEW.role, NEW.request_up_to, NEW.approval_above, NEW.can_approve) <> '{}'
    AND decided_now('limit', NEW.kind || ':' || NEW.role) IS DISTINCT FROM jsonb_build_object(
      'requestUpTo', NEW.request_up_to::text, 'approvalAbove', NEW.approval_above::text,
      'canApprove', NEW.can_approve) THEN
    RAISE EXCEPTION 'a looser limit takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.limit_loosens(of_kind text, of_role text, up_to bigint, above bigint, approves boolean)
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT array_remove(ARRAY[
    CASE WHEN l.request_up_to IS NOT NULL AND (up_to IS NULL OR up_to > l.request_up_to)
      THEN 'requestUpTo' END,
    CASE WHEN above > l.approval_above THEN 'approvalAbove' END,
    CASE WHEN approves AND NOT l.can_approve THEN 'canApprove' END], NULL)
  FROM refund_limits l WHERE l.kind = of_kind AND l.role = of_role
$function$
;

CREATE OR REPLACE FUNCTION public.list_entry_guarded()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  wish jsonb;
BEGIN
  IF acts_as_owner() THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND NEW.list = 'allow' THEN
    wish := decided_now('fraud_allow', NEW.id::text);
    IF wish IS NULL
      OR (NEW.user_id::text, NEW.payer_hash, NEW.network, NEW.recipient_hash)
        IS DISTINCT FROM
        (wish ->> 'userId', wish ->> 'payerHash', (wish ->> 'network')::cidr, wish ->> 'recipientHash')
      OR NEW.expires_at IS DISTINCT FROM (wish ->> 'expiresAt')::timestamptz THEN
      RAISE EXCEPTION 'an exception takes a second person' USING ERRCODE = 'SP002';
    END IF;
  ELSIF TG_OP = 'UPDATE'
    AND ((NEW.list, NEW.user_id, NEW.payer_hash, NEW.network, NEW.recipient_hash, NEW.expires_at)
      IS DISTINCT FROM
      (OLD.list, OLD.user_id, OLD.payer_hash, OLD.network, OLD.recipient_hash, OLD.expires_at)
    OR NEW.list = 'block' AND OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL
      AND decided_now('fraud_unblock', NEW.id::text) IS NULL
    OR OLD.removed_at IS NOT NULL AND NEW.removed_at IS NULL) THEN
    RAISE EXCEPTION 'taking off the block list takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.lock_price(of_package bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF of_package IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext('star_prices'));
  ELSE
    PERFORM FROM packages WHERE id = of_package FOR UPDATE;
  END IF;
END
$function$
;

CREATE OR REPLACE FUNCTION public.makers_of(person bigint, since timestamp with time zone)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  WITH RECURSIVE made (id) AS (
    SELECT person
    UNION
    SELECT p.requested_by FROM made m JOIN proposals p ON p.staff_id = m.id
    WHERE p.status = 'done' AND p.requested_by IS NOT NULL AND p.decided_at > since
  )
  SELECT id FROM made
$function$
;

CREATE OR REPLACE FUNCTION public.may_set_prices(person bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT EXISTS (SELECT FROM staff WHERE id = person AND role = 'admin' AND disabled_at IS NULL)
$function$
;

CREATE OR REPLACE FUNCTION public.moves_money(role text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT coalesce(role IN ('finance', 'admin'), false)
$function$
;

CREATE OR REPLACE FUNCTION public.open_shop(in_code text, in_exponent integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  had shop_coin;
  factor numeric;
BEGIN
  SELECT * INTO had FROM shop_coin FOR UPDATE;
  IF (had.code, had.exponent) = (in_code, in_exponent) THEN RETURN; END IF;
  IF had.code = in_code OR EXISTS (SELECT FROM users) OR EXISTS (SELECT FROM orders)
    OR EXISTS (SELECT FROM price_changes) OR EXISTS (SELECT FROM ledger.journals)
    OR EXISTS (SELECT FROM refund_limits WHERE changed_by IS NOT NULL) THEN
    RAISE EXCEPTION 'the shop was opened in % with % decimals', had.code, had.exponent
      USING ERRCODE = 'SC001';
  END IF;
  factor := 10::numeric ^ (in_exponent - had.exponent);
  INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars, reason, is_anchor)
  SELECT package_id, version + 1, in_code, price * factor, list_price * factor, bonus_stars,
    'first price list in ' || in_code, true
  FROM current_packages WHERE asset = had.code ORDER BY stars;
  INSERT INTO star_prices (asset, price, reason, is_anchor)
  SELECT in_code, price * factor, 'first price list in ' || in_code, true
  FROM current_star_prices WHERE asset = had.code;
  UPDATE refund_limits SET request_up_to = request_up_to * factor, approval_above = approval_above * factor;
  INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason)
  SELECT id, version + 1,
    jsonb_set(parameters, '{minAmount}',
      to_jsonb(trunc((parameters ->> 'minAmount')::numeric * factor)::text)),
    effect, mode, weight, 'the shop was opened in ' || in_code
  FROM fraud_current_rules WHERE parameters ? 'minAmount';
  UPDATE shop_coin SET code = in_code, exponent = in_exponent;
END $function$
;

CREATE OR REPLACE FUNCTION public.outbox_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF pg_try_advisory_xact_lock(hashtext('starboard outbox notice')) THEN
    PERFORM pg_notify('outbox', '');
  END IF;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.price_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM require_another(NEW.decided_by, NEW.requested_by);
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.price_at(of_package bigint, in_asset text, moment timestamp with time zone)
 RETURNS SETOF public.price_versions
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT * FROM price_versions v
  WHERE v.package_id IS NOT DISTINCT FROM of_package AND v.asset = in_asset
    AND v.valid_from <= moment AND (v.valid_until IS NULL OR v.valid_until > moment)
  ORDER BY v.valid_from DESC, v.id DESC LIMIT 1
$function$
;

CREATE OR REPLACE FUNCTION public.price_change_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  in_force bigint;
  newest bigint;
BEGIN
  IF (NEW.id, NEW.package_id, NEW.asset, NEW.requested_by, NEW.request_key, NEW.created_at)
      IS DISTINCT FROM (OLD.id, OLD.package_id, OLD.asset, OLD.requested_by, OLD.request_key, OLD.created_at)
    OR (OLD.status, NEW.status) <> ('draft', 'draft') AND
      (NEW.price, NEW.list_price, NEW.bonus_stars, NEW.valid_from, NEW.valid_until, NEW.reason)
      IS DISTINCT FROM
      (OLD.price, OLD.list_price, OLD.bonus_stars, OLD.valid_from, OLD.valid_until, OLD.reason) THEN
    RAISE EXCEPTION 'this is fixed once a change of price was asked for' USING ERRCODE = 'PR003';
  END IF;
  IF (OLD.status, NEW.status) NOT IN (
      ('draft', 'draft'), ('draft', 'waiting'), ('draft', 'published'), ('draft', 'cancelled'),
      ('waiting', 'published'), ('waiting', 'rejected'), ('waiting', 'cancelled')) THEN
    RAISE EXCEPTION 'a change of price that is % does not become %', OLD.status, NEW.status
      USING ERRCODE = 'PR002';
  END IF;
  -- Only its author may change a draft. Anybody else would be a second author without a name.
  IF OLD.status = 'draft' AND NEW.changed_by <> OLD.requested_by OR NOT may_set_prices(NEW.changed_by) THEN
    RAISE EXCEPTION 'this person may not do this' USING ERRCODE = 'PR001';
  END IF;
  IF NEW.decided_by IS DISTINCT FROM
    (CASE WHEN OLD.status = 'waiting' AND NEW.status IN ('published', 'rejected')
      THEN NEW.changed_by END) THEN
    RAISE EXCEPTION 'who decides is who does it' USING ERRCODE = 'PR001';
  END IF;
  IF NEW.status IN ('waiting', 'published') THEN
    PERFORM lock_price(NEW.package_id);
    IF NEW.valid_until <= clock_timestamp() THEN
      RAISE EXCEPTION 'the time of this price is over' USING ERRCODE = 'PR004';
    END IF;
    SELECT id INTO in_force FROM price_at(NEW.package_id, NEW.asset, clock_timestamp());
    SELECT max(id) INTO newest FROM price_versions WHERE package_id IS NOT DISTINCT FROM NEW.package_id;
    NEW.concerns := coalesce((
      SELECT jsonb_agg(to_jsonb(c)) FROM price_concerns(NEW.package_id, NEW.asset, NEW.price, NEW.bonus_stars,
        NEW.valid_from, NEW.valid_until, NEW.star_cost) c
    ), '[]');
    IF OLD.status = 'waiting' THEN
      IF (in_force, newest) IS DISTINCT FROM (OLD.basis_id, OLD.basis_newest) THEN
        RAISE EXCEPTION 'another version came since this was asked for' USING ERRCODE = 'PR005';
      END IF;
    ELSIF NEW.status = 'published' AND NEW.concerns <> '[]' THEN
      RAISE EXCEPTION 'one person may not decide this' USING ERRCODE = 'PR001';
    END IF;
    NEW.basis_id := in_force;
    NEW.basis_newest := newest;
    IF NEW.status = 'published' THEN
      NEW.price_id := publish_price(NEW);
    END IF;
  END IF;
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.price_change_made()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF NOT may_set_prices(NEW.requested_by) THEN
    RAISE EXCEPTION 'this person may not change prices' USING ERRCODE = 'PR001';
  END IF;
  IF NEW.status <> 'draft' OR NEW.decided_by IS NOT NULL OR NEW.changed_by <> NEW.requested_by THEN
    RAISE EXCEPTION 'a change of price starts as a draft of its author' USING ERRCODE = 'PR002';
  END IF;
  NEW.created_at := now();
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.price_change_recorded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO price_change_events (change_id, staff_id, to_status, remark)
  VALUES (NEW.id, NEW.changed_by, NEW.status, NEW.remark);
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.price_concerns(of_package bigint, in_asset text, new_price bigint, new_bonus integer, starts timestamp with time zone, ends timestamp with time zone, star_cost bigint)
 RETURNS TABLE(kind text, price_id bigint, price_percent numeric, star_percent numeric)
 LANGUAGE sql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  WITH asked AS MATERIALIZED (
    -- The wall clock, because this transaction may have waited for the one that published the current
    -- version.
    SELECT t.now, greatest(starts, t.now) AS at,
      coalesce((SELECT p.stars FROM packages p WHERE p.id = of_package), 1) + new_bonus AS stars
    FROM (SELECT clock_timestamp() AS now) t
  ), benchmark AS (
    SELECT 1 AS rank, 'now' AS kind, v.* FROM asked, price_at(of_package, in_asset, asked.now) v
    UNION ALL SELECT 2, 'follows', v.* FROM asked, price_at(of_package, in_asset, asked.at) v
    UNION ALL SELECT 3, 'next', v.* FROM asked, price_versions v
      WHERE v.package_id IS NOT DISTINCT FROM of_package AND v.asset = in_asset
        AND v.valid_from > asked.at AND (ends IS NULL OR v.valid_from < ends)
    UNION ALL SELECT 4, 'after', v.* FROM price_at(of_package, in_asset, ends) v
    UNION ALL SELECT 5, 'anchor', a.* FROM (
      SELECT v.* FROM asked, price_versions v
      WHERE v.package_id IS NOT DISTINCT FROM of_package AND v.asset = in_asset
        AND v.is_anchor AND v.valid_from <= asked.at
      ORDER BY v.valid_from DESC, v.id DESC LIMIT 1) a
  ), measured AS (
    SELECT DISTINCT ON (b.id) b.rank, b.kind, b.id,
      (new_price - b.price)::numeric * 100 / b.price AS by_price,
      (new_price::numeric * (b.stars + b.bonus_stars) - b.price::numeric * asked.stars) * 100
        / (b.price::numeric * asked.stars) AS by_star
    FROM benchmark b, asked ORDER BY b.id, b.rank
  ), found AS (
    SELECT m.rank, m.kind, m.id, m.by_price, m.by_star FROM measured m
    WHERE abs(m.by_price) > 15 OR abs(m.by_star) > 15
    UNION ALL SELECT 0, 'new', NULL, NULL, NULL
    WHERE NOT EXISTS (SELECT FROM benchmark b WHERE b.kind IN ('now', 'follows', 'anchor'))
    UNION ALL SELECT 6, 'cost', NULL, NULL, NULL FROM asked
    WHERE new_price < star_cost::numeric * asked.stars
  )
  -- Rounded away from zero, so that a value over the limit is never shown as the limit.
  SELECT f.kind, f.id, sign(f.by_price) * ceil(abs(f.by_price) * 10) / 10,
    sign(f.by_star) * ceil(abs(f.by_star) * 10) / 10
  FROM found f ORDER BY f.rank, f.id
$function$
;

CREATE OR REPLACE FUNCTION public.promo_code_guarded()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'waiting' AND promo_needs_second(NEW) THEN
      RAISE EXCEPTION 'this code takes a second person' USING ERRCODE = 'SP002';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - '{status,approved_by,changed_at}'::text[]
    <> to_jsonb(OLD) - '{status,approved_by,changed_at}'::text[] THEN
    RAISE EXCEPTION 'the terms of a code never change' USING ERRCODE = '55000';
  END IF;
  IF OLD.status = 'ended' OR NEW.status = 'waiting' AND OLD.status <> 'waiting'
    OR OLD.status = 'waiting' AND NEW.status = 'paused' THEN
    RAISE EXCEPTION 'a code that is % cannot be %', OLD.status, NEW.status USING ERRCODE = '55000';
  END IF;
  IF OLD.status = 'waiting' AND NEW.status = 'active' THEN
    IF NEW.approved_by IS NULL THEN
      RAISE EXCEPTION 'this code takes a second person' USING ERRCODE = 'SP002';
    END IF;
    PERFORM require_another(NEW.approved_by, NEW.created_by);
  ELSIF NEW.approved_by IS DISTINCT FROM OLD.approved_by THEN
    RAISE EXCEPTION 'nothing waits for approval' USING ERRCODE = '55000';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.promo_followed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE promo_uses
  SET changed_at = now(), state = CASE NEW.status WHEN 'paid' THEN 'used' ELSE 'returned' END
  WHERE order_id = NEW.id AND (NEW.status = 'paid' AND state <> 'used'
    OR NEW.status IN ('cancelled', 'failed') AND state = 'held');
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.promo_needs_second(c public.promo_codes)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE c.kind WHEN 'percent' THEN c.value > 15 ELSE coalesce((
    SELECT c.value * 100 > 15 * CASE c.kind WHEN 'fixed' THEN p.price ELSE p.stars::bigint END
    FROM current_packages p
    WHERE p.active AND p.asset = c.asset AND (c.packages IS NULL OR p.stars = ANY (c.packages))
    ORDER BY p.stars LIMIT 1), true) END
$function$
;

CREATE OR REPLACE FUNCTION public.promo_taken()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  c promo_codes;
  uses bigint;
  spent numeric;
  own bigint;
BEGIN
  -- The order that was written before holds a key share of this row, so a stronger lock would be a deadlock.
  SELECT * INTO STRICT c FROM promo_codes WHERE id = NEW.code_id FOR NO KEY UPDATE;
  IF c.status <> 'active' OR now() < c.valid_from OR now() >= c.valid_until THEN
    RAISE EXCEPTION 'the code is not in force' USING ERRCODE = 'PC001';
  END IF;
  SELECT count(*), coalesce(sum(cost), 0), count(*) FILTER (WHERE user_id = NEW.user_id) INTO uses, spent, own
  FROM promo_uses WHERE code_id = NEW.code_id AND state <> 'returned';
  IF own >= (CASE WHEN c.first_only THEN 1 ELSE c.max_per_user END) THEN
    RAISE EXCEPTION 'the user has had this code' USING ERRCODE = 'PC003';
  END IF;
  IF uses >= c.max_uses OR spent + NEW.cost > c.budget THEN
    RAISE EXCEPTION 'nothing is left of the code' USING ERRCODE = 'PC002';
  END IF;
  IF c.first_only AND EXISTS (SELECT FROM orders WHERE user_id = NEW.user_id AND kind <> 'topup'
      AND paid_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this is not the first purchase' USING ERRCODE = 'PC004';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.proposal_applied()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  account staff;
BEGIN
  IF NEW.kind = 'staff_create' THEN
    INSERT INTO staff (email, name, role, language, password_hash)
    VALUES (NEW.wanted ->> 'email', NEW.wanted ->> 'name', NEW.wanted ->> 'role',
      NEW.wanted ->> 'language', '')
    RETURNING id INTO NEW.staff_id;
    RETURN NEW;
  END IF;
  SELECT * INTO account FROM staff WHERE id = NEW.staff_id FOR UPDATE;
  IF account.role IS DISTINCT FROM NEW.before ->> 'role' THEN
    RAISE EXCEPTION 'the account changed since' USING ERRCODE = 'SP003';
  END IF;
  IF NEW.kind = 'staff_role' THEN
    UPDATE staff SET role = NEW.wanted ->> 'role' WHERE id = NEW.staff_id;
  ELSIF NEW.kind = 'staff_enable' THEN
    UPDATE staff SET disabled_at = NULL, failed_logins = 0, locked_until = NULL WHERE id = NEW.staff_id;
  ELSIF NEW.kind = 'staff_password' THEN
    UPDATE staff SET password_hash = '', failed_logins = 0, locked_until = NULL WHERE id = NEW.staff_id;
  END IF;
  -- The second factor stays until its owner has used the link. Every other change ends open sessions.
  IF NEW.kind <> 'staff_totp' THEN
    DELETE FROM staff_sessions WHERE sess -> 'passport' ->> 'user' = NEW.staff_id::text;
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.proposal_checked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  had text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.requested_by IS NULL AND NOT acts_as_owner()
      OR NEW.requested_by IS NOT NULL
        AND role_of(NEW.requested_by)
          IS DISTINCT FROM (CASE WHEN NEW.kind IN ('break', 'booking') THEN 'finance' ELSE 'admin' END)
      OR NEW.staff_id = NEW.requested_by THEN
      RAISE EXCEPTION 'this person may not ask for this' USING ERRCODE = 'SP004';
    END IF;
    SELECT role INTO had FROM staff WHERE id = NEW.staff_id;
    NEW.needs_second := CASE WHEN NEW.requested_by IS NULL THEN false
      WHEN NEW.kind LIKE 'staff\_%' THEN moves_money(had) OR moves_money(NEW.wanted ->> 'role')
      ELSE true END;
    NEW.status := CASE WHEN NEW.needs_second THEN 'waiting' ELSE 'done' END;
    NEW.decided_by := NULL;
    NEW.created_at := now();
    NEW.decided_at := CASE WHEN NEW.needs_second THEN NULL ELSE now() END;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.kind, NEW.subject, NEW.before, NEW.wanted, NEW.reason,
      NEW.needs_second, NEW.requested_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.kind, OLD.subject, OLD.before, OLD.wanted, OLD.reason,
      OLD.needs_second, OLD.requested_by, OLD.created_at) THEN
    RAISE EXCEPTION 'this is fixed once it was asked for' USING ERRCODE = 'SP003';
  END IF;
  IF OLD.status = NEW.status THEN
    IF (NEW.decided_by, NEW.decided_at, NEW.staff_id)
      IS DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.staff_id) THEN
      RAISE EXCEPTION 'this is decided' USING ERRCODE = 'SP003';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'waiting' THEN
    RAISE EXCEPTION 'this is decided already' USING ERRCODE = 'SP003';
  END IF;
  NEW.decided_at := now();
  IF NEW.status = 'cancelled' THEN
    NEW.decided_by := NULL;
    RETURN NEW;
  END IF;
  IF NEW.decided_by IS NULL THEN
    -- The operator may decide, but not about money for a user.
    IF NOT acts_as_owner() OR NEW.kind = 'break' THEN
      RAISE EXCEPTION 'this takes a second person' USING ERRCODE = 'SP002';
    END IF;
  ELSIF NEW.decided_by = NEW.staff_id OR NOT (CASE WHEN NEW.kind IN ('break', 'booking')
      THEN EXISTS (SELECT FROM refund_limits l WHERE l.can_approve AND l.role = role_of(NEW.decided_by)
        AND l.kind = CASE NEW.kind WHEN 'break' THEN 'adjustment' ELSE NEW.kind END)
      ELSE role_of(NEW.decided_by) IS NOT DISTINCT FROM 'admin' END) THEN
    RAISE EXCEPTION 'this person may not decide this' USING ERRCODE = 'SP004';
  ELSIF NEW.status = 'done' AND NEW.requested_by IS NOT NULL THEN
    PERFORM require_another(NEW.decided_by, NEW.requested_by);
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.publish_price(change public.price_changes)
 RETURNS bigint
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  published bigint;
  -- No version starts before its decision, however long it waited.
  starts timestamptz := greatest(change.valid_from, clock_timestamp());
  anchor boolean := change.decided_by IS NOT NULL AND change.valid_until IS NULL;
BEGIN
  IF change.package_id IS NULL THEN
    INSERT INTO star_prices (asset, price, valid_from, valid_until,
      reason, created_by, approved_by, is_anchor)
    VALUES (change.asset, change.price, starts, change.valid_until,
      change.reason, change.requested_by, change.decided_by, anchor)
    RETURNING id INTO published;
  ELSE
    INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars,
      valid_from, valid_until, reason, created_by, approved_by, is_anchor)
    SELECT change.package_id, coalesce(max(version), 0) + 1, change.asset, change.price, change.list_price,
      change.bonus_stars, starts, change.valid_until,
      change.reason, change.requested_by, change.decided_by, anchor
    FROM package_prices WHERE package_id = change.package_id
    RETURNING id INTO published;
  END IF;
  RETURN published;
END
$function$
;

CREATE OR REPLACE FUNCTION public.quoted_star_cost(of_supplier text, in_asset text, of_stars bigint)
 RETURNS TABLE(star_cost bigint, at timestamp with time zone)
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  WITH newest AS (
    SELECT DISTINCT ON (q.stars) q.stars, q.amount, q.at FROM supplier_quotes q
    WHERE q.supplier = of_supplier AND q.asset = in_asset AND q.at > (
      SELECT max(n.at) FROM supplier_quotes n WHERE n.supplier = of_supplier AND n.asset = in_asset)
        - interval '2 days'
    ORDER BY q.stars, q.at DESC, q.id DESC
  )
  SELECT ceil(n.amount::numeric / n.stars)::bigint, n.at FROM newest n
  ORDER BY n.stars <= of_stars DESC, abs(n.stars - of_stars) LIMIT 1
$function$
;

CREATE OR REPLACE FUNCTION public.refund_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM require_another(NEW.approved_by, NEW.requested_by);
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.refund_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.id, NEW.gave, NEW.kind, NEW.user_id, NEW.destination, NEW.direction, NEW.asset,
      NEW.amount, NEW.stars, NEW.bonus_stars, NEW.request_key,
      NEW.requested_by, NEW.needs_approval, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.gave, OLD.kind, OLD.user_id, OLD.destination, OLD.direction, OLD.asset,
      OLD.amount, OLD.stars, OLD.bonus_stars, OLD.request_key,
      OLD.requested_by, OLD.needs_approval, OLD.created_at)
    OR (NEW.order_id, NEW.invoice_id, NEW.original_id)
      IS DISTINCT FROM (OLD.order_id, OLD.invoice_id, OLD.original_id)
    OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
    OR (OLD.journal_id IS NOT NULL AND NEW.journal_id IS DISTINCT FROM OLD.journal_id)
    OR (OLD.capture_id IS NOT NULL AND NEW.capture_id IS DISTINCT FROM OLD.capture_id) THEN
    RAISE EXCEPTION 'this is fixed when a refund is requested' USING ERRCODE = 'RF003';
  END IF;
  IF NEW.status <> OLD.status AND NOT EXISTS (
    SELECT FROM refund_transitions WHERE from_status = OLD.status AND to_status = NEW.status) THEN
    RAISE EXCEPTION 'a refund that is % does not become %', OLD.status, NEW.status USING ERRCODE = 'RF002';
  END IF;
  IF OLD.approved_by IS NULL AND NEW.approved_by IS NOT NULL AND NOT EXISTS (
    SELECT FROM refund_limits l JOIN staff s ON s.role = l.role
    WHERE l.kind = NEW.kind AND l.can_approve AND s.id = NEW.approved_by AND s.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'this person may not approve this' USING ERRCODE = 'RF001';
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.refund_recorded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO refund_events (refund_id, actor, to_status, remark)
    VALUES (NEW.id, NEW.changed_by, NEW.status, NEW.note);
  ELSIF NEW.status <> OLD.status THEN
    INSERT INTO refund_events (refund_id, actor, from_status, to_status, error, remark)
    VALUES (NEW.id, NEW.changed_by, OLD.status, NEW.status, NEW.error, NEW.remark);
  END IF;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.refund_requested()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  allowed refund_limits;
  lately numeric;
BEGIN
  SELECT l.* INTO allowed FROM refund_limits l JOIN staff s ON s.role = l.role
  WHERE l.kind = NEW.kind AND s.id = NEW.requested_by AND s.disabled_at IS NULL;
  IF allowed.kind IS NULL OR NEW.amount > allowed.request_up_to OR allowed.request_up_to = 0 THEN
    RAISE EXCEPTION 'this person may not ask for this' USING ERRCODE = 'RF001';
  END IF;
  IF NEW.status <> 'requested' OR NEW.approved_by IS NOT NULL THEN
    RAISE EXCEPTION 'a refund starts as a request' USING ERRCODE = 'RF002';
  END IF;
  -- The sum of a day uses the database's own time, whatever a caller says.
  NEW.created_at := now();
  -- Requests for one user take turns, so that the sum of the day is right. Many small requests count as one
  -- large request.
  PERFORM FROM users WHERE id = NEW.user_id FOR NO KEY UPDATE;
  SELECT coalesce(sum(amount), 0) INTO lately FROM refunds
  WHERE user_id = NEW.user_id AND kind = NEW.kind AND requested_by = NEW.requested_by AND asset = NEW.asset
    AND status NOT IN ('rejected', 'cancelled') AND created_at > now() - interval '24 hours';
  NEW.needs_approval := NEW.needs_approval OR lately + NEW.amount > allowed.approval_above;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'SB001';
END
$function$
;

CREATE OR REPLACE FUNCTION public.require_another(decider bigint, asker bigint)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  why text := why_not_another(decider, asker);
BEGIN
  IF why IS NOT NULL THEN
    RAISE EXCEPTION 'this account does not count as another person' USING ERRCODE = 'SP001', DETAIL = why;
  END IF;
END
$function$
;

CREATE OR REPLACE FUNCTION public.role_of(person bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT role FROM staff WHERE id = person AND disabled_at IS NULL
$function$
;

CREATE OR REPLACE FUNCTION public.rule_guarded()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT acts_as_owner()
    AND coalesce(rule_weakens(NEW.rule_id, NEW.parameters, NEW.effect, NEW.mode, NEW.weight), '{}') <> '{}'
    AND decided_now('fraud_rule', NEW.rule_id) IS DISTINCT FROM jsonb_build_object(
      'parameters', NEW.parameters, 'effect', NEW.effect, 'mode', NEW.mode, 'weight', NEW.weight,
      'seenVersion', NEW.version - 1) THEN
    RAISE EXCEPTION 'a weaker rule takes a second person' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.rule_weakens(of_rule text, new_parameters jsonb, new_effect text, new_mode text, new_weight integer)
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  SELECT CASE WHEN r.mode = 'off' THEN '{}'::text[] ELSE array_remove(ARRAY[
    CASE WHEN array_position('{off,shadow,live}'::text[], new_mode)
      < array_position('{off,shadow,live}'::text[], r.mode) THEN 'mode' END,
    CASE WHEN array_position('{note,review,block}'::text[], new_effect)
      < array_position('{note,review,block}'::text[], r.effect) THEN 'effect' END,
    CASE WHEN new_weight < r.weight THEN 'weight' END,
    CASE WHEN EXISTS (
      SELECT FROM jsonb_each_text(r.parameters) had FULL JOIN jsonb_each_text(new_parameters) gets USING (key)
      WHERE had.value IS DISTINCT FROM gets.value AND NOT coalesce(
        CASE WHEN had.value ~ '^\d{1,18}$' AND gets.value ~ '^\d{1,18}$' THEN
          CASE WHEN key IN ('minutes', 'days') THEN gets.value::numeric > had.value::numeric
            ELSE gets.value::numeric < had.value::numeric END
        END, false)) THEN 'parameters' END], NULL) END
  FROM fraud_current_rules r WHERE r.id = of_rule
$function$
;

CREATE OR REPLACE FUNCTION public.staff_disabled()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE staff_links SET ended_at = now() WHERE staff_id = NEW.id AND ended_at IS NULL;
  UPDATE proposals SET finished_at = now()
  WHERE staff_id = NEW.id AND status = 'done' AND finished_at IS NULL;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.staff_guarded()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT acts_as_owner() AND (TG_OP = 'INSERT' OR NEW.role <> OLD.role OR NEW.email <> OLD.email
    OR (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'accounts are made and raised by a decided proposal' USING ERRCODE = 'SP002';
  END IF;
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.supply_recorded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO supply_events (stopped, why, supplier, asset, held, needed, waiting)
  VALUES (NEW.stopped, NEW.why, NEW.supplier, NEW.asset, NEW.held, NEW.needed, NEW.waiting);
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.tell_alerts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('panel', 'alerts');
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.tell_approvals()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('panel', 'approvals');
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.tell_deliveries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('panel', 'deliveries');
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.tell_panel()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_TABLE_NAME = 'tickets' THEN
    PERFORM pg_notify('panel', 'ticket:' || NEW.id);
  ELSE
    PERFORM pg_notify('panel', 'ticket:' || NEW.ticket_id);
  END IF;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.tell_session_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF OLD.expire > now() THEN
    PERFORM pg_notify('panel', 'session:' || left(encode(sha256(convert_to(OLD.sid, 'UTF8')), 'hex'), 16));
  END IF;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.time_of_id(id uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
RETURN to_timestamp((((((('x'::text || "left"(replace((id)::text, '-'::text, ''::text), 12)))::bit(48))::bigint)::numeric / 1000.0))::double precision)
;

CREATE OR REPLACE FUNCTION public.ton_payment_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'wanted' THEN
      RAISE EXCEPTION 'a payment starts as wanted' USING ERRCODE = 'TP001';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.purpose, NEW.subject_id, NEW.to_address, NEW.memo, NEW.amount, NEW.not_after,
      NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.purpose, OLD.subject_id, OLD.to_address, OLD.memo, OLD.amount,
      OLD.not_after, OLD.created_at) THEN
    RAISE EXCEPTION 'this is fixed when a payment is wanted' USING ERRCODE = 'TP002';
  END IF;
  IF NEW.state <> OLD.state AND NOT EXISTS (
    SELECT FROM ton_payment_transitions WHERE from_state = OLD.state AND to_state = NEW.state) THEN
    RAISE EXCEPTION 'a payment that is % does not become %', OLD.state, NEW.state USING ERRCODE = 'TP001';
  END IF;
  -- Set with the step to `signed`, taken away with the step back to `wanted`: that message is over then.
  IF (NEW.wallet, NEW.seqno, NEW.valid_until, NEW.after_lt, NEW.boc, NEW.body_hash) IS DISTINCT FROM
    (OLD.wallet, OLD.seqno, OLD.valid_until, OLD.after_lt, OLD.boc, OLD.body_hash)
    AND (OLD.state, NEW.state) NOT IN (('wanted', 'signed'), ('signed', 'wanted')) THEN
    RAISE EXCEPTION 'this is fixed when a payment is signed' USING ERRCODE = 'TP002';
  END IF;
  IF OLD.state = 'seen' AND (NEW.tx_hash, NEW.tx_lt, NEW.fee, NEW.seen_at) IS DISTINCT FROM
    (OLD.tx_hash, OLD.tx_lt, OLD.fee, OLD.seen_at) THEN
    RAISE EXCEPTION 'this is fixed when a payment is seen' USING ERRCODE = 'TP002';
  END IF;
  NEW.updated_at := now();
  RETURN NEW;
END
$function$
;

CREATE OR REPLACE FUNCTION public.ton_payment_recorded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN
    -- A step back to `wanted` tells of the message that is over.
    INSERT INTO ton_payment_events
      (payment_id, from_state, to_state, reason, wallet, seqno, valid_until, body_hash, sends)
    VALUES (NEW.id, CASE TG_OP WHEN 'UPDATE' THEN OLD.state END, NEW.state, NEW.reason,
      coalesce(NEW.wallet, OLD.wallet), coalesce(NEW.seqno, OLD.seqno),
      coalesce(NEW.valid_until, OLD.valid_until), coalesce(NEW.body_hash, OLD.body_hash),
      greatest(NEW.sends, OLD.sends));
  END IF;
  RETURN NULL;
END
$function$
;

CREATE OR REPLACE FUNCTION public.why_not_another(decider bigint, asker bigint)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
DECLARE
  rule second_person_rule;
  since timestamptz;
BEGIN
  IF decider = asker THEN
    RETURN 'self';
  END IF;
  SELECT * INTO rule FROM second_person_rule;
  since := now() - make_interval(days => rule.days);
  IF EXISTS (SELECT makers_of(decider, since) INTERSECT SELECT makers_of(asker, since)) THEN
    RETURN 'made';
  END IF;
  IF EXISTS (SELECT FROM staff_places a JOIN staff_places b ON b.device = a.device
      WHERE a.staff_id = decider AND b.staff_id = asker AND a.device <> ''
        AND a.last_at > since AND b.last_at > since) THEN
    RETURN 'device';
  END IF;
  IF EXISTS (SELECT FROM staff_places a JOIN staff_places b ON b.address = a.address
      WHERE a.staff_id = decider AND b.staff_id = asker AND a.address <> '0.0.0.0'
        AND a.last_at > since AND b.last_at > since
        AND NOT a.address <<= ANY (rule.office_networks)) THEN
    RETURN 'address';
  END IF;
  RETURN NULL;
END
$function$
;

CREATE TRIGGER account_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.account FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER account_event_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.account_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER account_kind_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.account_kind FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER asset_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.asset FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER backdated_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.backdated FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER balance_kept BEFORE DELETE OR TRUNCATE ON ledger.balance FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER block_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.block FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER closing_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.closing FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER closing_balance_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.closing_balance FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER derived_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.derived FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER journal_link_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.journal_link FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER publication_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.publication FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER transfer_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.transfer FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER alert_silences_tell_panel AFTER INSERT OR DELETE OR UPDATE ON public.alert_silences FOR EACH ROW EXECUTE FUNCTION public.tell_alerts();

CREATE TRIGGER alerts_tell_panel AFTER INSERT OR UPDATE OF ended_at, acknowledged_at, escalated_at, severity ON public.alerts FOR EACH ROW EXECUTE FUNCTION public.tell_alerts();

CREATE TRIGGER audit_log_fixed BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER audit_log_fixed_truncate BEFORE TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER break_events_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.break_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER breaks_credited BEFORE UPDATE ON public.breaks FOR EACH ROW WHEN (((old.status = 'open'::text) AND (new.status = 'resolved'::text))) EXECUTE FUNCTION public.break_credited();

CREATE TRIGGER breaks_ended AFTER UPDATE ON public.breaks FOR EACH ROW WHEN (((old.status = 'open'::text) AND (new.status = 'resolved'::text))) EXECUTE FUNCTION public.break_ended();

CREATE TRIGGER canned_replies_audit AFTER INSERT OR DELETE OR UPDATE ON public.canned_replies FOR EACH ROW EXECUTE FUNCTION public.audit_content();

CREATE TRIGGER canned_replies_keep BEFORE INSERT OR DELETE OR UPDATE ON public.canned_replies FOR EACH ROW EXECUTE FUNCTION public.keep_content('{user}', '{order}', '{stars}', '{tx}');

CREATE TRIGGER deliveries_asked BEFORE INSERT ON public.deliveries FOR EACH ROW EXECUTE FUNCTION public.delivery_asked();

CREATE TRIGGER deliveries_changed BEFORE UPDATE ON public.deliveries FOR EACH ROW EXECUTE FUNCTION public.delivery_changed();

CREATE TRIGGER deliveries_recorded AFTER INSERT OR UPDATE ON public.deliveries FOR EACH ROW EXECUTE FUNCTION public.delivery_recorded();

CREATE TRIGGER deliveries_tell_panel AFTER INSERT OR UPDATE OF status, sent_by, review_since, error ON public.deliveries FOR EACH ROW EXECUTE FUNCTION public.tell_deliveries();

CREATE TRIGGER delivery_events_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.delivery_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER faq_audit AFTER INSERT OR DELETE OR UPDATE ON public.faq FOR EACH ROW EXECUTE FUNCTION public.audit_content();

CREATE TRIGGER faq_keep BEFORE INSERT OR DELETE OR UPDATE ON public.faq FOR EACH ROW EXECUTE FUNCTION public.keep_content('{coin}');

CREATE TRIGGER fraud_events_fixed BEFORE UPDATE ON public.fraud_events FOR EACH ROW WHEN (((new.recipient_hashes <> '{}'::text[]) OR ((to_jsonb(new.*) - 'recipient_hashes'::text) IS DISTINCT FROM (to_jsonb(old.*) - 'recipient_hashes'::text)))) EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER fraud_events_fixed_truncate BEFORE TRUNCATE ON public.fraud_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER fraud_events_kept BEFORE DELETE ON public.fraud_events FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER fraud_list_entries_guarded BEFORE INSERT OR UPDATE ON public.fraud_list_entries FOR EACH ROW EXECUTE FUNCTION public.list_entry_guarded();

CREATE TRIGGER fraud_rule_versions_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.fraud_rule_versions FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER fraud_rule_versions_guarded BEFORE INSERT ON public.fraud_rule_versions FOR EACH ROW EXECUTE FUNCTION public.rule_guarded();

CREATE TRIGGER fraud_snoozes_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.fraud_snoozes FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER orders_promo_followed AFTER UPDATE OF status ON public.orders FOR EACH ROW WHEN (((new.promo_code_id IS NOT NULL) AND (new.status <> old.status) AND (new.status = ANY (ARRAY['paid'::text, 'cancelled'::text, 'failed'::text])))) EXECUTE FUNCTION public.promo_followed();

CREATE TRIGGER outbox_written AFTER INSERT ON public.outbox FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_notify();

CREATE TRIGGER package_prices_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.package_prices FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER payment_reports_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payment_reports FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER price_change_events_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.price_change_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER price_changes_changed BEFORE UPDATE ON public.price_changes FOR EACH ROW EXECUTE FUNCTION public.price_change_changed();

CREATE TRIGGER price_changes_made BEFORE INSERT ON public.price_changes FOR EACH ROW EXECUTE FUNCTION public.price_change_made();

CREATE TRIGGER price_changes_recorded AFTER INSERT OR UPDATE ON public.price_changes FOR EACH ROW EXECUTE FUNCTION public.price_change_recorded();

CREATE TRIGGER price_changes_tell_approvals AFTER INSERT OR UPDATE OF status ON public.price_changes FOR EACH ROW EXECUTE FUNCTION public.tell_approvals();

CREATE TRIGGER price_changes_two_people BEFORE UPDATE ON public.price_changes FOR EACH ROW WHEN (((old.status = 'waiting'::text) AND (new.status = 'published'::text) AND (new.decided_by <> new.requested_by))) EXECUTE FUNCTION public.price_approved();

CREATE TRIGGER promo_codes_guarded BEFORE INSERT OR UPDATE ON public.promo_codes FOR EACH ROW EXECUTE FUNCTION public.promo_code_guarded();

CREATE TRIGGER promo_codes_kept BEFORE DELETE OR TRUNCATE ON public.promo_codes FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER promo_uses_kept BEFORE DELETE OR TRUNCATE ON public.promo_uses FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER promo_uses_taken BEFORE INSERT ON public.promo_uses FOR EACH ROW EXECUTE FUNCTION public.promo_taken();

CREATE TRIGGER proposals_a_checked BEFORE INSERT OR UPDATE ON public.proposals FOR EACH ROW EXECUTE FUNCTION public.proposal_checked();

CREATE TRIGGER proposals_b_applied BEFORE INSERT ON public.proposals FOR EACH ROW WHEN (((new.status = 'done'::text) AND (new.kind ~~ 'staff\_%'::text))) EXECUTE FUNCTION public.proposal_applied();

CREATE TRIGGER proposals_c_applied BEFORE UPDATE ON public.proposals FOR EACH ROW WHEN (((old.status = 'waiting'::text) AND (new.status = 'done'::text) AND (new.kind ~~ 'staff\_%'::text))) EXECUTE FUNCTION public.proposal_applied();

CREATE TRIGGER proposals_tell_approvals AFTER INSERT OR UPDATE OF status ON public.proposals FOR EACH ROW EXECUTE FUNCTION public.tell_approvals();

CREATE TRIGGER provider_events_fixed BEFORE UPDATE ON public.provider_events FOR EACH ROW WHEN (((new.body <> ''::text) OR (new.ip IS NOT NULL) OR ((to_jsonb(new.*) - '{body,ip}'::text[]) IS DISTINCT FROM (to_jsonb(old.*) - '{body,ip}'::text[])))) EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER provider_events_kept BEFORE DELETE OR TRUNCATE ON public.provider_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER refund_events_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.refund_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER refund_limits_guarded BEFORE UPDATE ON public.refund_limits FOR EACH ROW EXECUTE FUNCTION public.limit_guarded();

CREATE TRIGGER refunds_changed BEFORE UPDATE ON public.refunds FOR EACH ROW EXECUTE FUNCTION public.refund_changed();

CREATE TRIGGER refunds_promo_fixed BEFORE UPDATE OF promo_stars ON public.refunds FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER refunds_recorded AFTER INSERT OR UPDATE ON public.refunds FOR EACH ROW EXECUTE FUNCTION public.refund_recorded();

CREATE TRIGGER refunds_requested BEFORE INSERT ON public.refunds FOR EACH ROW EXECUTE FUNCTION public.refund_requested();

CREATE TRIGGER refunds_requested_with_breaks BEFORE INSERT ON public.refunds FOR EACH ROW WHEN ((new.kind = 'adjustment'::text)) EXECUTE FUNCTION public.adjustment_counts_breaks();

CREATE TRIGGER refunds_tell_approvals AFTER INSERT OR UPDATE OF status ON public.refunds FOR EACH ROW EXECUTE FUNCTION public.tell_approvals();

CREATE TRIGGER refunds_two_people BEFORE UPDATE ON public.refunds FOR EACH ROW WHEN (((old.approved_by IS NULL) AND (new.approved_by <> new.requested_by))) EXECUTE FUNCTION public.refund_approved();

CREATE TRIGGER staff_disabled AFTER UPDATE ON public.staff FOR EACH ROW WHEN (((old.disabled_at IS NULL) AND (new.disabled_at IS NOT NULL))) EXECUTE FUNCTION public.staff_disabled();

CREATE TRIGGER staff_guarded BEFORE INSERT OR UPDATE ON public.staff FOR EACH ROW EXECUTE FUNCTION public.staff_guarded();

CREATE TRIGGER staff_sessions_tell_end AFTER DELETE ON public.staff_sessions FOR EACH ROW EXECUTE FUNCTION public.tell_session_end();

CREATE TRIGGER star_prices_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.star_prices FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER supplier_events_tell_panel AFTER INSERT ON public.supplier_events FOR EACH STATEMENT EXECUTE FUNCTION public.tell_deliveries();

CREATE TRIGGER supply_events_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.supply_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER supply_recorded AFTER UPDATE ON public.supply_state FOR EACH ROW WHEN ((new.stopped IS DISTINCT FROM old.stopped)) EXECUTE FUNCTION public.supply_recorded();

CREATE TRIGGER ticket_messages_tell_panel AFTER INSERT OR UPDATE ON public.ticket_messages FOR EACH ROW EXECUTE FUNCTION public.tell_panel();

CREATE TRIGGER tickets_tell_panel AFTER INSERT OR UPDATE ON public.tickets FOR EACH ROW EXECUTE FUNCTION public.tell_panel();

CREATE TRIGGER ton_incoming_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ton_incoming FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ton_payment_events_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ton_payment_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ton_payments_changed BEFORE INSERT OR UPDATE ON public.ton_payments FOR EACH ROW EXECUTE FUNCTION public.ton_payment_changed();

CREATE TRIGGER ton_payments_recorded AFTER INSERT OR UPDATE ON public.ton_payments FOR EACH ROW EXECUTE FUNCTION public.ton_payment_recorded();

CREATE TRIGGER treasury_bookings_checked BEFORE INSERT ON public.treasury_bookings FOR EACH ROW EXECUTE FUNCTION public.booking_checked();

CREATE TRIGGER treasury_bookings_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.treasury_bookings FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

GRANT INSERT, UPDATE ON COLUMN public.canned_replies.active TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.canned_replies.body_en TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.canned_replies.body_ru TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.canned_replies.title TO starboard_content;

GRANT UPDATE ON COLUMN public.canned_replies.version TO starboard_content;

GRANT UPDATE ON COLUMN public.delivery_answers.raw TO starboard_app;

GRANT INSERT, UPDATE ON COLUMN public.faq.active TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.faq.answer_en TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.faq.answer_ru TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.faq.position TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.faq.question_en TO starboard_content;

GRANT INSERT, UPDATE ON COLUMN public.faq.question_ru TO starboard_content;

GRANT UPDATE ON COLUMN public.faq.version TO starboard_content;

GRANT UPDATE ON COLUMN public.float_readings.seen_at TO starboard_app;

GRANT UPDATE ON COLUMN public.fraud_events.recipient_hashes TO starboard_app;

GRANT SELECT ON COLUMN public.open_updates.alone_since TO starboard_panel;

GRANT SELECT ON COLUMN public.open_updates.correlation_id TO starboard_panel;

GRANT SELECT ON COLUMN public.open_updates.set_aside_at TO starboard_panel;

GRANT SELECT ON COLUMN public.open_updates.taken_at TO starboard_panel;

GRANT SELECT ON COLUMN public.open_updates.telegram_id TO starboard_panel;

GRANT SELECT ON COLUMN public.open_updates.update_id TO starboard_panel;

GRANT SELECT ON COLUMN public.open_updates.waits_for_return TO starboard_panel;

GRANT UPDATE ON COLUMN public.packages.active TO starboard_app;

GRANT UPDATE ON COLUMN public.promo_codes.approved_by TO starboard_app;

GRANT UPDATE ON COLUMN public.promo_codes.changed_at TO starboard_app;

GRANT UPDATE ON COLUMN public.promo_codes.status TO starboard_app;

GRANT UPDATE ON COLUMN public.promo_uses.changed_at TO starboard_app;

GRANT UPDATE ON COLUMN public.promo_uses.state TO starboard_app;

GRANT UPDATE ON COLUMN public.provider_events.body TO starboard_app;

GRANT UPDATE ON COLUMN public.provider_events.ip TO starboard_app;

GRANT SELECT ON COLUMN public.staff.created_at TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.disabled_at TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.email TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.failed_logins TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.id TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.language TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.locked_until TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.name TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.role TO starboard_panel;

GRANT SELECT ON COLUMN public.staff.totp_confirmed_at TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.add_asset(text,integer) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.balance_at(bigint,timestamp with time zone) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.balance_at(bigint,timestamp with time zone) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.balance_effective(bigint,timestamp with time zone) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.balance_effective(bigint,timestamp with time zone) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.check_accounts(bigint,integer) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.check_accounts(bigint,integer) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.check_closing(date) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.check_closing(date) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.check_end() TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.check_end() TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.check_entries(bigint,bigint,boolean) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.check_entries(bigint,bigint,boolean) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.check_links(uuid,integer) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.check_links(uuid,integer) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.check_sums() TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.check_sums() TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.house_account(text,text,uuid) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.house_account(text,text,uuid) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.house_movements(text) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.house_movements(text) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.house_statement(text,text,timestamp with time zone,timestamp with time zone,bigint,integer) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.house_statement(text,text,timestamp with time zone,timestamp with time zone,bigint,integer) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.journals_before(bigint,integer) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.journals_before(bigint,integer) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.journals_of(uuid) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.journals_of(uuid) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.last_position() TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.last_position() TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.lock_original(uuid) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.mark_published(date) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.open_user_accounts(bigint,text) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.post(uuid,text,text,text,bigint[],bigint[],bigint[],timestamp with time zone,uuid,uuid,uuid,uuid,uuid,text) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.post_batch(uuid[],text[],text[],text[],integer[],integer[],bigint[],integer[],integer[],bigint[],timestamp with time zone[],uuid[],uuid[],uuid[],uuid[],text[],uuid[]) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.post_line(uuid,text,text,text,bigint,bigint,bigint,timestamp with time zone,uuid,uuid,uuid,uuid,text) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.seal(integer) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.sealed_position() TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.sealed_position() TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.set_checkpoint(bigint,bigint,bigint) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.set_frozen(bigint,boolean,text,text) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.statement(bigint,timestamp with time zone,timestamp with time zone,bigint,integer) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.statement(bigint,timestamp with time zone,timestamp with time zone,bigint,integer) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.trial_balance(timestamp with time zone) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.trial_balance(timestamp with time zone) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.user_account(bigint,text,text) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.user_account(bigint,text,text) TO starboard_panel;

GRANT EXECUTE ON FUNCTION ledger.verify_block(bigint) TO starboard_app;

GRANT EXECUTE ON FUNCTION ledger.verify_block(bigint) TO starboard_panel;

GRANT EXECUTE ON FUNCTION public.create_partitions_ahead() TO starboard_app;

GRANT EXECUTE ON FUNCTION public.drop_old_partitions(text,timestamp with time zone) TO starboard_app;

GRANT EXECUTE ON FUNCTION public.open_shop(text,integer) TO starboard_app;

GRANT USAGE ON SCHEMA ledger TO starboard_app;

GRANT USAGE ON SCHEMA ledger TO starboard_panel;

GRANT USAGE ON SCHEMA public TO starboard_app;

GRANT USAGE ON SCHEMA public TO starboard_content;

GRANT USAGE ON SCHEMA public TO starboard_panel;

GRANT SELECT ON ledger.account_events TO starboard_app;

GRANT SELECT ON ledger.account_events TO starboard_panel;

GRANT SELECT ON ledger.accounts TO starboard_app;

GRANT SELECT ON ledger.accounts TO starboard_panel;

GRANT SELECT ON ledger.assets TO starboard_app;

GRANT SELECT ON ledger.assets TO starboard_panel;

GRANT SELECT ON ledger.balances TO starboard_app;

GRANT SELECT ON ledger.balances TO starboard_panel;

GRANT SELECT ON ledger.blocks TO starboard_app;

GRANT SELECT ON ledger.blocks TO starboard_panel;

GRANT SELECT ON ledger.checkpoints TO starboard_app;

GRANT SELECT ON ledger.checkpoints TO starboard_panel;

GRANT SELECT ON ledger.closings TO starboard_app;

GRANT SELECT ON ledger.closings TO starboard_panel;

GRANT SELECT ON ledger.entries TO starboard_app;

GRANT SELECT ON ledger.entries TO starboard_panel;

GRANT SELECT ON ledger.house_balances TO starboard_app;

GRANT SELECT ON ledger.house_balances TO starboard_panel;

GRANT SELECT ON ledger.journals TO starboard_app;

GRANT SELECT ON ledger.journals TO starboard_panel;

GRANT SELECT ON ledger.transfers TO starboard_app;

GRANT SELECT ON ledger.transfers TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.alert_codes TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.alert_receivers TO starboard_app;

GRANT SELECT ON public.alert_receivers TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.alert_silences TO starboard_app;

GRANT SELECT ON public.alert_silences TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.alert_tells TO starboard_app;

GRANT SELECT ON public.alert_tells TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.alerts TO starboard_app;

GRANT SELECT ON public.alerts TO starboard_panel;

GRANT INSERT, SELECT ON public.audit_log TO starboard_app;

GRANT SELECT ON public.audit_log TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.backups TO starboard_app;

GRANT SELECT ON public.backups TO starboard_panel;

GRANT INSERT, SELECT ON public.break_events TO starboard_app;

GRANT SELECT ON public.break_events TO starboard_panel;

GRANT SELECT ON public.break_list TO starboard_app;

GRANT SELECT ON public.break_list TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.breaks TO starboard_app;

GRANT SELECT ON public.breaks TO starboard_panel;

GRANT SELECT ON public.canned_replies TO starboard_app;

GRANT DELETE, SELECT ON public.canned_replies TO starboard_content;

GRANT SELECT ON public.canned_replies TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.chat_topics TO starboard_app;

GRANT SELECT ON public.current_packages TO starboard_app;

GRANT SELECT ON public.current_packages TO starboard_panel;

GRANT SELECT ON public.current_star_prices TO starboard_app;

GRANT SELECT ON public.current_star_prices TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.deliveries TO starboard_app;

GRANT SELECT ON public.deliveries TO starboard_panel;

GRANT INSERT, SELECT ON public.delivery_answers TO starboard_app;

GRANT SELECT ON public.delivery_answers TO starboard_panel;

GRANT SELECT ON public.delivery_events TO starboard_app;

GRANT SELECT ON public.delivery_events TO starboard_panel;

GRANT SELECT ON public.delivery_transitions TO starboard_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.error_groups TO starboard_app;

GRANT SELECT ON public.error_groups TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.error_occurrences TO starboard_app;

GRANT SELECT ON public.error_occurrences TO starboard_panel;

GRANT SELECT ON public.faq TO starboard_app;

GRANT DELETE, SELECT ON public.faq TO starboard_content;

GRANT SELECT ON public.faq TO starboard_panel;

GRANT DELETE, INSERT, SELECT ON public.float_readings TO starboard_app;

GRANT SELECT ON public.float_readings TO starboard_panel;

GRANT SELECT ON public.fraud_current_rules TO starboard_app;

GRANT SELECT ON public.fraud_current_rules TO starboard_panel;

GRANT INSERT, SELECT ON public.fraud_events TO starboard_app;

GRANT SELECT ON public.fraud_events TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.fraud_flags TO starboard_app;

GRANT SELECT ON public.fraud_flags TO starboard_panel;

GRANT DELETE, INSERT, SELECT ON public.fraud_hits TO starboard_app;

GRANT SELECT ON public.fraud_hits TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.fraud_list_entries TO starboard_app;

GRANT SELECT ON public.fraud_list_entries TO starboard_panel;

GRANT INSERT, SELECT ON public.fraud_payers TO starboard_app;

GRANT SELECT ON public.fraud_payers TO starboard_panel;

GRANT SELECT ON public.fraud_precision TO starboard_app;

GRANT SELECT ON public.fraud_precision TO starboard_panel;

GRANT SELECT ON public.fraud_queue TO starboard_app;

GRANT SELECT ON public.fraud_queue TO starboard_panel;

GRANT INSERT, SELECT ON public.fraud_rule_versions TO starboard_app;

GRANT SELECT ON public.fraud_rule_versions TO starboard_panel;

GRANT INSERT, SELECT ON public.fraud_rules TO starboard_app;

GRANT SELECT ON public.fraud_rules TO starboard_panel;

GRANT SELECT ON public.fraud_scores TO starboard_app;

GRANT SELECT ON public.fraud_scores TO starboard_panel;

GRANT INSERT, SELECT ON public.fraud_snoozes TO starboard_app;

GRANT SELECT ON public.fraud_snoozes TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.inbox_messages TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.invoices TO starboard_app;

GRANT SELECT ON public.invoices TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.login_attempts TO starboard_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.login_places TO starboard_app;

GRANT SELECT ON public.login_places TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.notifications TO starboard_app;

GRANT SELECT ON public.notifications TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.open_updates TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.orders TO starboard_app;

GRANT SELECT ON public.orders TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.outbox TO starboard_app;

GRANT SELECT ON public.outbox TO starboard_panel;

GRANT SELECT ON public.package_prices TO starboard_app;

GRANT SELECT ON public.package_prices TO starboard_panel;

GRANT INSERT, SELECT ON public.packages TO starboard_app;

GRANT SELECT ON public.packages TO starboard_panel;

GRANT INSERT, SELECT ON public.payment_reports TO starboard_app;

GRANT SELECT ON public.payment_reports TO starboard_panel;

GRANT SELECT ON public.price_change_events TO starboard_app;

GRANT SELECT ON public.price_change_events TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.price_changes TO starboard_app;

GRANT SELECT ON public.price_changes TO starboard_panel;

GRANT USAGE ON public.price_ids TO starboard_app;

GRANT SELECT ON public.price_versions TO starboard_app;

GRANT SELECT ON public.price_versions TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.processes TO starboard_app;

GRANT SELECT ON public.processes TO starboard_panel;

GRANT INSERT, SELECT ON public.promo_codes TO starboard_app;

GRANT SELECT ON public.promo_codes TO starboard_panel;

GRANT SELECT ON public.promo_figures TO starboard_app;

GRANT SELECT ON public.promo_figures TO starboard_panel;

GRANT INSERT, SELECT ON public.promo_uses TO starboard_app;

GRANT SELECT ON public.promo_uses TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.proposals TO starboard_app;

GRANT SELECT ON public.proposals TO starboard_panel;

GRANT INSERT, SELECT ON public.provider_event_results TO starboard_app;

GRANT SELECT ON public.provider_event_results TO starboard_panel;

GRANT INSERT, SELECT ON public.provider_events TO starboard_app;

GRANT SELECT ON public.provider_events TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.refund_addresses TO starboard_app;

GRANT SELECT ON public.refund_events TO starboard_app;

GRANT SELECT ON public.refund_events TO starboard_panel;

GRANT SELECT, UPDATE ON public.refund_limits TO starboard_app;

GRANT SELECT ON public.refund_limits TO starboard_panel;

GRANT SELECT ON public.refund_transitions TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.refunds TO starboard_app;

GRANT SELECT ON public.refunds TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.retention_runs TO starboard_app;

GRANT SELECT ON public.retention_runs TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.schedules TO starboard_app;

GRANT SELECT ON public.schedules TO starboard_panel;

GRANT SELECT ON public.second_person_rule TO starboard_app;

GRANT SELECT ON public.second_person_rule TO starboard_panel;

GRANT INSERT, SELECT ON public.security_events TO starboard_app;

GRANT SELECT ON public.security_events TO starboard_panel;

GRANT SELECT ON public.shop_coin TO starboard_app;

GRANT SELECT ON public.shop_coin TO starboard_panel;

GRANT INSERT, SELECT ON public.shown_errors TO starboard_app;

GRANT SELECT ON public.shown_errors TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.signs TO starboard_app;

GRANT SELECT ON public.signs TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.staff TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.staff_links TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.staff_news_read TO starboard_app;

GRANT SELECT ON public.staff_news_read TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.staff_places TO starboard_app;

GRANT SELECT ON public.staff_places TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.staff_sessions TO starboard_app;

GRANT SELECT ON public.star_prices TO starboard_app;

GRANT SELECT ON public.star_prices TO starboard_panel;

GRANT DELETE, INSERT, SELECT ON public.statement_rows TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.supplier_events TO starboard_app;

GRANT SELECT ON public.supplier_events TO starboard_panel;

GRANT DELETE, INSERT, SELECT ON public.supplier_quotes TO starboard_app;

GRANT SELECT ON public.supplier_quotes TO starboard_panel;

GRANT SELECT ON public.supply_events TO starboard_app;

GRANT SELECT ON public.supply_events TO starboard_panel;

GRANT SELECT, UPDATE ON public.supply_state TO starboard_app;

GRANT SELECT ON public.supply_state TO starboard_panel;

GRANT SELECT ON public.suspense_postings TO starboard_app;

GRANT SELECT ON public.suspense_postings TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.sweeps TO starboard_app;

GRANT SELECT ON public.sweeps TO starboard_panel;

GRANT SELECT, UPDATE ON public.switches TO starboard_app;

GRANT SELECT ON public.switches TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.ticket_messages TO starboard_app;

GRANT SELECT ON public.ticket_messages TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.tickets TO starboard_app;

GRANT SELECT ON public.tickets TO starboard_panel;

GRANT INSERT, SELECT ON public.ton_incoming TO starboard_app;

GRANT SELECT ON public.ton_incoming TO starboard_panel;

GRANT SELECT ON public.ton_payment_events TO starboard_app;

GRANT SELECT ON public.ton_payment_events TO starboard_panel;

GRANT SELECT ON public.ton_payment_transitions TO starboard_app;

GRANT INSERT, SELECT, UPDATE ON public.ton_payments TO starboard_app;

GRANT SELECT ON public.ton_payments TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.ton_wallets TO starboard_app;

GRANT SELECT ON public.ton_wallets TO starboard_panel;

GRANT INSERT, SELECT ON public.treasury_bookings TO starboard_app;

GRANT SELECT ON public.treasury_bookings TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.users TO starboard_app;

GRANT SELECT ON public.users TO starboard_panel;
