import { anchorOf, kindOf, titleOf } from '../../../alerts/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { rowOf, rowsOf, textOf } from '../../access/rows.ts';
import type { Pair } from '../../words/pair.ts';
import { ALERTS } from './source.ts';

/** One message about an alert. */
export interface ShownTell {
  readonly event: string;
  readonly state: string;
  /** A colleague or a group; null: the webhook. */
  readonly to: string | null;
  readonly at: string;
  readonly error: string | null;
}

export interface AlertView {
  readonly alert: ShownRow;
  readonly title: Pair;
  readonly why: Pair;
  readonly todo: Pair;
  readonly anchor: string;
  /** The page where a person can do something about it. */
  readonly where: string | null;
  readonly tells: readonly ShownTell[];
  readonly before: readonly ShownRow[];
}

const MOST = 20;

export async function readAlert(access: Access, id: string): Promise<AlertView> {
  const alert = await rowOf(access, ALERTS, id);
  const [kind, subject] = [textOf(alert, 'kind'), textOf(alert, 'subject')];
  const { why, todo, where } = kindOf(kind);
  const [tells, same] = await Promise.all([
    tellsOf(access, id),
    rowsOf(access, ALERTS, { filters: { kind, subject }, limit: MOST }),
  ]);
  return {
    alert,
    title: titleOf(kind, subject),
    why,
    todo,
    anchor: anchorOf(kind),
    where: where?.replace('{{about}}', encodeURIComponent(subject)) ?? null,
    tells,
    before: same.filter((other) => other['id'] !== id),
  };
}

async function tellsOf({ panel }: Access, id: string): Promise<ShownTell[]> {
  const { rows } = await panel.reads.query<Omit<ShownTell, 'at'> & { at: Date }>(
    `SELECT t.event, t.state, t.error, coalesce(t.sent_at, t.created_at) AS at,
       CASE WHEN t.receiver_id IS NOT NULL THEN coalesce(s.name, nullif(r.title, ''), r.chat_id::text) END AS to
     FROM alert_tells t LEFT JOIN alert_receivers r ON r.id = t.receiver_id LEFT JOIN staff s ON s.id = r.staff_id
     WHERE t.alert_id = $1 ORDER BY t.created_at, t.id LIMIT 100`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
