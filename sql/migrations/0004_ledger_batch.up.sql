-- The ledger, 3 of 6: the second door.
--
--   post_batch     many journals in one call, one result for each
--
-- Why: one commit and one round trip for many journals is several times faster than one for each, above all
-- if all of them touch the same account (docs/adr/0013-two-doors.md).
-- Locks: first the originals, in the order of their ids; then the balances of all accounts, in ascending
-- order of their numbers; then the keys, in their order.

-- Arguments:
-- - `p_groups` joins neighbouring journals: all journals of a group are posted, or none;
-- - the lines come in the order of their journals (`p_line_journals`: 1, 1, 2, 3, 3 ...);
-- - `p_accounts` has all accounts of the lines, ascending and each once; `p_debits` and `p_credits` are
--   positions in it;
-- - an array of effective dates, links, correlations or originals may be left out if no journal has one;
-- - no two journals have the same original, because its limit counts only what is posted already.
--
-- Result: `statuses` has 'posted', 'replayed', an SQLSTATE as in `post`, or 'skipped' (another journal of its
-- group was refused); `details` has the reasons by number.
-- It raises an error only for invalid arguments (LG006), and 40001 or 23505 as `post` does. A batch with
-- originals is posted as a whole: every refusal is raised.
CREATE FUNCTION ledger.post_batch(
  p_journals uuid[], p_kinds text[], p_reasons text[], p_actors text[], p_groups integer[],
  p_line_journals integer[], p_accounts bigint[], p_debits integer[], p_credits integer[], p_amounts bigint[],
  p_effective_ats timestamptz[] DEFAULT NULL,
  p_orders uuid[] DEFAULT NULL, p_invoices uuid[] DEFAULT NULL, p_refunds uuid[] DEFAULT NULL,
  p_tickets uuid[] DEFAULT NULL, p_correlations text[] DEFAULT NULL, p_originals uuid[] DEFAULT NULL,
  OUT statuses text[], OUT details jsonb
) RETURNS record
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
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
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.post_batch TO starboard_app;
