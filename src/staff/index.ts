export * from './accountRequests.ts';
export * from './accounts.ts';
export { lockedStaff } from './attempts.ts';
export * from './audit.ts';
export {
  giveUpTotpByLink,
  readLink,
  setPasswordByLink,
  takeLink,
  type LinkPurpose,
  type TakenLink,
} from './links.ts';
export { markStaffNewsRead, staffNews, type StaffNews } from './news.ts';
export { verifyPassword } from './login.ts';
export { rememberPlaces, type LoginSource } from './places.ts';
export type { Asked } from './requireEdit.ts';
export { hasRight, requireRight } from './requireRight.ts';
export {
  ABILITIES,
  ACTIONS,
  rightOf,
  roleMay,
  SUBJECTS,
  type Action,
  type AlertArea,
  type Right,
  type Subject,
} from './rights.ts';
export * from './sessions.ts';
export * from './totp.ts';
export { ROLES, ROLES_WITH_TOTP, type Role, type StaffLanguage, type StaffMember } from './types.ts';
