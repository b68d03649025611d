import { z } from 'zod';
import { checkOrder } from '../../../payments/index.ts';
import { setPackageActive, setSwitch, SWITCHES } from '../../../shop/index.ts';
import { defineAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';

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
      return { before: { active: call.row['active'] }, after: { active }, notice: SAVED };
    },
  });
export const offerPackage = switchPackage('offer', true);
export const withdrawPackage = switchPackage('withdraw', false);

const NOTE = z.string().trim().max(300).default('');

/** One action for each direction: a button that says "turn off" cannot leave a function on. */
const switchAction = (
  name: 'turnOff' | 'turnOn' | 'renote',
  how: { enabled: boolean; icon: string; notice: (name: string) => string },
) =>
  defineAction({
    name,
    subject: 'switches',
    right: 'edit',
    kind: 'record',
    icon: how.icon,
    form: how.enabled
      ? []
      : [
          {
            name: 'note',
            label: ['Примечание для коллег', 'Note for colleagues'],
            type: 'textarea',
            from: 'note',
          },
        ],
    offered: (row) => (row['enabled'] === true) === (name === 'turnOff'),
    input: z.object({ note: NOTE }),
    run: async (call, { note }) => {
      const id = z.enum(SWITCHES).parse(call.id);
      const wish = { name: id, enabled: how.enabled, note, staffId: call.staff.id };
      const after = await setSwitch(call.app, wish);
      return {
        before: { enabled: call.row['enabled'], note: call.row['note'] },
        after: { enabled: after.enabled, note: after.note },
        notice: how.notice(id),
      };
    },
  });

export const SWITCH_ACTIONS = [
  switchAction('turnOff', { enabled: false, icon: 'ToggleLeft', notice: (name) => `off_${name}` }),
  switchAction('turnOn', { enabled: true, icon: 'ToggleRight', notice: (name) => `on_${name}` }),
  switchAction('renote', { enabled: false, icon: 'Edit', notice: () => 'saved' }),
];

/** Asks the provider now, instead of waiting for the next poll. Its answer is booked like any other. */
export const recheckOrder = defineAction({
  name: 'recheck',
  label: ['Проверить оплату', 'Re-check payment'],
  consequence: [
    'Спросим платёжную систему об этом заказе сейчас. Если оплата пришла, она зачислится один раз.',
    'Asks the provider about this order now. If the payment came, it is credited, once.',
  ],
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
      notice: ['Платёжная система ответила, данные обновлены', 'The provider answered, data are up to date'],
    };
  },
});
