-- Written by `npm run schema` from sql/migrations. Do not edit.

CREATE SEQUENCE public.price_ids;

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

CREATE TABLE public.canned_replies (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  title text NOT NULL,
  body_ru text NOT NULL,
  body_en text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  created_by bigint,
  CONSTRAINT canned_replies_body_en_check CHECK (((length(body_en) >= 1) AND (length(body_en) <= 3000))),
  CONSTRAINT canned_replies_body_ru_check CHECK (((length(body_ru) >= 1) AND (length(body_ru) <= 3000))),
  CONSTRAINT canned_replies_pkey PRIMARY KEY (id),
  CONSTRAINT canned_replies_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100))),
  CONSTRAINT canned_replies_title_key UNIQUE (title)
);

CREATE TABLE public.faq (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  "position" integer NOT NULL DEFAULT 100,
  question_ru text NOT NULL,
  question_en text NOT NULL,
  answer_ru text NOT NULL,
  answer_en text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  CONSTRAINT faq_answer_en_check CHECK (((length(answer_en) >= 1) AND (length(answer_en) <= 3000))),
  CONSTRAINT faq_answer_ru_check CHECK (((length(answer_ru) >= 1) AND (length(answer_ru) <= 3000))),
  CONSTRAINT faq_pkey PRIMARY KEY (id),
  CONSTRAINT faq_question_en_check CHECK (((length(question_en) >= 1) AND (length(question_en) <= 200))),
  CONSTRAINT faq_question_ru_check CHECK (((length(question_ru) >= 1) AND (length(question_ru) <= 200)))
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
  fee bigint NOT NULL DEFAULT 0,
  facts jsonb,
  journal_id uuid,
  next_check_at timestamp with time zone,
  checked_at timestamp with time zone,
  checks integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT invoices_amount_check CHECK ((amount > 0)),
  CONSTRAINT invoices_fee_check CHECK ((fee >= 0)),
  CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT invoices_pkey PRIMARY KEY (id),
  CONSTRAINT invoices_provider_order_id_key UNIQUE (provider_order_id),
  CONSTRAINT invoices_provider_uuid_key UNIQUE (provider_uuid),
  CONSTRAINT invoices_received_check CHECK ((received >= 0))
);

CREATE TABLE public.notifications (
  id uuid NOT NULL,
  user_id bigint NOT NULL,
  kind text NOT NULL,
  subject_id text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  key text NOT NULL,
  state text NOT NULL DEFAULT 'queued'::text,
  telegram_message_id bigint,
  error text,
  correlation_id text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  sent_at timestamp with time zone,
  CONSTRAINT notifications_key_key UNIQUE (key),
  CONSTRAINT notifications_pkey PRIMARY KEY (id),
  CONSTRAINT notifications_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'blocked'::text, 'muted'::text]))),
  CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
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
  CONSTRAINT orders_amount_check CHECK ((amount > 0)),
  CONSTRAINT orders_bonus_stars_check CHECK ((bonus_stars >= 0)),
  CONSTRAINT orders_check CHECK (((kind = 'topup'::text) = (stars = 0))),
  CONSTRAINT orders_kind_check CHECK ((kind = ANY (ARRAY['purchase'::text, 'balance_purchase'::text, 'topup'::text]))),
  CONSTRAINT orders_package_price_id_fkey FOREIGN KEY (package_price_id) REFERENCES public.package_prices(id),
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_request_key_check CHECK (((length(request_key) >= 1) AND (length(request_key) <= 200))),
  CONSTRAINT orders_request_key_key UNIQUE (request_key),
  CONSTRAINT orders_star_price_id_fkey FOREIGN KEY (star_price_id) REFERENCES public.star_prices(id),
  CONSTRAINT orders_stars_check CHECK ((stars >= 0)),
  CONSTRAINT orders_status_check CHECK ((status = ANY (ARRAY['created'::text, 'awaiting_payment'::text, 'held'::text, 'paid'::text, 'underpaid'::text, 'expired'::text, 'failed'::text, 'refunded'::text]))),
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
  reason text NOT NULL,
  created_by bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT package_prices_bonus_stars_check CHECK ((bonus_stars >= 0)),
  CONSTRAINT package_prices_check CHECK ((list_price >= price)),
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
  signature_form text,
  body text NOT NULL,
  ip text,
  correlation_id text,
  received_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT provider_events_pkey PRIMARY KEY (id),
  CONSTRAINT provider_events_provider_uuid_status_source_key UNIQUE (provider_uuid, status, source),
  CONSTRAINT provider_events_source_check CHECK ((source = ANY (ARRAY['webhook'::text, 'poll'::text, 'sweep'::text])))
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
  locked_until timestamp with time zone,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT staff_language_check CHECK ((language = ANY (ARRAY['ru'::text, 'en'::text]))),
  CONSTRAINT staff_pkey PRIMARY KEY (id),
  CONSTRAINT staff_role_check CHECK ((role = ANY (ARRAY['support'::text, 'finance'::text, 'admin'::text, 'auditor'::text])))
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
  reason text NOT NULL,
  created_by bigint,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT star_prices_pkey PRIMARY KEY (id),
  CONSTRAINT star_prices_price_check CHECK ((price > 0))
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
  user_id bigint NOT NULL,
  author text NOT NULL,
  staff_id bigint,
  is_note boolean NOT NULL DEFAULT false,
  kind text NOT NULL DEFAULT 'text'::text,
  body text NOT NULL DEFAULT ''::text,
  file_id text,
  file_name text,
  media_group_id text,
  telegram_message_id bigint,
  request_key text,
  edits jsonb NOT NULL DEFAULT '[]'::jsonb,
  edited_at timestamp with time zone,
  delivery text NOT NULL DEFAULT 'none'::text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT ticket_messages_author_check CHECK ((author = ANY (ARRAY['user'::text, 'staff'::text, 'system'::text]))),
  CONSTRAINT ticket_messages_delivery_check CHECK ((delivery = ANY (ARRAY['none'::text, 'queued'::text, 'sent'::text, 'failed'::text, 'blocked'::text]))),
  CONSTRAINT ticket_messages_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'photo'::text, 'document'::text, 'other'::text]))),
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
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  first_reply_at timestamp with time zone,
  clock_stopped_at timestamp with time zone,
  clock_stopped_ms bigint NOT NULL DEFAULT 0,
  resolved_at timestamp with time zone,
  resolutions integer NOT NULL DEFAULT 0,
  rating smallint,
  CONSTRAINT tickets_check CHECK (((status = 'open'::text) = (clock_stopped_at IS NULL))),
  CONSTRAINT tickets_number_key UNIQUE (number),
  CONSTRAINT tickets_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id),
  CONSTRAINT tickets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.staff(id),
  CONSTRAINT tickets_pkey PRIMARY KEY (id),
  CONSTRAINT tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  CONSTRAINT tickets_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  CONSTRAINT tickets_status_check CHECK ((status = ANY (ARRAY['open'::text, 'waiting_user'::text, 'resolved'::text, 'closed'::text]))),
  CONSTRAINT tickets_subject_check CHECK ((subject = ANY (ARRAY['payment'::text, 'delivery'::text, 'account'::text, 'other'::text]))),
  CONSTRAINT tickets_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
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
  CONSTRAINT users_status_check CHECK ((status = ANY (ARRAY['active'::text, 'held'::text, 'blocked'::text]))),
  CONSTRAINT users_telegram_id_key UNIQUE (telegram_id)
);

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
    c.valid_from
   FROM (public.packages p
     CROSS JOIN LATERAL ( SELECT v.id,
            v.package_id,
            v.version,
            v.asset,
            v.price,
            v.list_price,
            v.bonus_stars,
            v.valid_from,
            v.reason,
            v.created_by,
            v.created_at
           FROM public.package_prices v
          WHERE ((v.package_id = p.id) AND (v.valid_from <= now()))
          ORDER BY v.valid_from DESC, v.version DESC
         LIMIT 1) c);

CREATE INDEX audit_log_staff ON ONLY public.audit_log USING btree (staff_id, at);

CREATE INDEX audit_log_subject ON ONLY public.audit_log USING btree (subject_type, subject_id, at);

CREATE INDEX invoices_created ON public.invoices USING btree (created_at, id);

CREATE INDEX invoices_due ON public.invoices USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX invoices_order ON public.invoices USING btree (order_id);

CREATE INDEX notifications_subject ON public.notifications USING btree (subject_id);

CREATE INDEX notifications_unsent ON public.notifications USING btree (state, created_at) WHERE (state <> 'sent'::text);

CREATE INDEX notifications_user ON public.notifications USING btree (user_id, created_at DESC);

CREATE INDEX orders_journal ON public.orders USING btree (journal_id) WHERE (journal_id IS NOT NULL);

CREATE INDEX orders_status ON public.orders USING btree (status, id DESC);

CREATE INDEX orders_user ON public.orders USING btree (user_id, created_at DESC, id DESC);

CREATE INDEX outbox_open ON ONLY public.outbox USING btree (id) WHERE ((done_at IS NULL) AND (failed_at IS NULL) AND (relayed_at IS NULL));

CREATE INDEX outbox_relayed ON ONLY public.outbox USING btree (relayed_at) WHERE ((done_at IS NULL) AND (failed_at IS NULL) AND (relayed_at IS NOT NULL));

CREATE INDEX package_prices_in_force ON public.package_prices USING btree (package_id, valid_from DESC, version DESC);

CREATE INDEX provider_events_received ON public.provider_events USING btree (received_at, id);

CREATE INDEX security_events_kind ON ONLY public.security_events USING btree (kind, at);

CREATE INDEX security_events_user ON ONLY public.security_events USING btree (user_id, at);

CREATE UNIQUE INDEX staff_email ON public.staff USING btree (lower(email));

CREATE INDEX staff_sessions_expire ON public.staff_sessions USING btree (expire);

CREATE INDEX star_prices_in_force ON public.star_prices USING btree (valid_from DESC, id DESC);

CREATE UNIQUE INDEX ticket_messages_telegram ON public.ticket_messages USING btree (user_id, telegram_message_id) WHERE (author = 'user'::text);

CREATE INDEX ticket_messages_ticket ON public.ticket_messages USING btree (ticket_id, seq);

CREATE INDEX tickets_order ON public.tickets USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX tickets_owner ON public.tickets USING btree (owner_id, status, created_at) WHERE (owner_id IS NOT NULL);

CREATE INDEX tickets_queue ON public.tickets USING btree (status, priority, created_at);

CREATE INDEX tickets_user ON public.tickets USING btree (user_id, created_at DESC);

CREATE INDEX users_created_at ON public.users USING btree (created_at, id);

CREATE INDEX users_not_active ON public.users USING btree (status, id) WHERE (status <> 'active'::text);

CREATE INDEX users_referred_by ON public.users USING btree (referred_by) WHERE (referred_by IS NOT NULL);

CREATE INDEX users_username ON public.users USING btree (lower(username));

CREATE OR REPLACE FUNCTION public.create_month_partitions(parent regclass, from_day date, months integer)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  start_day date := date_trunc('month', from_day);
BEGIN
  FOR i IN 0..months LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
      (SELECT relname FROM pg_class WHERE oid = parent) || to_char(start_day + make_interval(months => i), '_YYYY_MM'),
      parent, start_day + make_interval(months => i), start_day + make_interval(months => i + 1));
  END LOOP;
END
$function$
;

CREATE OR REPLACE FUNCTION public.outbox_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
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

CREATE TRIGGER audit_log_fixed BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER audit_log_fixed_truncate BEFORE TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER outbox_written AFTER INSERT ON public.outbox FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_notify();

CREATE TRIGGER package_prices_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.package_prices FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER provider_events_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.provider_events FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER star_prices_fixed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.star_prices FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

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

GRANT USAGE ON SCHEMA ledger TO starboard_app;

GRANT USAGE ON SCHEMA ledger TO starboard_panel;

GRANT USAGE ON SCHEMA public TO starboard_app;

GRANT USAGE ON SCHEMA public TO starboard_panel;

GRANT INSERT, SELECT ON public.audit_log TO starboard_app;

GRANT SELECT ON public.audit_log TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.canned_replies TO starboard_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.canned_replies TO starboard_panel;

GRANT SELECT ON public.current_packages TO starboard_app;

GRANT SELECT ON public.current_packages TO starboard_panel;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.faq TO starboard_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.faq TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.invoices TO starboard_app;

GRANT SELECT ON public.invoices TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.notifications TO starboard_app;

GRANT SELECT ON public.notifications TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.orders TO starboard_app;

GRANT SELECT ON public.orders TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.outbox TO starboard_app;

GRANT SELECT ON public.outbox TO starboard_panel;

GRANT INSERT, SELECT ON public.package_prices TO starboard_app;

GRANT SELECT ON public.package_prices TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.packages TO starboard_app;

GRANT SELECT ON public.packages TO starboard_panel;

GRANT USAGE ON public.price_ids TO starboard_app;

GRANT INSERT, SELECT ON public.provider_event_results TO starboard_app;

GRANT SELECT ON public.provider_event_results TO starboard_panel;

GRANT INSERT, SELECT ON public.provider_events TO starboard_app;

GRANT SELECT ON public.provider_events TO starboard_panel;

GRANT INSERT, SELECT ON public.security_events TO starboard_app;

GRANT SELECT ON public.security_events TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.staff TO starboard_app;

GRANT DELETE, INSERT, SELECT, UPDATE ON public.staff_sessions TO starboard_app;

GRANT INSERT, SELECT ON public.star_prices TO starboard_app;

GRANT SELECT ON public.star_prices TO starboard_panel;

GRANT SELECT, UPDATE ON public.switches TO starboard_app;

GRANT SELECT ON public.switches TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.ticket_messages TO starboard_app;

GRANT SELECT ON public.ticket_messages TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.tickets TO starboard_app;

GRANT SELECT ON public.tickets TO starboard_panel;

GRANT INSERT, SELECT, UPDATE ON public.users TO starboard_app;

GRANT SELECT ON public.users TO starboard_panel;
