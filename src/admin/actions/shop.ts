import { z } from 'zod';
import { AppError, parseAmount } from '../../lib/index.ts';
import { checkOrder } from '../../payments/index.ts';
import {
  changePackage,
  coin,
  createPackage,
  previewPackageChange,
  setPackageActive,
  setSwitch,
  SWITCHES,
  type PackageChange,
} from '../../shop/index.ts';
import { packagePreview } from './packagePreview.ts';
import { defineAction, type ActionCall } from './types.ts';

/** Prices are typed as decimal text in the shop's coin. Checkbox and number fields arrive as text from forms. */
const PRICE = z.object({
  price: z.string().max(40),
  listPrice: z.string().max(40).optional(),
  bonusStars: z.coerce.number().int().min(0).max(1_000_000),
  reason: z.string().trim().min(3).max(300),
  validFrom: z.string().max(40).optional(),
  version: z.coerce.number().int().optional(),
});

function changeOf(call: ActionCall, input: z.output<typeof PRICE>, stars: number): PackageChange {
  const asset = coin(call.app.config);
  const validFrom = input.validFrom ? new Date(input.validFrom) : undefined;
  if (validFrom && Number.isNaN(validFrom.getTime()))
    throw new AppError('INPUT_INVALID', { fields: 'validFrom' });
  return {
    staffId: call.staff.id,
    stars,
    price: parseAmount(input.price, asset),
    listPrice: input.listPrice ? parseAmount(input.listPrice, asset) : undefined,
    bonusStars: input.bonusStars,
    reason: input.reason,
    validFrom,
    expectedVersion: input.version,
  };
}

/** What the change would do and how the bot's screens would look; writes nothing. */
export const previewPrice = defineAction({
  name: 'previewPrice',
  subject: 'packages',
  right: 'edit',
  kind: 'record',
  icon: 'Eye',
  button: false,
  // The reason is asked for only when the change is made.
  input: PRICE.extend({
    reason: z
      .string()
      .max(300)
      .transform((text) => text.trim() || '-'),
  }),
  run: async (call, input) => {
    const planned = await previewPackageChange(call.app, changeOf(call, input, Number(call.row['stars'])));
    return { unchanged: true, data: { preview: await packagePreview(call.app, planned) } };
  },
});

export const changePrice = defineAction({
  name: 'changePrice',
  subject: 'packages',
  right: 'edit',
  kind: 'record',
  icon: 'Edit2',
  component: 'PackageForm',
  input: PRICE,
  run: async (call, input) => {
    const { before, after } = await changePackage(call.app, changeOf(call, input, Number(call.row['stars'])));
    return { before, after, notice: 'priceChanged' };
  },
});

export const addPackage = defineAction({
  name: 'addPackage',
  subject: 'packages',
  right: 'edit',
  kind: 'resource',
  icon: 'Plus',
  form: [
    { name: 'stars', type: 'number', required: true },
    { name: 'price', type: 'text', required: true },
    { name: 'listPrice', type: 'text' },
    { name: 'bonusStars', type: 'number', required: true },
    { name: 'reason', type: 'textarea', required: true },
  ],
  input: PRICE.extend({ stars: z.coerce.number().int().min(1).max(1_000_000) }),
  run: async (call, input) => {
    const { priceId } = await createPackage(call.app, changeOf(call, input, input.stars));
    const { stars, price, bonusStars, reason } = input;
    return {
      after: { priceId, stars, price, bonusStars, reason },
      notice: 'saved',
      data: { id: String(stars) },
    };
  },
});

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
