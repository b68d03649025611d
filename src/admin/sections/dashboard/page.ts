import type { Access } from '../../access/panel.ts';
import { readApprovals } from '../approvals/approvals.ts';
import { readCircuits, type CircuitView } from '../control/circuits.ts';
import { readSignViews, type SignView } from './signs.ts';
import { readDays, readSales, type Day, type Sales } from './sales.ts';

/** The data of the first page, by parts. A part is absent if the person may not see what it counts. */
export interface Dashboard {
  name: string;
  tickets?: { open: number; unassigned: number; mine: number; overdue: number; oldestMinutes: number };
  sales?: Sales;
  days?: Day[];
  failedMessages?: number;
  /** Refunds that wait for this person's decision, and refunds that went wrong. */
  refunds?: { requested: number; stuck: number };
  /**
   * Stars that a person must send by hand, and deliveries that need a person. Each is present only if this person may
   * act on it.
   */
  deliveries?: { byHand?: number; needsPerson?: number };
  breaks?: { open: number; old: number };
  flags?: { open: number; restricting: number };
  circuits?: readonly CircuitView[];
  signs?: SignView[];
  switchedOff?: string[];
}

export async function readDashboard(access: Access): Promise<Dashboard> {
  const { ability, staff } = access;
  const orders = ability.can('see', 'orders');
  const [
    tickets,
    sales,
    days,
    failedMessages,
    refunds,
    deliveries,
    breaks,
    flags,
    circuits,
    signs,
    switchedOff,
  ] = await Promise.all([
    ability.can('see', 'tickets') ? readTickets(access) : undefined,
    orders ? readSales(access) : undefined,
    orders ? readDays(access) : undefined,
    ability.can('see', 'notifications') ? readFailedMessages(access) : undefined,
    ability.can('approve', 'refunds') ? readWaiting(access) : undefined,
    readDeliveries(access),
    ability.can('see', 'breaks') ? readBreaks(access) : undefined,
    ability.can('see', 'fraud_flags') ? readFlags(access) : undefined,
    ability.can('see', 'circuits') ? readCircuits(access).then((view) => view.circuits) : undefined,
    ability.can('see', 'circuits') ? readSignViews(access) : undefined,
    readSwitchedOff(access),
  ]);
  return {
    name: staff.name,
    ...(tickets && { tickets }),
    ...(sales && { sales }),
    ...(days && { days }),
    ...(failedMessages !== undefined && { failedMessages }),
    ...(refunds && { refunds }),
    ...(deliveries && { deliveries }),
    ...(breaks && { breaks }),
    ...(flags && { flags }),
    ...(circuits && { circuits }),
    ...(signs && { signs }),
    switchedOff,
  };
}

async function readTickets({ panel, staff }: Access): Promise<NonNullable<Dashboard['tickets']>> {
  const row = await panel.reads.one<{
    open: number;
    unassigned: number;
    mine: number;
    overdue: number;
    oldest: number;
  }>(
    `SELECT count(*)::integer AS open, (count(*) FILTER (WHERE owner_id IS NULL))::integer AS unassigned,
       (count(*) FILTER (WHERE owner_id = $1))::integer AS mine, (count(*) FILTER (WHERE due_at < $2))::integer AS overdue,
       coalesce(extract(epoch FROM now() - min(created_at)) / 60, 0)::integer AS oldest
     FROM tickets WHERE status = 'open'`,
    [staff.id, panel.app.clock.now()],
  );
  return {
    open: row?.open ?? 0,
    unassigned: row?.unassigned ?? 0,
    mine: row?.mine ?? 0,
    overdue: row?.overdue ?? 0,
    oldestMinutes: row?.oldest ?? 0,
  };
}

async function readFailedMessages({ panel }: Access): Promise<number> {
  const row = await panel.reads.one<{ n: number }>(
    `SELECT count(*)::integer AS n FROM notifications WHERE state = 'failed' AND created_at > now() - interval '1 day'`,
  );
  return row?.n ?? 0;
}

/**
 * The number of requests of every kind that wait for this person, as the side bar counts them; and the refunds that
 * need a person.
 */
async function readWaiting(access: Access): Promise<NonNullable<Dashboard['refunds']>> {
  const [{ total }, row] = await Promise.all([
    readApprovals(access, { part: 'counts' }),
    access.panel.reads.one<{ stuck: number }>(
      'SELECT count(*)::integer AS stuck FROM refunds WHERE needs_person',
    ),
  ]);
  return { requested: total, stuck: row?.stuck ?? 0 };
}

async function readDeliveries({ ability, panel }: Access): Promise<Dashboard['deliveries']> {
  const maySend = panel.app.config.DELIVERY === 'manual' && ability.can('send', 'deliveries');
  const mayResolve = ability.can('resolve', 'deliveries');
  if (!maySend && !mayResolve) return undefined;
  const row = await panel.reads.one<{ waiting: number; stuck: number }>(
    `SELECT (SELECT count(*)::integer FROM deliveries WHERE status = 'reserved' AND review_since IS NULL) AS waiting,
       (SELECT count(*)::integer FROM deliveries WHERE needs_person) AS stuck`,
  );
  return {
    ...(maySend && { byHand: row?.waiting ?? 0 }),
    ...(mayResolve && { needsPerson: row?.stuck ?? 0 }),
  };
}

async function readBreaks({ panel }: Access): Promise<NonNullable<Dashboard['breaks']>> {
  const row = await panel.reads.one<NonNullable<Dashboard['breaks']>>(
    `SELECT count(*)::integer AS open, (count(*) FILTER (WHERE opened_at < now() - interval '1 day'))::integer AS old
     FROM breaks WHERE status = 'open'`,
  );
  return row ?? { open: 0, old: 0 };
}

async function readFlags({ panel }: Access): Promise<NonNullable<Dashboard['flags']>> {
  const row = await panel.reads.one<NonNullable<Dashboard['flags']>>(
    `SELECT count(*)::integer AS open, (count(*) FILTER (WHERE effect IN ('review', 'block')))::integer AS restricting
     FROM fraud_flags WHERE status = 'open'`,
  );
  return row ?? { open: 0, restricting: 0 };
}

/** Everybody may know which functions are off, because users will ask about it. */
async function readSwitchedOff({ panel }: Access): Promise<string[]> {
  const { rows } = await panel.reads.query<{ name: string }>(
    'SELECT name FROM switches WHERE NOT enabled ORDER BY name',
  );
  return rows.map(({ name }) => name);
}
