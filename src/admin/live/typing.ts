import { findStaff, roleMay } from '../../staff/index.ts';
import type { Panel } from '../access/panel.ts';

/** Shows the user of a ticket that somebody writes an answer, as far as that is possible. */
export type ShowTyping = (ticketId: string) => Promise<void>;

/**
 * Tells colleagues and the user, if the person may answer. The rights are read again, because the role may have changed
 * in the meantime.
 */
export async function tellTyping(
  { app }: Panel,
  { ticketId, staffId, showTyping }: { ticketId: string; staffId: bigint; showTyping: ShowTyping },
): Promise<void> {
  const staff = await findStaff(app.db, staffId);
  if (!staff || staff.disabledAt || !roleMay(staff.role, 'reply', 'tickets')) return;
  await app.db.query(`SELECT pg_notify('panel', $1)`, [`typing:${ticketId}:${staff.id}:${staff.name}`]);
  await showTyping(ticketId);
}

export function readTyping(topic: string): { ticket: string; staffId: string; name: string } | undefined {
  const [, ticket, staffId, name] = /^typing:([0-9a-f-]{36}):(\d+):(.*)$/s.exec(topic) ?? [];
  return ticket === undefined || staffId === undefined || name === undefined
    ? undefined
    : { ticket, staffId, name };
}
