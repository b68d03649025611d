import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../app.ts';
import { AppError } from '../../lib/index.ts';
import { inOneTransaction } from '../../platform/index.ts';
import { notePlace } from '../../proposals/index.ts';
import { audit, type Actor, type StaffMember } from '../../staff/index.ts';
import type { Ability } from './abilities/index.ts';
import type { Source } from './source.ts';
import type { Handed } from './panel.ts';
import { NOTHING_CHANGED, SAVED } from '../words/common.ts';
import { findRows, type Row } from './reader/index.ts';
import type { ActionResult, PanelAction } from './actions.ts';

/** A call of an action, as the door passes it on. */
export interface Call extends Handed {
  readonly app: App;
  readonly staff: StaffMember;
  readonly actor: Actor;
  readonly ability: Ability;
  /** The source of the record. For an action on a whole resource or page its name is enough. */
  readonly source: Source | { readonly id: string };
  /** Undefined for actions on a whole resource. */
  readonly id: string | undefined;
  readonly input: unknown;
}

/**
 * The only way in which the back office changes anything. It checks the right and that the person can see the row, runs
 * the action, and writes the audit row with it. Errors: FORBIDDEN, INPUT_INVALID, and those of the action.
 */
export async function perform(action: PanelAction, call: Call): Promise<ActionResult> {
  if (!call.ability.can(action.right, action.subject)) throw new AppError('FORBIDDEN');
  const row = await rowFor(action, call);
  // The rule of two people compares the places where they work. So the place is written down before any decision.
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

/** Says "Saved" only if something has changed. A form that was sent unchanged leaves no audit row. */
function honest(result: ActionResult): ActionResult {
  const { before, after, notice } = result;
  if (notice !== SAVED || before === undefined || !isDeepStrictEqual(before, after)) return result;
  return { ...result, unchanged: true, notice: NOTHING_CHANGED };
}

async function rowFor(action: PanelAction, call: Call): Promise<Row> {
  const { app, ability, source, id = '' } = call;
  if (action.kind === 'resource' || !('columns' in source)) return {};
  const [row] = await findRows(app.db, { ability, source }, [id]);
  // The right may reach fewer rows than the person can see (canned replies: only one's own). An action of another
  // subject (a refund of an order) needs the right to that subject, and a row that the person can see.
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

/** Actions on a whole resource return the id of what they made. */
function newId({ data }: ActionResult): string {
  const id = data?.['id'];
  return typeof id === 'string' ? id : '-';
}
