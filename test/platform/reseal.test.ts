import { expect, test, vi } from 'vitest';
import { rotateKeysCommand } from '../../src/cli/keys.ts';
import { Secret } from '../../src/lib/index.ts';
import { KeyRing } from '../../src/platform/index.ts';
import { keepKeysRotated, SEALED_COLUMNS } from '../../src/security/index.ts';
import { eventually } from '../kit/eventually.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext();
const { db } = context;
const key = (id: string) => `${id}:${Buffer.alloc(32, id).toString('base64')}`;
const ring = (...ids: string[]) => new Secret(ids.map(key).join(','));
const rotate = (...ids: string[]) =>
  rotateKeysCommand({ db, config: { ...context.config, ENCRYPTION_KEYS: ring(...ids) } });
const said: string[] = [];
for (const way of ['log', 'error'] as const)
  vi.spyOn(console, way).mockImplementation((text: unknown) => void said.push(String(text)));
async function staffWith(email: string, sealedWith: string): Promise<void> {
  await context.testDb.owner.query(
    `INSERT INTO staff (email, name, role, password_hash, totp_secret) VALUES ($1, 'Anna', 'finance', 'none', $2)`,
    [email, new KeyRing(ring(sealedWith)).encrypt(`secret of ${email}`)],
  );
}
const secretOf = (email: string) =>
  db.one<{ totp_secret: string }>('SELECT totp_secret FROM staff WHERE email = $1', [email]);

test('keys rotate, when older keys sealed values, then the first key opens all of them, and again changes nothing', async () => {
  await staffWith('old@example.com', 'old');
  await staffWith('new@example.com', 'new');

  expect(await rotate('new', 'old')).toBe(0);

  const sealed = (await secretOf('old@example.com'))?.totp_secret ?? '';
  expect(new KeyRing(ring('new')).decrypt(sealed)).toBe('secret of old@example.com');
  expect(await rotate('new')).toBe(0);
  expect(await secretOf('old@example.com')).toEqual({ totp_secret: sealed });
});

test('keys rotate, when a key is missing in the ring, then says so, does the rest and loses nothing', async () => {
  await staffWith('lost@example.com', 'lost');
  await staffWith('other@example.com', 'older');
  const before = await secretOf('lost@example.com');

  expect(await rotate('new', 'older')).toBe(1);

  expect(await secretOf('lost@example.com')).toEqual(before);
  expect((await secretOf('other@example.com'))?.totp_secret).toMatch(/^v1\.new\./);
  expect(said.join('\n')).toContain('staff.totp_secret: 1 cannot be decrypted');
});

test('a worker, when a new key stands first, then it encrypts the values of older keys by itself, and again later', async () => {
  await staffWith('first@example.com', 'older');
  const config = {
    ...context.config,
    ENCRYPTION_KEYS: ring('newest', 'new', 'older'),
    ENCRYPTION_KEY_ROTATION_INTERVAL: 1,
  };
  const isNew = async (email: string) =>
    ((await secretOf(email))?.totp_secret ?? '').startsWith('v1.newest.');

  const end = keepKeysRotated({ ...context, config }, 0);

  await eventually(() => isNew('first@example.com'));
  await staffWith('second@example.com', 'older');
  await eventually(() => isNew('second@example.com'));
  await end();
});

test('the columns of the key ring, when the schema is looked through, then each is rotated', async () => {
  const { rows } = await context.testDb.owner.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND column_name ~ '(_sealed|_secret|_encrypted)$' ORDER BY 1`,
  );

  expect(rows.map(({ name }) => name)).toEqual(
    SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).toSorted(),
  );
});
