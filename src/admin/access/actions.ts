import type { z } from 'zod';
import type { App } from '../../app.ts';
import { AppError, unstorable } from '../../lib/index.ts';
import { isUnfitValue, type Config } from '../../platform/index.ts';
import type { Actor, StaffMember, Action, Subject } from '../../staff/index.ts';
import type { Ability } from './abilities/index.ts';
import type { Handed } from './panel.ts';
import type { Pair, Words } from '../words/pair.ts';
import type { Row } from './reader/index.ts';

/** One field of the form that the browser draws for an action. */
export interface FormField {
  readonly name: string;
  /** A hidden field needs none. */
  readonly label?: Pair;
  readonly type:
    | 'text'
    | 'textarea'
    | 'number'
    | 'amount'
    | 'select'
    | 'datetime'
    | 'password'
    | 'checkbox'
    | 'hidden';
  readonly required?: boolean;
  /** Values of a select and how each reads. */
  readonly words?: Words;
  /** Column of the record that the field starts with. A hidden field without one is a key, made when the form is drawn. */
  readonly from?: string;
}

export interface ActionCall extends Handed {
  /** Inside the action's transaction, unless the action says `outside`. */
  readonly app: App;
  readonly staff: StaffMember;
  readonly actor: Actor;
  readonly ability: Ability;
  /** Id of the record, and its row as the person sees it; empty for actions on a whole resource. */
  readonly id: string;
  readonly row: Row;
}

/** What was done: for the audit log, the notice, and the component that asked. */
export interface ActionResult {
  readonly before?: unknown;
  readonly after?: unknown;
  readonly notice?: Pair;
  readonly data?: Readonly<Record<string, unknown>>;
  /** What the audit row is about, where it is not the record that the action was called on. */
  readonly about?: { readonly type: string; readonly id: string };
  /** Nothing was changed, so no audit row is written (previews). */
  readonly unchanged?: true;
  /** It had been done before: said as such, and never as a success of now. */
  readonly isRepeat?: true;
}

/** A change that the back office offers. All of them go through `perform`, which checks, audits and answers. */
export interface PanelAction {
  /** In addresses and in the audit log. */
  readonly name: string;
  /** What its button says. */
  readonly label: Pair;
  /** What it leads to, said in its form before anybody presses the button; by record id where records differ. */
  readonly consequence?: Pair | Readonly<Record<string, Pair>>;
  readonly subject: Subject;
  readonly right: Action;
  readonly kind: 'record' | 'resource';
  readonly icon: string;
  readonly form?: readonly FormField[];
  /** A component of its own in place of the form. */
  readonly component?: string;
  /** False: only other components call it, it has no button. */
  readonly button?: false;
  /** Whether the record, as it is shown, is in a state for it. The use case decides in the end. */
  readonly offered?: (
    params: Readonly<Record<string, unknown>>,
    staff: Pick<StaffMember, 'id'>,
    config: Config,
  ) => boolean;
  /** It reaches outside the database, so it cannot run inside the transaction of its audit row. */
  readonly outside?: true;
  run(call: ActionCall, input: unknown): Promise<ActionResult>;
}

/** Defines an action whose input is parsed by `input` before it runs. What fits neither the schema nor any column is INPUT_INVALID. */
export function defineAction<I>(
  action: Omit<PanelAction, 'run'> & {
    readonly input: z.ZodType<I>;
    readonly run: (call: ActionCall, input: I) => Promise<ActionResult>;
  },
): PanelAction {
  const { input: schema, run, ...rest } = action;
  return {
    ...rest,
    run: (call, raw) => {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) {
        const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
        throw new AppError('INPUT_INVALID', { fields }, { cause: parsed.error });
      }
      const unfit = unstorable(parsed.data);
      if (unfit !== undefined) throw new AppError('INPUT_INVALID', { fields: unfit });
      return run(call, parsed.data).catch((error: unknown) => {
        throw unfitFor(error) ?? error;
      });
    },
  };
}

/** A value that PostgreSQL finds too large or of no sense for its column came from the person: no fault of ours. */
function unfitFor(error: unknown): AppError | undefined {
  if (!isUnfitValue(error)) return undefined;
  return new AppError('INPUT_INVALID', { fields: '-' }, { message: 'a value fits no column', cause: error });
}
