import { AppError } from '../../lib/index.ts';
import type { Access } from '../access/panel.ts';

/** What AdminJS puts into its pages about the person: nothing more than the page shows. */
export interface CurrentAdmin {
  id: string;
  email: string;
  title: string;
  role: string;
  language: string;
  /** The side bar has a link to the queues, which are no page of AdminJS. */
  queues: boolean;
  [key: string]: unknown;
}

/** The rights of a person travel beside the object that AdminJS hands around, never inside it: pages print it. */
const accesses = new WeakMap<object, Access>();

export function currentAdminFor(access: Access): CurrentAdmin {
  const { staff, ability } = access;
  const admin = {
    id: staff.id.toString(),
    email: staff.name,
    title: staff.email,
    role: staff.role,
    language: staff.language,
    queues: ability.can('see', 'queues'),
  };
  accesses.set(admin, access);
  return admin;
}

/** Errors: FORBIDDEN for anything that our gate did not make. */
export function accessBehind(currentAdmin: unknown): Access {
  const access =
    typeof currentAdmin === 'object' && currentAdmin !== null ? accesses.get(currentAdmin) : undefined;
  if (!access) throw new AppError('FORBIDDEN');
  return access;
}
