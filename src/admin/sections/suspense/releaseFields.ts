import type { FormField } from '../../access/actions.ts';

/** Whom the money is given to, where no order says so. */
export const OWNER_FIELD = {
  name: 'userId',
  label: ['Номер пользователя', 'User number'],
  type: 'text',
} as const satisfies FormField;
