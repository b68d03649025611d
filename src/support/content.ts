import type { Context } from '../platform/index.ts';

/** One question with its answer, in both languages: plain text, which the caller must escape. */
export interface FaqEntry {
  readonly id: bigint;
  readonly question: { readonly ru: string; readonly en: string };
  readonly answer: { readonly ru: string; readonly en: string };
}

/** The questions that users see, in their order. */
export async function listFaq(context: Context): Promise<FaqEntry[]> {
  const { rows } = await context.db.query<FaqEntry>(
    `SELECT id, jsonb_build_object('ru', question_ru, 'en', question_en) AS question,
       jsonb_build_object('ru', answer_ru, 'en', answer_en) AS answer
     FROM faq WHERE active ORDER BY position, id LIMIT 50`,
  );
  return rows;
}

/** A prepared answer, filled for one ticket in its user's language. */
export interface CannedReply {
  readonly id: bigint;
  readonly title: string;
  readonly text: string;
  /** Variables without a value for this ticket. They stay in the text as they are. */
  readonly missing: readonly string[];
}

/** The variables of a prepared answer. The trigger of its table refuses all others. */
const VARIABLES = ['user', 'order', 'stars', 'tx'] as const;
const VARIABLE = new RegExp(`\\{(${VARIABLES.join('|')})\\}`, 'g');
/** Anything that looks like a variable without a value, spelt correctly or not. */
const HOLE = /\{\s*[\p{L}_][\p{L}\p{N}_ -]*\}?/gu;

/** The variables of a text that have no value, each once. */
export function holesIn(text: string): string[] {
  return [...new Set(text.match(HOLE)?.map((hole) => hole.trim()))];
}

/** The name of an order for its user: the end of its id, as the lists of the back office show it. */
export function orderReference(orderId: string): string {
  return orderId.slice(-8);
}

/** Replaces {user} {order} {stars} {tx} by their values. A variable without a value stays, and is listed. */
export function fillCannedReply(
  body: string,
  values: Readonly<Record<string, string | null | undefined>>,
): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const text = body.replaceAll(VARIABLE, (variable, name: string) => {
    const value = values[name];
    if (value === undefined || value === null || value === '') missing.add(name);
    return value || variable;
  });
  return { text, missing: [...missing] };
}

/**
 * The prepared answers for a ticket, filled in so that an agent can check and send them; empty if there is no such
 * ticket. `masked` leaves {user} in the text, for readers who may not see names. {@link addressUser} fills it in at
 * sending.
 */
export async function listCannedReplies(
  context: Context,
  ticketId: string,
  options: { masked?: boolean } = {},
): Promise<CannedReply[]> {
  const { rows } = await context.db.query<{
    id: bigint;
    title: string;
    body: string;
    user: string | null;
    order: string | null;
    stars: string | null;
    tx: string | null;
  }>(
    `SELECT c.id, c.title, CASE u.language WHEN 'ru' THEN c.body_ru ELSE c.body_en END AS body,
       coalesce(u.first_name, u.username) AS "user", o.id::text AS "order",
       CASE WHEN o.stars > 0 THEN (o.stars + o.bonus_stars)::text END AS stars,
       (SELECT i.facts ->> 'txid' FROM invoices i WHERE i.order_id = o.id) AS tx
     FROM tickets t JOIN users u ON u.id = t.user_id LEFT JOIN orders o ON o.id = t.order_id
     CROSS JOIN canned_replies c
     WHERE t.id = $1 AND c.active ORDER BY c.title LIMIT 200`,
    [ticketId],
  );
  return rows.map(({ id, title, body, ...values }) => {
    const named = { ...values, order: values.order === null ? null : orderReference(values.order) };
    const known = options.masked ? { ...named, user: '{user}' } : named;
    return { id, title, ...fillCannedReply(body, known) };
  });
}

/** Replaces {user} by the name of the ticket's user. For a user without a name it is left out. */
export async function addressUser(
  context: Pick<Context, 'db'>,
  ticketId: string,
  text: string,
): Promise<string> {
  if (!text.includes('{user}')) return text;
  const row = await context.db.one<{ name: string | null }>(
    'SELECT coalesce(u.first_name, u.username) AS name FROM tickets t JOIN users u ON u.id = t.user_id WHERE t.id = $1',
    [ticketId],
  );
  const name = row?.name ?? '';
  return name === '' ? text.replaceAll(/[ ,]*\{user\}/g, '').trim() : text.replaceAll('{user}', () => name);
}
