import { expect, inject, test } from 'vitest';
import { startPgbouncer } from '../../scripts/services/pgbouncer.ts';
import { createPlayer } from '../kit/player.ts';
import { atEnd } from '../kit/atEnd.ts';
import { startProduct } from '../kit/product.ts';

const pooler = await startPgbouncer(inject('postgresUrl'), 'transaction');
atEnd(() => pooler.stop());

test.each([
  ['both role variables empty and no other address', { DATABASE_ROLE: '', DATABASE_PANEL_ROLE: '' }, false],
  ['the roles of the product and a way round it', {}, true],
])(
  'the product, when PgBouncer stands before PostgreSQL, with %s, then it starts, sells and stops',
  async (_, roles, isDirect) => {
    const product = await startProduct();
    await product.stop();
    const { DATABASE_URL: direct = '' } = product.environment;
    await product.start({
      ...roles,
      DATABASE_URL: pooler.url(direct),
      ...(isDirect ? { DATABASE_MIGRATION_URL: direct } : {}),
    });
    const person = await createPlayer(product.sandboxUrl).addUser({ first_name: 'Ann', language_code: 'en' });
    await person.send('/start');
    await person.waitFor(/Buy stars|stars/i);
    await person.send('/buy');
    await person.waitFor(/95 TON/);
    const answers = await Promise.all(
      Array.from({ length: 15 }, () => fetch(`${product.publicUrl}/health`).then(({ status }) => status)),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    expect((await fetch(`${product.adminUrl}/login`)).status).toBe(200);
    expect(product.log().filter(({ level }) => level === 'error')).toEqual([]);
    expect(await product.stop()).toBe(0);
  },
  120_000,
);
