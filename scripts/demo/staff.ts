import { createDb, KeyRing, ownerOptions, type Context } from '../../src/platform/index.ts';
import {
  findStaffByEmail,
  markStaffNewsRead,
  requestStaff,
  ROLES_WITH_TOTP,
  setPasswordByLink,
  takeLink,
  type Role,
} from '../../src/staff/index.ts';

/** One person of the demo's back office. These log-ins exist in the sandbox only and protect nothing. */
export interface DemoStaff {
  readonly role: Role;
  /** The name of the person on the command line and before the @ of the e-mail. */
  readonly login: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Base32, for an authenticator app. Undefined if the role needs no second factor. */
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
  // Another administrator must approve large changes of prices.
  person('admin', 'Борис Второв', 'STARBOARDDEMOSECONDADMIN23456723', 'admin2'),
  person('finance', 'Фёдор Финансов', 'STARBOARDDEMOFINANCE234567234567'),
  person('support', 'Света Помощь', ''),
  person('auditor', 'Артур Аудитов', ''),
];

/** Creates missing accounts as the operator and leaves the others unchanged. Returns the ids by role. */
export async function seedStaff(context: Context): Promise<Record<Role, bigint>> {
  const db = createDb(ownerOptions(context.config), context.log);
  const operator = { ...context, db };
  const ids: Partial<Record<Role, bigint>> = {};
  try {
    for (const person of DEMO_STAFF) {
      const id = await seedPerson(operator, person);
      ids[person.role] ??= id;
    }
    for (const { role, email } of DEMO_STAFF) if (role === 'admin') await readAll(db, email);
  } finally {
    await db.close();
  }
  return ids as Record<Role, bigint>;
}

/** Marks the accounts that the demo made as read, so that its administrators get no notice about them. */
async function readAll(db: Context['db'], email: string): Promise<void> {
  const staff = await findStaffByEmail(db, email);
  if (staff) await markStaffNewsRead(db, staff.id);
}

async function seedPerson(operator: Context, person: DemoStaff): Promise<bigint> {
  const { role, email, name, password, totpSecret } = person;
  const known = await operator.db.one<{ id: bigint; isSet: boolean }>(
    `SELECT id, password_hash <> '' AS "isSet" FROM staff WHERE lower(email) = $1`,
    [email],
  );
  const asked = { email, name, role, by: null, reason: 'demo' };
  const id = known?.id ?? (await requestStaff(operator, asked)).staffId;
  if (id === null) throw new Error('an account of the demo was not made');
  if (known?.isSet !== true) {
    const { token } = await takeLink(operator, { staffId: id, by: null });
    await setPasswordByLink(operator, { token, password });
  }
  if (totpSecret !== undefined)
    await operator.db.query(
      'UPDATE staff SET totp_secret = $2, totp_confirmed_at = now() WHERE id = $1 AND totp_confirmed_at IS NULL',
      [id, new KeyRing(operator.config.ENCRYPTION_KEYS).encrypt(totpSecret)],
    );
  return id;
}
