import type { FormField } from '../../access/actions.ts';
import { REASON_WORDS } from '../../words/reasons.ts';

/** The fields of every request. The form and a refusal use the same names. */
export const REQUEST_FIELDS = {
  amount: { name: 'amount', label: ['Сумма', 'Amount'], type: 'text' },
  reason: {
    name: 'reason',
    label: ['Причина', 'Reason'],
    type: 'select',
    required: true,
    words: REASON_WORDS,
  },
  note: {
    name: 'note',
    label: ['Что случилось (увидят коллеги)', 'What happened (colleagues will see it)'],
    type: 'textarea',
    required: true,
  },
} as const satisfies Record<string, FormField>;
