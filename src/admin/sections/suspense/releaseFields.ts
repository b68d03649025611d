import type { FormField } from '../../access/actions.ts';

/** The receiver of the money, if no order says it. */
export const OWNER_FIELD = {
  name: 'userId',
  label: ['Номер пользователя', 'User number'],
  type: 'text',
} as const satisfies FormField;
