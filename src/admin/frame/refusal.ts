import { toAppError } from '../../lib/index.ts';
import type { PanelAction } from '../access/actions.ts';
import type { Access } from '../access/panel.ts';
import { errorText } from '../words/errors/index.ts';
import { filled, wordIn } from '../words/pair.ts';

/** The text of an error for the person. If the fault is ours, the log gets it with the same reference. */
export function refusal(
  access: Access,
  thrown: unknown,
  { name, form = [] }: Pick<PanelAction, 'name' | 'form'>,
): string {
  const error = toAppError(thrown);
  const { language } = access.staff;
  const reference = access.actor.correlationId ?? '';
  access.panel.app.errors.note(error, { door: 'office', place: name, correlationId: reference });
  if (error.kind === 'bug')
    access.panel.app.log.error(
      { err: thrown, correlationId: reference, what: name },
      'back-office action failed',
    );
  // The label that the form uses, without the words in brackets.
  const labelOf = (field: string): string => {
    const label = form.find((one) => one.name === field)?.label;
    const coin = access.panel.app.config.PAYMENT_ASSET_LABEL;
    return label === undefined ? field : filled(wordIn(label, language), { coin }).replace(/\s*\(.*\)$/, '');
  };
  return errorText(error, language, { reference, labelOf });
}
