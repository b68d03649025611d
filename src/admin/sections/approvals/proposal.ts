import { AppError } from '../../../lib/index.ts';
import type { NotAnother } from '../../../proposals/index.ts';
import { PROPOSAL_SECTIONS, type ProposalSection } from './actions.ts';
import { PROPOSALS } from './source.ts';
import type { Access } from '../../access/panel.ts';
import { moneyText, type ShownRow } from '../../access/reader/index.ts';
import { findShown, rowsOf, textOf } from '../../access/rows.ts';

/** One part of a proposal, as people read it: its value now and the wanted value. */
export interface ProposalLine {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A proposal as a page shows it. */
export interface ShownProposal {
  readonly section: ProposalSection;
  readonly row: ShownRow;
  /** The subject in a word: a person, a limit, a rule, an order's break. */
  readonly about: string;
  readonly lines: readonly ProposalLine[];
  readonly isOwn: boolean;
  readonly mayDecide: boolean;
}

/**
 * A proposal on its own page, and why this person does not count as another one than the person who asked. Null: this
 * person counts.
 */
export interface ProposalView extends ShownProposal {
  readonly whyNot: NotAnother | null;
}

const SECTIONS = Object.keys(PROPOSAL_SECTIONS) as ProposalSection[];
const MOST = 100;

/** All waiting proposals of these sections that the person may see, the oldest first. */
export async function waitingProposals(access: Access): Promise<ShownProposal[]> {
  const rows = await Promise.all(
    SECTIONS.map(async (section) => {
      const query = { filters: { status: 'waiting' }, limit: MOST };
      return (await rowsOf(access, PROPOSALS[section], query)).map((row) => shown(access, section, row));
    }),
  );
  return rows.flat().toSorted((a, b) => textOf(a.row, 'id').localeCompare(textOf(b.row, 'id')));
}

/** Errors: FORBIDDEN. */
export async function readProposal(access: Access, id: string): Promise<ProposalView> {
  for (const section of SECTIONS) {
    const [row] = await findShown(access, PROPOSALS[section], [id]);
    if (!row) continue;
    const proposal = shown(access, section, row);
    const asker = textOf(row, 'requested_by');
    const { rows } = await access.panel.app.db.query<{ why: NotAnother | null }>(
      'SELECT why_not_another($1, $2::bigint) AS why',
      [access.staff.id, asker === '' ? null : asker],
    );
    return { ...proposal, whyNot: proposal.mayDecide && !proposal.isOwn ? (rows[0]?.why ?? null) : null };
  }
  throw new AppError('FORBIDDEN');
}

function shown(access: Access, section: ProposalSection, row: ShownRow): ShownProposal {
  const before = parsed(row['before']);
  const wanted = parsed(row['wanted']);
  const asset = typeof wanted['asset'] === 'string' ? wanted['asset'] : '';
  const text = (from: Record<string, unknown>, name: string): string =>
    valueText(access, { name, value: from[name], asset });
  return {
    section,
    row,
    about: aboutText(row, before, wanted),
    lines: Object.keys(wanted)
      .filter((name) => !HIDDEN.has(name))
      .map((name) => ({ name, before: text(before, name), after: text(wanted, name) }))
      .filter((line) => line.before !== line.after),
    isOwn: textOf(row, 'requested_by') === access.staff.id.toString(),
    mayDecide: access.ability.can('approve', PROPOSAL_SECTIONS[section].subject),
  };
}

/** Parts that say what the person saw, not what the person wants. */
const HIDDEN = new Set(['seenVersion', 'booked', 'asset']);
const AMOUNTS = new Set(['requestUpTo', 'approvalAbove', 'amount']);

function valueText(
  { panel }: Access,
  { name, value, asset }: { name: string; value: unknown; asset: string },
): string {
  if (name === 'requestUpTo' && value === null) return '∞';
  if (value === null || value === undefined) return '';
  if (AMOUNTS.has(name) && typeof value === 'string') return moneyText(panel.style, BigInt(value), asset);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function aboutText(row: ShownRow, before: Record<string, unknown>, wanted: Record<string, unknown>): string {
  const name = wanted['name'] ?? before['name'];
  return typeof name === 'string' ? name : textOf(row, 'subject');
}

function parsed(value: unknown): Record<string, unknown> {
  const read: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
}
