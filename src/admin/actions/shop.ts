import { z } from 'zod';
import { checkOrder } from '../../payments/index.ts';
import { setPackageActive, setSwitch, SWITCHES } from '../../shop/index.ts';
import { defineAction } from './types.ts';

const switchPackage = (name: 'offer' | 'withdraw', active: boolean) =>
  defineAction({
    name,
    subject: 'packages',
    right: 'edit',
    kind: 'record',
    icon: active ? 'Eye' : 'EyeOff',
    form: [],
    offered: (row) => row['active'] === !active,
    input: z.object({}),
    run: async (call) => {
      await setPackageActive(call.app, { stars: Number(call.row['stars']), active });
      return { before: { active: call.row['active'] }, after: { active }, notice: 'saved' };
    },
  });
export const offerPackage = switchPackage('offer', true);
export const withdrawPackage = switchPackage('withdraw', false);

export const changeSwitch = defineAction({
  name: 'change',
  subject: 'switches',
  right: 'edit',
  kind: 'record',
  icon: 'ToggleRight',
  form: [
    { name: 'enabled', type: 'checkbox', from: 'enabled' },
    { name: 'note', type: 'textarea', from: 'note' },
  ],
  input: z.object({
    enabled: z.union([z.boolean(), z.stringbool()]),
    note: z.string().trim().max(300).default(''),
  }),
  run: async (call, input) => {
    const name = z.enum(SWITCHES).parse(call.id);
    const after = await setSwitch(call.app, { name, ...input, staffId: call.staff.id });
    return {
      before: { enabled: call.row['enabled'], note: call.row['note'] },
      after: { enabled: after.enabled, note: after.note },
      notice: 'saved',
    };
  },
});

/** Asks the provider now, instead of waiting for the next poll. Its answer is booked like any other. */
export const recheckOrder = defineAction({
  name: 'recheck',
  subject: 'orders',
  right: 'recheck',
  kind: 'record',
  icon: 'RefreshCw',
  form: [],
  offered: (order) => order['kind'] !== 'balance_purchase',
  outside: true,
  input: z.object({}),
  run: async (call) => {
    const invoice = await checkOrder(call.app, call.id);
    return {
      after: { invoice: invoice.id, status: invoice.status, received: invoice.received },
      notice: 'rechecked',
    };
  },
});
