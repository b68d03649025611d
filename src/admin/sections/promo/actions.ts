import { z } from 'zod';
import { AppError, isStorableTime, parseAmount } from '../../../lib/index.ts';
import { approvePromo, coin, createPromo, movePromo, PROMO_KINDS } from '../../../shop/index.ts';
import { defineAction, type ActionCall, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';
import { PROMO_KIND } from './texts.ts';

const STAR = { code: 'STAR', exponent: 0 };
const optional = z.string().trim().max(200).default('');
const count = z.coerce.number().int().min(1).max(1_000_000);
const common = { subject: 'promo_codes', right: 'edit' } as const;

const create = defineAction({
  ...common,
  name: 'createPromo',
  label: ['Новый промокод', 'New promo code'],
  consequence: [
    'Код с выгодой до 15 % действует сразу. Код с большей выгодой ждёт другого администратора.',
    'A code worth up to 15 % is valid at once. A code worth more waits for another administrator.',
  ],
  kind: 'resource',
  icon: 'Plus',
  form: [
    {
      name: 'code',
      label: ['Код: латинские буквы, цифры, - и _', 'Code: Latin letters, digits, - and _'],
      type: 'text',
      required: true,
    },
    { name: 'kind', label: ['Что даёт', 'Gives'], type: 'select', required: true, words: PROMO_KIND },
    {
      name: 'value',
      label: ['Сколько: процентов, монет или звёзд', 'How much: percent, coins or stars'],
      type: 'text',
      required: true,
    },
    {
      name: 'budget',
      label: ['Бюджет: монет или звёзд', 'Budget: coins or stars'],
      type: 'text',
      required: true,
    },
    {
      name: 'maxUses',
      label: [
        'Применений всего (пусто — сколько позволит бюджет)',
        'Uses in all (empty: as the budget allows)',
      ],
      type: 'text',
    },
    {
      name: 'maxPerUser',
      label: ['Применений на одного (пусто — 1)', 'Uses per user (empty: 1)'],
      type: 'text',
    },
    { name: 'firstOnly', label: ['Только на первую покупку', 'First purchase only'], type: 'checkbox' },
    {
      name: 'packages',
      label: [
        'Пакеты через запятую, например 100, 250 (пусто — все)',
        'Packages with commas, such as 100, 250 (empty: all)',
      ],
      type: 'text',
    },
    {
      name: 'validFrom',
      label: ['Действует с (пусто — сразу)', 'Valid from (empty: at once)'],
      type: 'datetime',
    },
    {
      name: 'validUntil',
      label: ['Действует до (пусто — пока есть бюджет)', 'Valid until (empty: while the budget lasts)'],
      type: 'datetime',
    },
    { name: 'promoNote', label: ['Зачем', 'What it is for'], type: 'textarea', required: true },
  ],
  input: z.object({
    code: z.string().trim().min(3).max(32),
    kind: z.enum(PROMO_KINDS),
    value: z.string().trim(),
    budget: z.string().trim(),
    maxUses: z.union([z.literal('').transform(() => undefined), count]).optional(),
    maxPerUser: z.union([z.literal('').transform(() => 1), count]).default(1),
    firstOnly: z
      .union([z.boolean(), z.enum(['true', 'false', 'on', '']).transform((v) => v === 'true' || v === 'on')])
      .default(false),
    packages: optional,
    validFrom: optional,
    validUntil: optional,
    promoNote: z.string().trim().min(3).max(1000),
  }),
  run: async (call, { promoNote: note, ...input }) => {
    const unit = input.kind === 'stars' ? STAR : coin(call.app.config);
    const made = await createPromo(call.app, {
      ...input,
      value: input.kind === 'percent' ? parseAmount(input.value, STAR) : parseAmount(input.value, unit),
      budget: parseAmount(input.budget, unit),
      packages: sizesIn(input.packages),
      validFrom: timeIn(input.validFrom, 'validFrom'),
      validUntil: timeIn(input.validUntil, 'validUntil'),
      note,
      staffId: call.staff.id,
    });
    const { id, status } = made;
    return {
      after: { ...input, note, status },
      about: { type: 'promo_codes', id: id.toString() },
      notice:
        status === 'waiting'
          ? ['Код ждёт другого администратора', 'The code waits for another administrator']
          : SAVED,
      data: { id: id.toString() },
    };
  },
});

/** Errors: INPUT_INVALID. */
function sizesIn(text: string): number[] | undefined {
  if (text === '') return undefined;
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0 || !parts.every((part) => /^[1-9]\d{0,6}$/.test(part)))
    throw new AppError('INPUT_INVALID', { fields: 'packages' });
  return parts.map(Number);
}

function timeIn(text: string, fields: string): Date | undefined {
  if (text === '') return undefined;
  const time = new Date(text);
  if (!isStorableTime(time)) throw new AppError('INPUT_INVALID', { fields });
  return time;
}

const idOf = (call: ActionCall): { id: bigint; staffId: bigint } => ({
  id: BigInt(call.id),
  staffId: call.staff.id,
});

const approve = defineAction({
  subject: 'promo_codes',
  right: 'approve',
  name: 'approvePromo',
  label: ['Одобрить', 'Approve'],
  consequence: ['Код начнёт действовать.', 'The code becomes valid.'],
  kind: 'record',
  icon: 'Check',
  offered: (row) => row['standing'] === 'waiting',
  input: z.object({}),
  run: async (call) => {
    await approvePromo(call.app, idOf(call));
    return { before: { status: 'waiting' }, after: { status: 'active' }, notice: SAVED };
  },
});

function move(
  to: 'active' | 'paused' | 'ended',
  shown: Pick<PanelAction, 'name' | 'label' | 'consequence' | 'icon' | 'offered'>,
): PanelAction {
  return defineAction({
    ...common,
    ...shown,
    kind: 'record',
    input: z.object({}),
    run: async (call) => {
      await movePromo(call.app, { ...idOf(call), to });
      return { before: { status: call.row['standing'] }, after: { status: to }, notice: SAVED };
    },
  });
}

const among =
  (...states: string[]) =>
  (row: Readonly<Record<string, unknown>>): boolean =>
    states.includes(String(row['standing']));

export const PROMO_ACTIONS: readonly PanelAction[] = [
  create,
  approve,
  move('paused', {
    name: 'pausePromo',
    label: ['Поставить на паузу', 'Pause'],
    consequence: [
      'Новые покупки с кодом остановятся. Выставленные счета сохранят свою цену.',
      'New purchases with the code stop. Invoices that were made keep their price.',
    ],
    icon: 'Pause',
    offered: among('active', 'planned', 'over'),
  }),
  move('active', {
    name: 'resumePromo',
    label: ['Продолжить', 'Resume'],
    consequence: ['Код снова начнёт действовать.', 'The code becomes valid again.'],
    icon: 'Play',
    offered: among('paused'),
  }),
  move('ended', {
    name: 'endPromo',
    label: ['Закончить', 'End'],
    consequence: [
      'Код закончится навсегда. Выставленные счета сохранят свою цену.',
      'The code ends for good. Invoices that were made keep their price.',
    ],
    icon: 'XCircle',
    offered: among('waiting', 'active', 'planned', 'over', 'paused'),
  }),
];
