import type { App } from '../../src/app.ts';
import type { Action, Subject } from '../../src/staff/index.ts';

/** Something that a member of staff does, with a call that would change a row of the made. */
export interface UseCase {
  readonly name: string;
  readonly action: Action;
  readonly subject: Subject;
  readonly call: (app: App, staffId: bigint) => Promise<unknown>;
  /** The value of the row that a right may be limited to; `any`: some value is enough. */
  readonly among?: string;
  /** The row is the person's own, so that a right to one's own rows is enough. */
  readonly own?: true;
  /** What the call is refused with for another reason, where the made has no row that fits. */
  readonly otherwise?: string;
}

type Row = [name: string, call: UseCase['call'], more?: Pick<UseCase, 'own' | 'among' | 'otherwise'>];

/** Use cases that one right allows. */
export const all = (action: Action, subject: Subject, rows: readonly Row[]): UseCase[] =>
  rows.map(([name, call, more]) => ({ name, action, subject, call, ...more }));
