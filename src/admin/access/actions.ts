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
  /** A hidden field needs no label. */
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
  /** Values of a select and the words for each. */
  readonly words?: Words;
  /**
   * The column of the record whose value the field starts with. A hidden field without one is a key, made when the form
   * is drawn.
   */
  readonly from?: string;
}

export interface ActionCall extends Handed {
  /** Runs inside the action's transaction, unless the action says `outside`. */
  readonly app: App;
  readonly staff: StaffMember;
  readonly actor: Actor;
  readonly ability: Ability;
  /** Id of the record, and its row as the person sees it; empty for actions on a whole resource. */
  readonly id: string;
  readonly row: Row;
}

/** What was done, for three readers: the audit log, the notice, and the component that asked. */
export interface ActionResult {
  readonly before?: unknown;
  readonly after?: unknown;
  readonly notice?: Pair;
  readonly data?: Readonly<Record<string, unknown>>;
  /** The subject of the audit row, if it is not the record on which the action was called. */
  readonly about?: { readonly type: string; readonly id: string };
  /** Nothing was changed, so no audit row is written. For previews. */
  readonly unchanged?: true;
  /** It had been done before. The answer says so, and does not report a new success. */
  readonly isRepeat?: true;
}

/** A change that the back office offers. All changes go through `perform`, which checks, audits and answers. */
export interface PanelAction {
  /** The name in addresses and in the audit log. */
  readonly name: string;
  /** The label of its button. */
  readonly label: Pair;
  /**
   * The consequence, shown in its form before anybody presses the button. By record id, if it differs between records.
   */
  readonly consequence?: Pair | Readonly<Record<string, Pair>>;
  readonly subject: Subject;
  readonly right: Action;
  readonly kind: 'record' | 'resource';
  readonly icon: string;
  readonly form?: readonly FormField[];
  /** A component of its own instead of the form. */
  readonly component?: string;
  /** False: it has no button, only other components call it. */
  readonly button?: false;
  /** Whether the shown state of the record allows it. The use case has the last word. */
  readonly offered?: (
    params: Readonly<Record<string, unknown>>,
    staff: Pick<StaffMember, 'id'>,
    config: Config,
  ) => boolean;
  /** It works outside the database too, so it cannot run inside the transaction of its audit row. */
  readonly outside?: true;
  run(call: ActionCall, input: unknown): Promise<ActionResult>;
}

/**
 * Defines an action. `input` parses its input before it runs. Input that does not fit the schema or a column is
 * INPUT_INVALID.
 */
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

/**
 * PostgreSQL says that a value is too large or makes no sense for its column. The person sent it, so it is not our
 * fault.
 */
function unfitFor(error: unknown): AppError | undefined {
  if (!isUnfitValue(error)) return undefined;
  return new AppError('INPUT_INVALID', { fields: '-' }, { message: 'a value fits no column', cause: error });
}
