import { z } from 'zod';
import { addListEntry, removeListEntry } from '../../../fraud/index.ts';
import { AppError, isStorableTime } from '../../../lib/index.ts';
import { proposed } from '../approvals/actions.ts';
import { defineAction, type PanelAction } from '../../access/actions.ts';
import { LISTS } from './texts.ts';
import { REASON_LABEL, SAVED } from '../../words/common.ts';
import { common, words } from './ruleActions.ts';

const optional = z
  .string()
  .trim()
  .max(200)
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const addEntry = defineAction({
  ...common,
  name: 'addListEntry',
  label: ['Новая запись', 'New entry'],
  consequence: [
    'Блокировка действует сразу. Исключение из проверок ждёт другого администратора.',
    'A block counts at once. An exception from checks waits for another administrator.',
  ],
  kind: 'resource',
  icon: 'Plus',
  form: [
    { name: 'list', label: ['Список', 'List'], type: 'select', required: true, words: LISTS },
    { name: 'listUser', label: ['Номер пользователя', 'User number'], type: 'text' },
    {
      name: 'listNetwork',
      label: ['или сеть, например 203.0.113.0/24', 'or a network, such as 203.0.113.0/24'],
      type: 'text',
    },
    { name: 'listPayer', label: ['или адрес кошелька', 'or a wallet’s address'], type: 'text' },
    {
      name: 'listRecipient',
      label: ['или получатель звёзд, @имя', 'or who stars are sent to, @name'],
      type: 'text',
    },
    { name: 'listNote', label: ['Почему', 'Why'], type: 'textarea', required: true },
    {
      name: 'expiresAt',
      label: ['Действует до (пусто — всегда)', 'Until (empty: for ever)'],
      type: 'datetime',
    },
  ],
  input: z.object({
    list: z.enum(['allow', 'block']),
    listUser: optional,
    listNetwork: optional,
    listPayer: optional,
    listRecipient: optional,
    listNote: words,
    expiresAt: optional,
  }),
  run: async (call, { list, listNote: note, ...input }) => {
    const who = whoOf(input);
    const expiresAt = input.expiresAt === undefined ? undefined : new Date(input.expiresAt);
    if (expiresAt && !isStorableTime(expiresAt)) throw new AppError('INPUT_INVALID', { fields: 'expiresAt' });
    const { correlationId } = call.actor;
    const entry = { list, who, note, expiresAt, staffId: call.staff.id, correlationId };
    const { entryId: id, proposal } = await addListEntry(call.app, entry);
    if (proposal) return proposed(proposal, { type: 'fraud_list_entries', id });
    // Wallets and names are kept only as hashes, so the audit log does not get them either.
    const shown = 'payer' in who ? { payer: '•••' } : 'recipient' in who ? { recipient: '•••' } : who;
    return { after: { list, ...shown, note, expiresAt }, notice: SAVED, data: { id } };
  },
});

type Who = { userId: bigint } | { network: string } | { payer: string } | { recipient: string };

/** Exactly one of the four. */
function whoOf(input: {
  listUser?: string | undefined;
  listNetwork?: string | undefined;
  listPayer?: string | undefined;
  listRecipient?: string | undefined;
}): Who {
  const user = input.listUser?.replace(/^#/, '');
  const given: Who[] = [
    ...(user !== undefined && /^\d{1,18}$/.test(user) ? [{ userId: BigInt(user) }] : []),
    ...(input.listNetwork === undefined ? [] : [{ network: input.listNetwork }]),
    ...(input.listPayer === undefined ? [] : [{ payer: input.listPayer }]),
    ...(input.listRecipient === undefined ? [] : [{ recipient: input.listRecipient }]),
  ];
  const [who, another] = given;
  if (!who || another || (user !== undefined && !('userId' in who)))
    throw new AppError('INPUT_INVALID', { fields: 'listUser, listNetwork, listPayer, listRecipient' });
  return who;
}

const removeEntry = defineAction({
  ...common,
  name: 'removeListEntry',
  label: ['Убрать из списка', 'Remove from list'],
  consequence: [
    'Запись перестанет действовать. Исключение кончается сразу, снятие блокировки решает другой администратор.',
    'The entry stops counting. An exception ends at once; taking off the block list waits for another administrator.',
  ],
  kind: 'record',
  icon: 'Trash2',
  form: [
    {
      name: 'reason',
      label: REASON_LABEL,
      type: 'textarea',
      required: true,
    },
  ],
  offered: (row) => row['removed_at'] === null || row['removed_at'] === undefined,
  input: z.object({ reason: words }),
  run: async (call, { reason }) => {
    const { correlationId } = call.actor;
    const { proposal } = await removeListEntry(call.app, {
      entryId: call.id,
      staffId: call.staff.id,
      reason,
      correlationId,
    });
    if (proposal) return proposed(proposal, { type: 'fraud_list_entries', id: call.id });
    const { list, user_id: userId, note } = call.row;
    return { before: { list, userId, note }, after: { reason }, notice: SAVED };
  },
});

export const LIST_ACTIONS: readonly PanelAction[] = [addEntry, removeEntry];
