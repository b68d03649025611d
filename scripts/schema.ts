import type pg from 'pg';

/**
 * Reads the schema as text from the catalogue, for `sql/schema.sql`, so that a diff shows each change of the schema.
 * Monthly partitions are left out, because they depend on the day. (pg_dump is not used: the packaged PostgreSQL has
 * none, and one of another version may refuse the server.)
 */
export async function dumpSchema(client: pg.Client): Promise<string> {
  // Types outside the search path are written with their schema, so the text never depends on a setting.
  await client.query("SET search_path = ''");
  const parts = ['-- Written by `npm run schema` from sql/migrations. Do not edit.'];
  for (const query of QUERIES) {
    const { rows } = await client.query<{ text: string }>(query);
    parts.push(...rows.map((row) => row.text.trimEnd()));
  }
  return `${parts.join('\n\n')}\n`;
}

const OURS = "n.nspname IN ('public', 'ledger')";
const NOT_PARTITION = 'NOT c.relispartition';

const TABLES = `
SELECT format('CREATE TABLE %s (%s)%s;', c.oid::regclass,
  E'\\n  ' || string_agg(line, E',\\n  ' ORDER BY place, line_order) || E'\\n',
  CASE WHEN c.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END) AS text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
  SELECT 1 AS place, a.attnum::text AS line_order, lpad(a.attnum::text, 4, '0') AS k,
    format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
      CASE WHEN a.attidentity <> '' THEN ' GENERATED ' || CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END || ' AS IDENTITY' ELSE '' END,
      CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
           WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END) AS line
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT 2, o.conname, o.conname, format('CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid))
  FROM pg_constraint o WHERE o.conrelid = c.oid AND o.contype IN ('p', 'u', 'c', 'f', 'x')
) parts (place, sort_text, line_order, line)
WHERE c.relkind IN ('r', 'p') AND ${OURS} AND ${NOT_PARTITION} AND c.relname <> 'schema_migrations'
GROUP BY c.oid, c.relkind, n.nspname, c.relname ORDER BY n.nspname, c.relname`;

const INDEXES = `
SELECT pg_get_indexdef(i.indexrelid) || ';' AS text
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE ${OURS} AND ${NOT_PARTITION} AND c.relname <> 'schema_migrations' AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid)
ORDER BY n.nspname, c.relname, x.relname`;

const SEQUENCES = `
SELECT format('CREATE SEQUENCE %s;', c.oid::regclass) AS text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND ${OURS} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('i', 'a'))
ORDER BY n.nspname, c.relname`;

const TYPES = `
SELECT format('CREATE TYPE %s AS %s;', t.oid::regtype, CASE t.typtype
  WHEN 'e' THEN 'ENUM (' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) || ')'
  WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
  ELSE '(' || (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = t.typrelid) || ')' END) AS text
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE ${OURS} AND (t.typtype IN ('e', 'd') OR (t.typtype = 'c' AND c.relkind = 'c')) ORDER BY n.nspname, t.typname`;

const FUNCTIONS = `
SELECT pg_get_functiondef(p.oid) || ';' AS text
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE ${OURS} AND p.prokind IN ('f', 'p') ORDER BY n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`;

const VIEWS = `
SELECT format(E'CREATE VIEW %s AS\\n%s', c.oid::regclass, pg_get_viewdef(c.oid)) AS text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'v' AND ${OURS} ORDER BY n.nspname, c.relname`;

const TRIGGERS = `
SELECT pg_get_triggerdef(t.oid) || ';' AS text
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND ${OURS} AND ${NOT_PARTITION} ORDER BY n.nspname, c.relname, t.tgname`;

const GRANTS = `
SELECT format('GRANT %s ON %s TO %s;', string_agg(privilege, ', ' ORDER BY privilege), object, grantee) AS text
FROM (
  SELECT c.oid::regclass::text AS object, a.grantee::regrole::text AS grantee, a.privilege_type AS privilege
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) a
  WHERE ${OURS} AND ${NOT_PARTITION} AND c.relkind IN ('r', 'p', 'v', 'S')
  UNION ALL
  SELECT 'COLUMN ' || c.oid::regclass || '.' || t.attname, a.grantee::regrole::text, a.privilege_type
  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL aclexplode(t.attacl) a
  WHERE ${OURS} AND ${NOT_PARTITION}
  UNION ALL
  SELECT 'FUNCTION ' || p.oid::regprocedure, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, a.privilege_type
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN LATERAL aclexplode(p.proacl) a
  WHERE ${OURS}
  UNION ALL
  SELECT 'SCHEMA ' || n.nspname, a.grantee::regrole::text, a.privilege_type
  FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) a WHERE ${OURS} AND a.grantee <> 0
) g
WHERE grantee LIKE 'starboard\\_%' OR grantee = 'PUBLIC'
GROUP BY object, grantee ORDER BY object, grantee`;

const QUERIES = [TYPES, SEQUENCES, TABLES, VIEWS, INDEXES, FUNCTIONS, TRIGGERS, GRANTS];
