import { z } from 'zod';
import { setPackageActive } from '../../../shop/index.ts';
import { defineAction, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';

const switchPackage = (
  look: Pick<PanelAction, 'name' | 'label' | 'consequence' | 'icon'>,
  active: boolean,
): PanelAction =>
  defineAction({
    ...look,
    subject: 'packages',
    right: 'edit',
    kind: 'record',
    form: [],
    offered: (row) => row['active'] === !active,
    input: z.object({}),
    run: async (call) => {
      await setPackageActive(call.app, { stars: Number(call.row['stars']), active, staffId: call.staff.id });
      return { before: { active: call.row['active'] }, after: { active }, notice: SAVED };
    },
  });

export const offerPackage = switchPackage(
  {
    name: 'offer',
    label: ['Показывать в магазине', 'Offer in the shop'],
    consequence: ['Пакет сразу появится в магазине в боте.', 'The package is in the bot’s shop at once.'],
    icon: 'Eye',
  },
  true,
);
export const withdrawPackage = switchPackage(
  {
    name: 'withdraw',
    label: ['Убрать из магазина', 'Withdraw from the shop'],
    consequence: [
      'Пакет исчезнет из магазина в боте сразу. Выставленные счета действуют.',
      'The package leaves the bot’s shop at once. Invoices that were made stay valid.',
    ],
    icon: 'EyeOff',
  },
  false,
);
