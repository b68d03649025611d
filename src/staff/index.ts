export * from './accounts.ts';
export * from './audit.ts';
export { verifyPassword } from './login.ts';
export { rememberPlaces, type LoginSource } from './places.ts';
export * from './sessions.ts';
export * from './totp.ts';
export { ROLES, ROLES_WITH_TOTP, type Role, type StaffLanguage, type StaffMember } from './types.ts';
