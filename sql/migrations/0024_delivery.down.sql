ALTER TABLE orders DROP COLUMN wants_delivery;
DROP TABLE supplier_quotes, supplier_events, delivery_answers, delivery_events, deliveries,
  delivery_transitions;
DROP FUNCTION delivery_asked, delivery_changed, delivery_recorded;
