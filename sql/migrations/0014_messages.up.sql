-- Messages that the bot sends by itself.
--
--   notifications    every such message, and its result
--   chat_topics      the last topic of a chat where a matter was mentioned
--   faq              questions and answers
--   canned_replies   prepared answers of support
--
-- Why notifications have a number: messages to a person leave in the order in which they were decided.
-- Locks: none; the tables are new.

CREATE TABLE notifications (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY, -- the place among all that were decided
  user_id bigint NOT NULL REFERENCES users,
  kind text NOT NULL,
  subject_id text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  key text NOT NULL UNIQUE, -- one message per cause
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed', 'blocked', 'muted')),
  tries integer NOT NULL DEFAULT 0,
  unanswered integer NOT NULL DEFAULT 0, -- sends that Telegram may have taken without saying so
  telegram_message_id bigint,
  error text,
  -- Since when only this message fails while others arrive. A failed row with this time was set aside for
  -- staff.
  alone_since timestamptz,
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX notifications_user ON notifications (user_id, created_at DESC);
CREATE INDEX notifications_created_at ON notifications (created_at, id);
CREATE INDEX notifications_subject ON notifications (subject_id);
CREATE INDEX notifications_unsent ON notifications (state, created_at) WHERE state <> 'sent';
CREATE INDEX notifications_waiting ON notifications (user_id, seq) WHERE state = 'queued';
CREATE INDEX notifications_set_aside ON notifications (alone_since)
  WHERE state = 'failed' AND alone_since IS NOT NULL;
CREATE INDEX notifications_blocked ON notifications (user_id) WHERE state = 'blocked';
CREATE INDEX notifications_telegram ON notifications (user_id, telegram_message_id)
  WHERE telegram_message_id IS NOT NULL;

-- A matter is an order, a ticket or a refund. No row means no topic.
CREATE TABLE chat_topics (
  user_id bigint NOT NULL REFERENCES users,
  subject_id text NOT NULL,
  thread_id bigint NOT NULL,
  PRIMARY KEY (user_id, subject_id)
);

------------------------------------------------------------ texts that the back office edits

CREATE TABLE faq (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position integer NOT NULL DEFAULT 100,
  question_ru text NOT NULL CHECK (length(question_ru) BETWEEN 1 AND 200),
  question_en text NOT NULL CHECK (length(question_en) BETWEEN 1 AND 200),
  answer_ru text NOT NULL CHECK (length(answer_ru) BETWEEN 1 AND 3000), -- {coin}: the name of the shop's coin
  answer_en text NOT NULL CHECK (length(answer_en) BETWEEN 1 AND 3000),
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1 -- a row that two people edit at once is not overwritten unseen
);

CREATE TABLE canned_replies (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  title text NOT NULL UNIQUE CHECK (length(title) BETWEEN 1 AND 100),
  body_ru text NOT NULL CHECK (length(body_ru) BETWEEN 1 AND 3000), -- {user} {order} {stars} {tx}
  body_en text NOT NULL CHECK (length(body_en) BETWEEN 1 AND 3000),
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  created_by bigint -- staff; NULL belongs to all
);

INSERT INTO faq (position, question_ru, question_en, answer_ru, answer_en) VALUES
(10, 'Как купить звёзды?', 'How do I buy stars?',
 'Откройте «Купить звёзды», выберите пакет или своё количество и способ оплаты: криптовалютой или с '
 'баланса. После оплаты звёзды появятся на вашем балансе в боте.',
 'Open “Buy stars”, choose a package or your own number and how to pay: with crypto or from your balance. '
 'Once the payment is confirmed, the stars are on your balance in the bot.'),
(15, 'Где мои звёзды? В Telegram их нет', 'Where are my stars? Telegram shows none',
 'Купленные звёзды лежат на вашем балансе в этом боте: откройте «Баланс». Если там есть кнопка '
 '«Отправить звёзды», ими можно пополнить аккаунт Telegram, свой или друга. Если звёзды вам не нужны, '
 'создайте обращение с темой «Оплата» — рассмотрим возврат.',
 'The stars that you bought are on your balance in this bot: open “Balance”. If there is a button '
 '“Send my stars”, you can send them to a Telegram account, your own or a friend’s. If you don’t need '
 'them, open a ticket with the subject '
 '“Payment” and we will look at a refund.'),
(20, 'Сколько ждать после оплаты?', 'How long does a payment take?',
 'Обычно несколько минут: сеть должна подтвердить перевод. Нажмите «Проверить оплату» на экране счёта, '
 'чтобы узнать состояние сразу.',
 'Usually a few minutes: the network has to confirm the transfer. Press “Check payment” on the invoice '
 'screen to see the state at once.'),
(30, 'Я перевёл меньше, чем нужно. Деньги пропали?', 'I sent less than needed. Is my money lost?',
 'Нет. Всё, что пришло, зачисляется на ваш баланс {coin}, и вы можете потратить это на звёзды. Мы '
 'напишем, сколько пришло.',
 'No. Whatever arrived is credited to your {coin} balance and can be spent on stars. We tell you how much '
 'arrived.'),
(40, 'Я перевёл больше, чем нужно', 'I sent more than needed',
 'Вы получите купленные звёзды, а остаток зачислим на баланс {coin}.',
 'You get the stars that you bought, and the rest is credited to your {coin} balance.'),
(45, 'Можно ли отменить счёт?', 'Can I cancel an invoice?',
 'Да, кнопкой «Отменить счёт», пока по нему ничего не пришло. Если перевод уже отправлен, он не пропадёт: '
 'всё, что придёт по отменённому счёту, зачислим на ваш баланс.',
 'Yes, with “Cancel invoice”, as long as nothing came to it. If a transfer is already on its way, it is '
 'not lost: whatever comes to a cancelled invoice goes to your balance.'),
(50, 'Счёт истёк, а я уже отправил перевод', 'The invoice expired, but I have already paid',
 'Мы продолжаем следить за счётом и после срока. Если перевод уже в пути, ничего не делайте: найдём его, '
 'зачтём и напишем вам. Если прошло больше часа, создайте обращение.',
 'We keep watching the invoice after its time. If the transfer is on its way, you don’t need to do '
 'anything: we find it, count it and tell you. If more than an hour passed, open a ticket.'),
(60, 'Почему с баланса дороже, чем криптой?', 'Why does paying from balance cost more?',
 'Пакеты при оплате криптовалютой продаются со скидкой и бонусными звёздами. С баланса каждая звезда '
 'стоит одну и ту же цену без скидки, зато покупка проходит мгновенно и на любое количество.',
 'Packages paid with crypto come with a discount and bonus stars. From balance each star has the same '
 'price without discount, but the purchase is instant and for any number.'),
(70, 'Можно ли вернуть деньги?', 'Can I get a refund?',
 'Создайте обращение с темой «Оплата» и укажите заказ. Каждый возврат рассматривает сотрудник, о каждом '
 'шаге мы напишем.',
 'Open a ticket with the subject “Payment” and name the order. A person looks at every refund, and we '
 'tell you about each step.'),
(80, 'Как удалить мои данные?', 'How do I delete my data?',
 'Настройки → Мои данные → Удалить аккаунт. Личные данные стираются; обезличенные записи о деньгах '
 'остаются, так как их нельзя менять.',
 'Settings → My data → Delete my account. Personal data is erased; money records without your name stay, '
 'since they cannot be changed.');

INSERT INTO canned_replies (title, body_ru, body_en) VALUES
('greeting',
 'Здравствуйте, {user}! Я уже смотрю ваше обращение.',
 'Hello {user}! I am looking at your request now.'),
('payment-wait',
 '{user}, платёж по заказу {order} ещё не подтверждён сетью. Обычно это занимает несколько минут; звёзды '
 '({stars}) придут сами.',
 '{user}, the payment for order {order} is not confirmed by the network yet. It usually takes a few '
 'minutes; your {stars} stars will arrive by themselves.'),
('payment-found',
 '{user}, платёж найден: {tx}. Заказ {order} выполнен, звёзд: {stars}.',
 '{user}, the payment was found: {tx}. Order {order} is done, stars: {stars}.'),
('need-tx',
 '{user}, пришлите, пожалуйста, хеш транзакции и снимок экрана перевода по заказу {order}.',
 '{user}, please send the transaction hash and a screenshot of the transfer for order {order}.'),
('refund-started',
 '{user}, возврат по заказу {order} передан на рассмотрение. Мы напишем о каждом шаге.',
 '{user}, the refund for order {order} is under review. We will write to you about each step.'),
('anything-else',
 'Могу ли я помочь чем-то ещё?',
 'Is there anything else that I can help with?');

-- Use cases of the application change these texts. The role of the panel only reads, as everywhere.
GRANT SELECT, INSERT, UPDATE ON notifications TO starboard_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON chat_topics, faq, canned_replies TO starboard_app;
GRANT SELECT ON notifications, faq, canned_replies TO starboard_panel;
