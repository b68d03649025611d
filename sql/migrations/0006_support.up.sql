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
  journal_id uuid, -- the transaction it is about, where that is no order (refund, adjustment)
  request_key text UNIQUE, -- made when its draft was begun: a second tap finds the first ticket
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  first_reply_at timestamptz,
  clock_stopped_at timestamptz, -- since when the resolution clock stands: NULL while it runs
  clock_stopped_ms bigint NOT NULL DEFAULT 0, -- how long it stood before that
  resolved_at timestamptz,
  resolutions integer NOT NULL DEFAULT 0, -- how often it was resolved: reopened tickets come back
  rating smallint CHECK (rating BETWEEN 1 AND 5),
  CHECK ((status = 'open') = (clock_stopped_at IS NULL))
);
CREATE INDEX tickets_user ON tickets (user_id, created_at DESC);
CREATE INDEX tickets_queue ON tickets (status, priority, created_at);
CREATE INDEX tickets_owner ON tickets (owner_id, status, created_at) WHERE owner_id IS NOT NULL;
CREATE INDEX tickets_order ON tickets (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE ticket_messages (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY, -- order within the conversation
  ticket_id uuid NOT NULL REFERENCES tickets,
  user_id bigint NOT NULL, -- of the ticket, whoever wrote
  author text NOT NULL CHECK (author IN ('user', 'staff', 'system')),
  staff_id bigint,
  is_note boolean NOT NULL DEFAULT false, -- internal: never sent to the user
  kind text NOT NULL DEFAULT 'text' CHECK (kind IN ('text', 'photo', 'document', 'other')),
  body text NOT NULL DEFAULT '',
  file_id text, -- Telegram's handle of the photo or document
  file_name text,
  media_group_id text, -- messages of one album
  telegram_message_id bigint,
  request_key text UNIQUE, -- made when the form was drawn: a second click writes nothing
  edits jsonb NOT NULL DEFAULT '[]', -- earlier texts with their times, oldest first: [{text, at}]
  edited_at timestamptz,
  delivery text NOT NULL DEFAULT 'none' CHECK (delivery IN ('none', 'queued', 'sent', 'failed', 'blocked')),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ticket_messages_ticket ON ticket_messages (ticket_id, seq);
-- A message that Telegram delivers twice is stored once, and in one ticket.
CREATE UNIQUE INDEX ticket_messages_telegram ON ticket_messages (user_id, telegram_message_id) WHERE author = 'user';

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
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX notifications_user ON notifications (user_id, created_at DESC);
CREATE INDEX notifications_subject ON notifications (subject_id);
CREATE INDEX notifications_unsent ON notifications (state, created_at) WHERE state <> 'sent';

-- Content that the back office edits freely.
CREATE TABLE faq (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position integer NOT NULL DEFAULT 100,
  question_ru text NOT NULL CHECK (length(question_ru) BETWEEN 1 AND 200),
  question_en text NOT NULL CHECK (length(question_en) BETWEEN 1 AND 200),
  answer_ru text NOT NULL CHECK (length(answer_ru) BETWEEN 1 AND 3000),
  answer_en text NOT NULL CHECK (length(answer_en) BETWEEN 1 AND 3000),
  active boolean NOT NULL DEFAULT true
);

CREATE TABLE canned_replies (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL UNIQUE CHECK (length(title) BETWEEN 1 AND 100),
  body_ru text NOT NULL CHECK (length(body_ru) BETWEEN 1 AND 3000), -- variables: {user} {order} {stars} {tx}
  body_en text NOT NULL CHECK (length(body_en) BETWEEN 1 AND 3000),
  active boolean NOT NULL DEFAULT true,
  created_by bigint -- staff; NULL belongs to all
);

INSERT INTO faq (position, question_ru, question_en, answer_ru, answer_en) VALUES
(10, 'Как купить звёзды?', 'How do I buy stars?',
 'Откройте «Купить звёзды», выберите пакет или своё количество и способ оплаты: криптовалютой по счёту или с баланса. После оплаты звёзды зачисляются сами.',
 'Open “Buy stars”, choose a package or your own number and how to pay: by crypto invoice or from your balance. Stars are credited by themselves once the payment is confirmed.'),
(20, 'Сколько ждать после оплаты?', 'How long does a payment take?',
 'Обычно несколько минут: сеть должна подтвердить перевод. Нажмите «Проверить оплату» на экране счёта, чтобы узнать состояние сразу.',
 'Usually a few minutes: the network has to confirm the transfer. Press “Check payment” on the invoice screen to see the state at once.'),
(30, 'Я перевёл меньше, чем нужно. Деньги пропали?', 'I sent less than needed. Is my money lost?',
 'Нет. Всё, что пришло, зачисляется на ваш баланс TON, и вы можете потратить это на звёзды. Мы напишем, сколько пришло.',
 'No. Whatever arrived is credited to your TON balance and can be spent on stars. We tell you how much arrived.'),
(40, 'Я перевёл больше, чем нужно', 'I sent more than needed',
 'Вы получите купленные звёзды, а остаток зачислим на баланс TON.',
 'You get the stars that you bought, and the rest is credited to your TON balance.'),
(50, 'Счёт истёк, а я уже отправил перевод', 'The invoice expired, but I have already paid',
 'Мы продолжаем следить за счётом и после срока. Если перевод найдётся, мы зачтём его и напишем вам. Если прошло больше часа, создайте обращение.',
 'We keep watching the invoice after its time. When the transfer is found, we credit it and tell you. If more than an hour passed, open a ticket.'),
(60, 'Почему с баланса дороже, чем по счёту?', 'Why is it dearer from balance than by invoice?',
 'Пакеты по счёту продаются со скидкой и бонусными звёздами. С баланса каждая звезда стоит одну и ту же цену без скидки, зато покупка проходит мгновенно и на любое количество.',
 'Packages by invoice come with a discount and bonus stars. From balance each star has the same price without discount, but the purchase is instant and for any number.'),
(70, 'Можно ли вернуть деньги?', 'Can I get a refund?',
 'Создайте обращение с темой «Оплата» и укажите заказ. Каждый возврат рассматривает сотрудник, о каждом шаге мы напишем.',
 'Open a ticket with the subject “Payment” and name the order. A person looks at every refund, and we tell you about each step.'),
(80, 'Как удалить мои данные?', 'How do I delete my data?',
 'Настройки → Мои данные → Удалить аккаунт. Личные данные стираются; обезличенные записи о деньгах остаются, так как их нельзя менять.',
 'Settings → My data → Delete my account. Personal data is erased; money records without your name stay, since they cannot be changed.');

INSERT INTO canned_replies (title, body_ru, body_en) VALUES
('greeting', 'Здравствуйте, {user}! Я уже смотрю ваше обращение.', 'Hello {user}! I am looking at your request now.'),
('payment-wait', '{user}, платёж по заказу {order} ещё не подтверждён сетью. Обычно это занимает несколько минут; звёзды ({stars}) придут сами.',
 '{user}, the payment for order {order} is not confirmed by the network yet. It usually takes a few minutes; your {stars} stars will arrive by themselves.'),
('payment-found', '{user}, платёж найден: {tx}. Заказ {order} выполнен, звёзд: {stars}.', '{user}, the payment was found: {tx}. Order {order} is done, stars: {stars}.'),
('need-tx', '{user}, пришлите, пожалуйста, хеш транзакции и снимок экрана перевода по заказу {order}.', '{user}, please send the transaction hash and a screenshot of the transfer for order {order}.'),
('refund-started', '{user}, возврат по заказу {order} передан на рассмотрение. Мы напишем о каждом шаге.', '{user}, the refund for order {order} is under review. We will write to you about each step.'),
('anything-else', 'Могу ли я помочь чем-то ещё?', 'Is there anything else that I can help with?');

GRANT SELECT, INSERT, UPDATE ON tickets, ticket_messages, notifications TO starboard_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON faq, canned_replies TO starboard_app, starboard_panel;
GRANT SELECT ON tickets, ticket_messages, notifications TO starboard_panel;
