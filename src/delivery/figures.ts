import type { Context } from '../platform/index.ts';
import { DELIVERY_STATUSES, type DeliveryStatus } from './states.ts';

/** The number of open deliveries by state, for health, metrics and the dashboard. */
export interface DeliveryFigures {
  readonly open: Readonly<Partial<Record<DeliveryStatus, number>>>;
  /** Deliveries that wait for the decision of a person. */
  readonly needPerson: number;
  /** Age in seconds of the oldest delivery that waits for no person; 0 if there is none. */
  readonly oldest: number;
}

export async function deliveryFigures({ db }: Pick<Context, 'db'>): Promise<DeliveryFigures> {
  const { rows } = await db.query<{ status: DeliveryStatus; n: number; persons: number; oldest: number }>(
    `SELECT status, count(*)::integer AS n, (count(*) FILTER (WHERE needs_person))::integer AS persons,
       coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE NOT needs_person)), 0)::integer AS oldest
     FROM deliveries WHERE status IN ('reserved', 'submitted', 'uncertain') GROUP BY status`,
  );
  const ended = await db.one<{ n: number }>(
    'SELECT count(*)::integer AS n FROM deliveries WHERE needs_person AND contradicted_at IS NOT NULL',
  );
  const open = Object.fromEntries(
    DELIVERY_STATUSES.flatMap((status) => {
      const row = rows.find((candidate) => candidate.status === status);
      return row ? [[status, row.n]] : [];
    }),
  );
  return {
    open,
    needPerson: rows.reduce((sum, { persons }) => sum + persons, ended?.n ?? 0),
    oldest: Math.max(0, ...rows.map(({ oldest }) => oldest)),
  };
}
