import { z } from 'zod';
import { setSwitch, SWITCHES, type SwitchName } from '../../../switches/index.ts';
import { defineAction, type FormField, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';
import { isPair, type Pair } from '../../words/pair.ts';

/** What people can no longer do, by the function that is off. */
const OFF_CONSEQUENCES: Readonly<Record<SwitchName, Pair>> = {
  sell: [
    'Купить звёзды не сможет никто: ни по счёту, ни с баланса. Уже выставленные счета действуют. Начнёт действовать в течение секунды.',
    'Nobody can buy stars, by invoice or from the balance. Invoices that were made stay valid. In force within a second.',
  ],
  topup: [
    'Пополнить баланс не сможет никто. Уже выставленные счета действуют. Начнёт действовать в течение секунды.',
    'Nobody can top up a balance. Invoices that were made stay valid. In force within a second.',
  ],
  refund: [
    'Новых возвратов запросить нельзя, а одобренные ждут: деньги не отправляются, пока возвраты выключены.',
    'No new refund can be asked for, and approved ones wait: nothing is sent while refunds are off.',
  ],
  tickets: ['Новых обращений не будет; открытые продолжаются.', 'No new tickets; the open ones go on.'],
};

const OFF: Readonly<Record<SwitchName, Pair>> = {
  sell: ['Продажа звёзд выключена', 'Sales are off'],
  topup: ['Пополнения выключены', 'Top-ups are off'],
  refund: ['Возвраты выключены', 'Refunds are off'],
  tickets: ['Обращения выключены', 'Tickets are off'],
};
const ON: Readonly<Record<SwitchName, Pair>> = {
  sell: ['Продажа звёзд включена', 'Sales are on'],
  topup: ['Пополнения включены', 'Top-ups are on'],
  refund: ['Возвраты включены', 'Refunds are on'],
  tickets: ['Обращения включены', 'Tickets are on'],
};

const NOTE: FormField = {
  name: 'note',
  label: ['Примечание для коллег', 'Note for colleagues'],
  type: 'textarea',
  from: 'note',
};

/** One action for each direction. So a button that says "turn off" cannot turn a function on. */
const switchAction = (
  look: Pick<PanelAction, 'name' | 'label' | 'consequence' | 'icon' | 'form'>,
  how: {
    /** The state of the switch before and after. */
    readonly from: boolean;
    readonly to: boolean;
    readonly done: Pair | Readonly<Record<SwitchName, Pair>>;
  },
): PanelAction =>
  defineAction({
    ...look,
    subject: 'switches',
    right: 'edit',
    kind: 'record',
    offered: (row) => (row['enabled'] === true) === how.from,
    input: z.object({ note: z.string().trim().max(300).default('') }),
    run: async (call, { note }) => {
      const name = z.enum(SWITCHES).parse(call.id);
      const { enabled, note: noted } = await setSwitch(call.app, {
        name,
        enabled: how.to,
        note,
        staffId: call.staff.id,
      });
      return {
        before: { enabled: call.row['enabled'], note: call.row['note'] },
        after: { enabled, note: noted },
        notice: isPair(how.done) ? how.done : how.done[name],
      };
    },
  });

export const SWITCH_ACTIONS: readonly PanelAction[] = [
  switchAction(
    {
      name: 'turnOff',
      label: ['Выключить', 'Turn off'],
      consequence: OFF_CONSEQUENCES,
      icon: 'ToggleLeft',
      form: [NOTE],
    },
    { from: true, to: false, done: OFF },
  ),
  switchAction(
    {
      name: 'turnOn',
      label: ['Включить', 'Turn on'],
      consequence: [
        'Функция снова работает для всех в течение секунды.',
        'The function works again for everybody within a second.',
      ],
      icon: 'ToggleRight',
      form: [],
    },
    { from: false, to: true, done: ON },
  ),
  switchAction(
    { name: 'renote', label: ['Изменить заметку', 'Change the note'], icon: 'Edit', form: [NOTE] },
    { from: false, to: false, done: SAVED },
  ),
];
