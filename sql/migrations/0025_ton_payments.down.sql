DROP TABLE ton_incoming, ton_payment_events, ton_payments, ton_payment_transitions, ton_wallets;
DROP FUNCTION ton_payment_recorded(), ton_payment_changed();
