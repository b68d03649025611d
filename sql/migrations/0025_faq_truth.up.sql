-- The first answers said that stars "are credited" without saying where, and did not know that an invoice can be cancelled.
-- Answers that somebody has changed stay as they are. Locks: rows of faq only.
UPDATE faq SET
  answer_ru = 'Откройте «Купить звёзды», выберите пакет или своё количество и способ оплаты: криптовалютой или с баланса. После оплаты звёзды появятся на вашем балансе в боте.',
  answer_en = 'Open “Buy stars”, choose a package or your own number and how to pay: with crypto or from your balance. Once the payment is confirmed, the stars are on your balance in the bot.'
WHERE answer_ru = 'Откройте «Купить звёзды», выберите пакет или своё количество и способ оплаты: криптовалютой по счёту или с баланса. После оплаты звёзды зачисляются сами.';
UPDATE faq SET
  answer_ru = 'Мы продолжаем следить за счётом и после срока. Если перевод уже в пути, ничего не делайте: найдём его, зачтём и напишем вам. Если прошло больше часа, создайте обращение.',
  answer_en = 'We keep watching the invoice after its time. If the transfer is on its way, you don’t need to do anything: we find it, count it and tell you. If more than an hour passed, open a ticket.'
WHERE answer_ru = 'Мы продолжаем следить за счётом и после срока. Если перевод найдётся, мы зачтём его и напишем вам. Если прошло больше часа, создайте обращение.';
UPDATE faq SET
  question_ru = 'Почему с баланса дороже, чем криптой?', question_en = 'Why does paying from balance cost more?',
  answer_ru = 'Пакеты при оплате криптовалютой продаются со скидкой и бонусными звёздами. С баланса каждая звезда стоит одну и ту же цену без скидки, зато покупка проходит мгновенно и на любое количество.',
  answer_en = 'Packages paid with crypto come with a discount and bonus stars. From balance each star has the same price without discount, but the purchase is instant and for any number.'
WHERE question_ru = 'Почему с баланса дороже, чем по счёту?' AND answer_ru LIKE 'Пакеты по счёту продаются со скидкой%';
INSERT INTO faq (position, question_ru, question_en, answer_ru, answer_en)
SELECT position, question_ru, question_en, answer_ru, answer_en FROM (VALUES
(15, 'Где мои звёзды? В Telegram их нет', 'Where are my stars? Telegram shows none',
 'Купленные звёзды лежат на вашем балансе в этом боте: откройте «Баланс». В счётчик звёзд самого Telegram бот их не переводит. Если они вам не нужны, создайте обращение с темой «Оплата» — рассмотрим возврат.',
 'The stars that you bought are on your balance in this bot: open “Balance”. The bot does not move them to the star counter of Telegram itself. If you don’t need them, open a ticket with the subject “Payment” and we will look at a refund.'),
(45, 'Можно ли отменить счёт?', 'Can I cancel an invoice?',
 'Да, кнопкой «Отменить счёт», пока по нему ничего не пришло. Если перевод уже отправлен, он не пропадёт: всё, что придёт по отменённому счёту, зачислим на ваш баланс.',
 'Yes, with “Cancel invoice”, as long as nothing came to it. If a transfer is already on its way, it is not lost: whatever comes to a cancelled invoice goes to your balance.')
) AS added (position, question_ru, question_en, answer_ru, answer_en);
