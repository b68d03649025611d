import { expect, test } from 'vitest';
import { openBreak } from '../../src/breaks/index.ts';
import { newId } from '../../src/lib/index.ts';
import { openOffice } from '../kit/office.ts';

const office = await openOffice({ DELIVERY: 'supplier' });

test('a break with a supplier, when finance opens it, then stars are counted as stars and equal facts are not a difference', async () => {
  const finance = await office.logIn('finance');
  const [deliveryId, subject] = [newId(), `mystars:${newId()}`];
  await openBreak(office.context.db, {
    class: 'supply_recipient',
    source: 'supply',
    subject,
    asset: 'STAR',
    amount: 60n,
    detail: {
      ourStatus: 'confirmed',
      ourAmount: '60',
      theirStatus: 'delivered',
      theirAmount: '60',
      theirCurrency: 'STAR',
      theirName: 'order-1',
      deliveryId,
    },
  });
  const row = await office.context.db.one<{ id: string }>('SELECT id FROM breaks WHERE subject = $1', [
    subject,
  ]);

  const { page } = await finance.json<{ page: { sides: unknown; deliveryId: string } }>(
    `/admin/api/resources/breaks/records/${row?.id}/show`,
  );

  expect(page.deliveryId).toBe(deliveryId);
  expect(page.sides).toEqual([
    { fact: 'supplierOrder', ours: null, theirs: 'order-1', differs: false },
    { fact: 'delivery', ours: 'confirmed', theirs: 'delivered', differs: false },
    { fact: 'stars', ours: '60', theirs: '60' },
  ]);
});
