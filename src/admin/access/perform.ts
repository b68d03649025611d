import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../app.ts';
import { AppError } from '../../lib/index.ts';
import { notePlace } from '../../proposals/index.ts';
import { audit, type Actor, type StaffMember } from '../../staff/index.ts';
import type { Ability } from './abilities/index.ts';
import type { Source } from './source.ts';
import type { Handed } from './panel.ts';
import { NOTHING_CHANGED, SAVED } from '../words/common.ts';
import { findRows, type Row } from './reader/index.ts';
import { inOneTransaction } from './transaction.ts';
import type { ActionResult, PanelAction } from './actions.ts';

/** A call of an action, as the door hands it over. */
export interface Call extends Handed {
  readonly app: App;
  readonly staff: StaffMember;
  readonly actor: Actor;
  readonly ability: Ability;
  /** The source of the record; for actions on a whole resource or page its name is enough. */
  readonly source: Source | { readonly id: string };
  /** Undefined for actions on a whole resource. */
  readonly id: string | undefined;
  readonly input: unknown;
}

/**
 * The one way in which the back office changes anything: the right is checked (and the row must be one that the
 * person sees), the action runs, the audit row is written with it. Errors: FORBIDDEN, INPUT_INVALID, and the
 * action's own.
 */
export async function perform(action: PanelAction, call: Call): Promise<ActionResult> {
  if (!call.ability.can(action.right, action.subject)) throw new AppError('FORBIDDEN');
  const row = await rowFor(action, call);
  // Whether two people are two is judged by where they work from, so that is written before anything is decided.
  await notePlace(call.app.db, { staffId: call.actor.id, ip: call.actor.ip, device: call.actor.device });
  if (action.outside) {
    const result = honest(await action.run({ ...call, id: call.id ?? '', row }, call.input));
    if (!result.unchanged) await audit(call.app.db, entry(action, call, result));
    return result;
  }
  return inOneTransaction(call.app, async (app, tx) => {
    const result = honest(await action.run({ ...call, app, id: call.id ?? '', row }, call.input));
    if (!result.unchanged) await audit(tx, entry(action, call, result));
    return result;
  });
}

/** "Saved" is said only where something is other than before; a form sent as it was drawn leaves no audit row. */
function honest(result: ActionResult): ActionResult {
  const { before, after, notice } = result;
  if (notice !== SAVED || before === undefined || !isDeepStrictEqual(before, after)) return result;
  return { ...result, unchanged: true, notice: NOTHING_CHANGED };
}

async function rowFor(action: PanelAction, call: Call): Promise<Row> {
  const { app, ability, source, id = '' } = call;
  if (action.kind === 'resource' || !('columns' in source)) return {};
  const [row] = await findRows(app.db, { ability, source }, [id]);
  // The right may reach fewer rows than what is seen (canned replies: one's own).
  // An action of another subject (a refund of an order) asks for the right to that, and for a row that is seen.
  if (row && action.subject !== source.subject) return row;
  const [reached] = await findRows(app.db, { ability, source, action: action.right }, [id]);
  if (!row || !reached) throw new AppError('FORBIDDEN');
  return row;
}

function entry(action: PanelAction, call: Call, result: ActionResult): Parameters<typeof audit>[1] {
  const about = result.about ?? { type: call.source.id, id: call.id ?? newId(result) };
  return {
    actor: call.actor,
    action: `${about.type}.${action.name}`,
    subject: about,
    before: result.before,
    after: result.after,
  };
}

/** Actions on a whole resource say what they made. */
function newId({ data }: ActionResult): string {
  const id = data?.['id'];
  return typeof id === 'string' ? id : '-';
}
