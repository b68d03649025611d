import { expect, test } from 'vitest';
import { DELIVERY_STATES, DELIVERY_STATUSES } from '../../src/delivery/index.ts';
import { createTestContext } from '../kit/testContext.ts';

const { db } = await createTestContext();

test('the states of a delivery, when code and database are compared, then both allow the same steps', async () => {
  const { rows } = await db.query<{ step: string }>(
    `SELECT from_status || ' ' || to_status AS step FROM delivery_transitions`,
  );
  const steps = DELIVERY_STATUSES.flatMap((from) => DELIVERY_STATES[from].next.map((to) => `${from} ${to}`));
  expect(rows.map(({ step }) => step).toSorted()).toEqual(steps.toSorted());
});
