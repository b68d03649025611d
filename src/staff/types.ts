/** Roles of the back office. `rights.ts` says what each may do. */
export const ROLES = ['support', 'finance', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that must have a second factor, because they move money or give others the right to. */
export const ROLES_WITH_TOTP: readonly Role[] = ['finance', 'admin'];

export type StaffLanguage = 'ru' | 'en';

/** A person of the back office, without any secret. */
export interface StaffMember {
  id: bigint;
  email: string;
  name: string;
  role: Role;
  language: StaffLanguage;
  /** Whether the second factor is set up. */
  hasTotp: boolean;
  disabledAt: Date | null;
  createdAt: Date;
}

export interface StaffRow {
  id: bigint;
  email: string;
  name: string;
  role: Role;
  language: StaffLanguage;
  totp_confirmed_at: Date | null;
  disabled_at: Date | null;
  created_at: Date;
}

export const STAFF_COLUMNS = 'id, email, name, role, language, totp_confirmed_at, disabled_at, created_at';

export function toStaffMember(row: StaffRow): StaffMember {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    language: row.language,
    hasTotp: row.totp_confirmed_at !== null,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
  };
}
