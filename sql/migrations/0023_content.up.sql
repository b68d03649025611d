-- The database guards the texts that staff write, whoever writes them.
--
--   role starboard_content   the forms of the back office for such texts, and nothing else
--   keep_content             a trigger: known writer, no stale version, trimmed texts, only known {places}
--   audit_content            a trigger: the row of the audit log, in the same transaction
--
-- Why in the database: the forms write plain SQL (docs/adr/0039-content-by-adminjs-sql.md). The actor is in
-- the setting app.actor of the transaction. Only the owner of a table may write without it.
-- Locks: faq and canned_replies, while their few rows are read.

SELECT pg_advisory_xact_lock(hashtext('starboard roles'));
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'starboard_content')
    THEN CREATE ROLE starboard_content NOLOGIN; END IF;
  EXECUTE format('GRANT starboard_content TO %I', current_user);
END
$$;
GRANT USAGE ON SCHEMA public TO starboard_content;

CREATE FUNCTION content_actor() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT nullif(current_setting('app.actor', true), '')::jsonb
$$;

-- Runs BEFORE each change of a content table. Its arguments are the places in a text that are filled in when
-- it is shown. An UPDATE has the version that its writer saw. CT001: the version has changed. CT002: an
-- unknown place.
CREATE FUNCTION keep_content() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;

-- Runs AFTER each change, as the owner, because the forms' role may not write to the audit log.
CREATE FUNCTION audit_content() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
$$;
REVOKE EXECUTE ON FUNCTION audit_content() FROM PUBLIC;

ALTER TABLE faq ADD CONSTRAINT faq_position_check CHECK (position BETWEEN 0 AND 100000);

CREATE TRIGGER faq_keep BEFORE INSERT OR UPDATE OR DELETE ON faq
  FOR EACH ROW EXECUTE FUNCTION keep_content('{coin}');
CREATE TRIGGER faq_audit AFTER INSERT OR UPDATE OR DELETE ON faq
  FOR EACH ROW EXECUTE FUNCTION audit_content();
CREATE TRIGGER canned_replies_keep BEFORE INSERT OR UPDATE OR DELETE ON canned_replies
  FOR EACH ROW EXECUTE FUNCTION keep_content('{user}', '{order}', '{stars}', '{tx}');
CREATE TRIGGER canned_replies_audit AFTER INSERT OR UPDATE OR DELETE ON canned_replies
  FOR EACH ROW EXECUTE FUNCTION audit_content();

-- Only the forms write. An UPDATE includes `version`. The database sets owner and id.
REVOKE INSERT, UPDATE, DELETE ON faq, canned_replies FROM starboard_app;
GRANT SELECT, DELETE ON faq, canned_replies TO starboard_content;
GRANT INSERT (position, question_ru, question_en, answer_ru, answer_en, active),
  UPDATE (position, question_ru, question_en, answer_ru, answer_en, active, version)
  ON faq TO starboard_content;
GRANT INSERT (title, body_ru, body_en, active), UPDATE (title, body_ru, body_en, active, version)
  ON canned_replies TO starboard_content;
