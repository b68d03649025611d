import { toAppError } from '../../lib/index.ts';
import type { PanelAction } from '../access/actions.ts';
import type { Access } from '../access/panel.ts';
import { errorText } from '../words/errors/index.ts';
import { wordIn } from '../words/pair.ts';

/** Text of an error for the person; what is our fault goes to the log with the same reference. */
export function refusal(
  access: Access,
  thrown: unknown,
  { name, form = [] }: Pick<PanelAction, 'name' | 'form'>,
): string {
  const error = toAppError(thrown);
  const { language } = access.staff;
  const reference = access.actor.correlationId ?? '';
  if (error.kind === 'bug')
    access.panel.app.log.error(
      { err: thrown, correlationId: reference, what: name },
      'back-office action failed',
    );
  // As the form calls it, without what stands there in brackets.
  const labelOf = (field: string): string => {
    const label = form.find((one) => one.name === field)?.label;
    return label === undefined ? field : wordIn(label, language).replace(/\s*\(.*\)$/, '');
  };
  return errorText(error, language, { reference, labelOf });
}
