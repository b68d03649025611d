import { AppError } from '../../lib/index.ts';
import type { Access } from '../access/panel.ts';

/** The data about the person that AdminJS writes into its pages. It has no more than the page shows. */
export interface CurrentAdmin {
  id: string;
  email: string;
  title: string;
  role: string;
  language: string;
  /** The side bar has a link to the queues, which are not a page of AdminJS. */
  queues: boolean;
  [key: string]: unknown;
}

/**
 * The rights of a person are kept beside the object that AdminJS passes around, never inside it, because pages print
 * that object.
 */
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

/** Errors: FORBIDDEN for any object that our gate did not make. */
export function accessBehind(currentAdmin: unknown): Access {
  const access =
    typeof currentAdmin === 'object' && currentAdmin !== null ? accesses.get(currentAdmin) : undefined;
  if (!access) throw new AppError('FORBIDDEN');
  return access;
}
