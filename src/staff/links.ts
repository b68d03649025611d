import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../lib/index.ts';
import type { Context, Queryable, Tx } from '../platform/index.ts';
import { finishProposal } from '../proposals/index.ts';
import { findStaff } from './accounts.ts';
import { endRests } from './attempts.ts';
import { verifyPassword } from './login.ts';
import { hashPassword } from './passwords.ts';
import type { LoginSource } from './places.ts';
import { requireRight } from './requireRight.ts';
import { endSessions } from './sessions.ts';
import type { StaffMember } from './types.ts';

/** How long a link works, and how long its requester may take one. */
const LINK_HOURS = 24;
const TAKEN_WITHIN_DAYS = 7;

export type LinkPurpose = 'password' | 'totp';

export interface TakenLink {
  /** The secret itself: shown once, stored only as a hash. */
  readonly token: string;
  readonly purpose: LinkPurpose;
  readonly expiresAt: Date;
}

/**
 * A one-time link for the owner of an account that `by` asked to make or reset, after that was decided. Taking another
 * link ends the one before. Only the requester may take it, because the approver must not be able to use it.
 * Errors: FORBIDDEN, LINK_INVALID (nothing was asked for, or its link was used).
 */
export function takeLink(
  context: Pick<Context, 'db' | 'clock'>,
  input: { staffId: bigint; by: bigint | null },
): Promise<TakenLink> {
  return context.db.tx(async (tx) => {
    if (input.by !== null) await requireRight(tx, input.by, 'edit', 'staff');
    const { rows } = await tx.query<{ id: string; kind: string }>(
      `SELECT p.id, p.kind FROM proposals p JOIN staff s ON s.id = p.staff_id AND s.disabled_at IS NULL
       WHERE p.staff_id = $1 AND p.requested_by IS NOT DISTINCT FROM $2 AND p.status = 'done' AND p.finished_at IS NULL
         AND p.kind IN ('staff_create', 'staff_password', 'staff_totp') AND p.decided_at > now() - make_interval(days => $3)
       ORDER BY p.decided_at LIMIT 1 FOR UPDATE OF p`,
      [input.staffId, input.by, TAKEN_WITHIN_DAYS],
    );
    const [proposal] = rows;
    if (!proposal) throw new AppError('LINK_INVALID');
    const purpose: LinkPurpose = proposal.kind === 'staff_totp' ? 'totp' : 'password';
    await endLinks(tx, input.staffId, purpose);
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(context.clock.now().getTime() + LINK_HOURS * 3_600_000);
    await tx.query(
      'INSERT INTO staff_links (token_hash, staff_id, proposal_id, purpose, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [hashOf(token), input.staffId, proposal.id, purpose, expiresAt],
    );
    return { token, purpose, expiresAt };
  });
}

/** The owner of the link, and its purpose. Reading does not use it up. Errors: LINK_INVALID. */
export async function readLink(
  context: Pick<Context, 'db' | 'clock'>,
  token: string,
): Promise<{ staff: StaffMember; purpose: LinkPurpose }> {
  return openLink(context, context.db, { token, lock: '' });
}

/**
 * Sets the password of the link's owner. This uses up the link and ends every session. Errors: LINK_INVALID,
 * PASSWORD_WEAK.
 */
export async function setPasswordByLink(
  context: Pick<Context, 'db' | 'clock'>,
  input: { token: string; password: string },
): Promise<StaffMember> {
  const { staff } = await openLink(context, context.db, { ...input, lock: '' });
  const hash = await hashPassword(input.password, staff);
  return useLink(context, input.token, 'password', async (tx) => {
    await tx.query('UPDATE staff SET password_hash = $2 WHERE id = $1', [staff.id, hash]);
    await endRests(tx, staff);
  });
}

/**
 * Removes the second factor of the link's owner, who must give the password as proof. The next log-in sets it up again.
 * Errors: LINK_INVALID, LOGIN_FAILED.
 */
export async function giveUpTotpByLink(
  context: Context,
  input: { token: string; password: string } & LoginSource,
): Promise<StaffMember> {
  const { staff } = await openLink(context, context.db, { ...input, lock: '' });
  await verifyPassword(context, { ...input, email: staff.email });
  return useLink(context, input.token, 'totp', (tx) =>
    tx.query(
      'UPDATE staff SET totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = $1',
      [staff.id],
    ),
  );
}

function useLink(
  context: Pick<Context, 'db' | 'clock'>,
  token: string,
  purpose: LinkPurpose,
  work: (tx: Tx) => Promise<unknown>,
): Promise<StaffMember> {
  return context.db.tx(async (tx) => {
    const link = await openLink(context, tx, { token, lock: 'FOR UPDATE OF l' });
    if (link.purpose !== purpose) throw new AppError('LINK_INVALID');
    await work(tx);
    await endLinks(tx, link.staff.id, purpose);
    await finishProposal(tx, link.proposalId);
    await endSessions(tx, link.staff.id);
    return link.staff;
  });
}

async function openLink(
  { clock }: Pick<Context, 'clock'>,
  q: Queryable,
  { token, lock }: { token: string; lock: '' | 'FOR UPDATE OF l' },
): Promise<{ staff: StaffMember; purpose: LinkPurpose; proposalId: string }> {
  const { rows } = await q.query<{ staffId: bigint; purpose: LinkPurpose; proposalId: string }>(
    `SELECT l.staff_id AS "staffId", l.purpose, l.proposal_id AS "proposalId" FROM staff_links l
     WHERE l.token_hash = $1 AND l.ended_at IS NULL AND l.expires_at > $2 ${lock}`,
    [hashOf(token), clock.now()],
  );
  const [link] = rows;
  const staff = link && (await findStaff(q, link.staffId));
  if (!staff || staff.disabledAt) throw new AppError('LINK_INVALID');
  return { ...link, staff };
}

async function endLinks(tx: Tx, staffId: bigint, purpose: LinkPurpose): Promise<void> {
  await tx.query(
    'UPDATE staff_links SET ended_at = now() WHERE staff_id = $1 AND purpose = $2 AND ended_at IS NULL',
    [staffId, purpose],
  );
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
