import type { Request } from 'express';
import { deviceOf } from './device.ts';
import { clientAddress } from '../../platform/index.ts';
import { ROLES_WITH_TOTP, type Actor, type StaffMember } from '../../staff/index.ts';

declare global {
  // Passport types the person behind a request as Express.User.
  namespace Express {
    interface User extends StaffMember {}
  }
}

/** The person who acts with this request, for use cases and the audit log. */
export function actorOf(staff: StaffMember, request: Request): Actor {
  const correlationId: unknown = request.res?.locals['correlationId'];
  const device = deviceOf(request);
  return {
    id: staff.id,
    name: staff.name,
    role: staff.role,
    ip: clientAddress(request),
    userAgent: request.get('user-agent') ?? '',
    ...(typeof correlationId === 'string' ? { correlationId } : {}),
    ...(device === undefined ? {} : { device }),
  };
}

/** The person of a session whose log-in is complete. Undefined for everybody else. */
export function staffOf(request: Request): StaffMember | undefined {
  return request.session.complete === true ? request.user : undefined;
}

/** Whether a log-in needs a code: because the role demands it, or because the person set it up. */
export function needsTotp(staff: StaffMember): boolean {
  return staff.hasTotp || ROLES_WITH_TOTP.includes(staff.role);
}
