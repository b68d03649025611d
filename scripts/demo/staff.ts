import { KeyRing, type Context } from '../../src/platform/index.ts';
import { createStaff, ROLES_WITH_TOTP, type Role } from '../../src/staff/index.ts';

/** One person of the demo's back office. These log-ins exist in the sandbox only and protect nothing. */
export interface DemoStaff {
  readonly role: Role;
  /** What the person is called on the command line and in front of the e-mail's @. */
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Base32, for an authenticator app; undefined where the role needs no second factor. */
  readonly totpSecret: string | undefined;
}

const person = (role: Role, name: string, totpSecret: string, login: string = role): DemoStaff => ({
  role,
  login,
  name,
  email: `${login}@demo.example`,
  password: `demo-${login}-2026`,
  totpSecret: ROLES_WITH_TOTP.includes(role) ? totpSecret : undefined,
});

export const DEMO_STAFF: readonly DemoStaff[] = [
  person('admin', 'Алина Админова', 'STARBOARDDEMOADMIN23456723456723'),
  // Large changes of prices are approved by another administrator.
  person('admin', 'Борис Второв', 'STARBOARDDEMOSECONDADMIN23456723', 'admin2'),
  person('finance', 'Фёдор Финансов', 'STARBOARDDEMOFINANCE234567234567'),
  person('support', 'Света Помощь', ''),
  person('auditor', 'Артур Аудитов', ''),
];

/** Creates who is missing; who exists is left as is. Gives the ids by role. */
export async function seedStaff(context: Context): Promise<Record<Role, bigint>> {
  const ring = new KeyRing(context.config.ENCRYPTION_KEYS);
  const ids: Partial<Record<Role, bigint>> = {};
  for (const { role, email, name, password, totpSecret } of DEMO_STAFF) {
    const known = await context.db.one<{ id: bigint }>('SELECT id FROM staff WHERE lower(email) = $1', [
      email,
    ]);
    const id = known?.id ?? (await createStaff(context, { email, name, role, password })).id;
    ids[role] ??= id;
    if (totpSecret !== undefined)
      await context.db.query(
        'UPDATE staff SET totp_secret = $2, totp_confirmed_at = now() WHERE id = $1 AND totp_confirmed_at IS NULL',
        [id, ring.encrypt(totpSecret)],
      );
  }
  return ids as Record<Role, bigint>;
}
