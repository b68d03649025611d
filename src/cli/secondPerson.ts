import { parseArgs } from 'node:util';
import type { App } from '../app.ts';
import { approveProposal, rejectProposal } from '../approvals/index.ts';
import { AppError } from '../lib/index.ts';
import { hasState } from '../platform/index.ts';
import { waitingProposals } from '../proposals/index.ts';
import { auditOperator } from '../staff/index.ts';

/** The usage lines, which `commands.ts` prints. */
export const APPROVALS_USAGE = 'approvals [approve <id> | reject <id>] [--remark <text>]';
export const SECOND_PERSON_USAGE = 'second-person [--days <n>] [--office <network> …]';

/**
 * Lists the changes that wait for a second person, or approves or rejects one as the operator. A shop with a single
 * administrator needs this. It does not work for changes that give money to a user. Errors: those of the decision.
 * Returns the exit code.
 */
export async function approvalsCommand(app: App, args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(APPROVALS_USAGE, () =>
    parseArgs({ args: [...args], options: { remark: { type: 'string' } }, allowPositionals: true }),
  );
  const [act, id] = positionals;
  if (act === undefined) {
    for (const { id: one, kind, subject, before, wanted, reason } of await waitingProposals(app.db))
      console.log(
        `${one}  ${kind}  ${subject}\n  ${JSON.stringify(before)} -> ${JSON.stringify(wanted)}\n  ${reason}`,
      );
    return 0;
  }
  if ((act !== 'approve' && act !== 'reject') || id === undefined) throw wrongCall(APPROVALS_USAGE);
  await app.db.tx(async (tx) => {
    const inside = { ...app, db: { ...app.db, tx: <T>(work: (q: typeof tx) => Promise<T>) => work(tx) } };
    const input = { proposalId: id, staffId: null, remark: values.remark };
    const after = await (act === 'approve' ? approveProposal : rejectProposal)(inside, input);
    await auditOperator(tx, {
      action: act === 'approve' ? 'proposals.proposal_approved' : 'proposals.proposal_rejected',
      subject: { type: 'proposals', id },
      before: { kind: after.kind, subject: after.subject, ...after.before },
      after: { status: after.status, ...after.wanted, remark: after.remark },
    });
    console.log(`${after.kind} ${after.subject}: ${after.status}`);
  });
  return 0;
}

/** Shows or changes what counts as another person. New networks replace the old ones; `--office none` removes them all. */
export async function secondPersonCommand(app: App, args: readonly string[]): Promise<number> {
  const { values } = parsed(SECOND_PERSON_USAGE, () =>
    parseArgs({
      args: [...args],
      options: { days: { type: 'string' }, office: { type: 'string', multiple: true } },
    }),
  );
  const { days, office } = values;
  if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days)) throw wrongCall(SECOND_PERSON_USAGE);
  const networks = office?.filter((network) => network !== 'none');
  await app.db
    .tx(async (tx) => {
      if (days === undefined && networks === undefined) return;
      const before = await readRule(tx);
      await tx.query(
        `UPDATE second_person_rule SET days = coalesce($1, days), office_networks = coalesce($2::cidr[], office_networks), changed_at = now()`,
        [days ?? null, networks ?? null],
      );
      const subject = { type: 'second_person_rule', id: '1' };
      await auditOperator(tx, {
        action: 'settings.second_person_rule',
        subject,
        before,
        after: await readRule(tx),
      });
    })
    .catch((error: unknown) => {
      if (hasState(error, 'invalidText', 'checkViolation')) throw wrongCall(SECOND_PERSON_USAGE, error);
      throw error;
    });
  const rule = await readRule(app.db);
  console.log(
    `two accounts count as one person for ${rule.days} days after one made the other, or after both used the same device or address`,
  );
  console.log(`office networks: ${rule.office.length === 0 ? 'none' : rule.office.join(', ')}`);
  return 0;
}

async function readRule(q: Pick<App['db'], 'query'>): Promise<{ days: number; office: string[] }> {
  const { rows } = await q.query<{ days: number; office: string[] }>(
    'SELECT days, office_networks::text[] AS office FROM second_person_rule',
  );
  return rows[0] ?? { days: 0, office: [] };
}

function parsed<T>(usage: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw wrongCall(usage, error);
  }
}

function wrongCall(usage: string, cause?: unknown): AppError {
  return new AppError('INPUT_INVALID', {}, { message: `Usage: ${usage}`, cause });
}
