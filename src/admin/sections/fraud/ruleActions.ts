import { z } from 'zod';
import { addListEntry, changeRule, createRule, removeListEntry } from '../../../fraud/index.ts';
import { AppError, isStorableTime } from '../../../lib/index.ts';
import { proposed } from '../approvals/actions.ts';
import { readParameters } from './ruleParameters.ts';
import { defineAction, type FormField, type PanelAction } from '../../access/actions.ts';
import { EFFECTS, KINDS, LISTS } from './texts.ts';
import { REASON_LABEL, SAVED } from '../../words/common.ts';

const common = { subject: 'fraud_rules', right: 'edit' } as const;
/** PostgreSQL's integer. */
const LARGEST_INTEGER = 2 ** 31 - 1;

const parameters = z.string().max(4000).transform(readParameters);
const words = z.string().trim().min(3).max(1000);
const weight = z.coerce.number().int().min(0).max(1000);

const WEIGHT: FormField = {
  name: 'weight',
  label: ['Вес, баллов', 'Weight, points'],
  type: 'number',
  required: true,
};
const REASON: FormField = {
  name: 'ruleReason',
  label: ['Зачем (останется в истории)', 'Why (stays in the history)'],
  type: 'textarea',
  required: true,
};

const change = defineAction({
  ...common,
  name: 'changeRule',
  label: ['Изменить правило', 'Change rule'],
  kind: 'record',
  icon: 'Edit2',
  component: 'RuleForm',
  form: [WEIGHT, REASON],
  input: z.object({
    parameters,
    effect: z.enum(['note', 'review', 'block']),
    mode: z.enum(['off', 'shadow', 'live']),
    weight,
    ruleReason: words,
    version: z.coerce.number().int().min(1).max(LARGEST_INTEGER),
  }),
  run: async (call, { version, ruleReason: reason, ...wanted }) => {
    const after = { ...wanted, reason };
    const { version: next, proposal } = await changeRule(call.app, {
      ...after,
      ruleId: call.id,
      seenVersion: version,
      staffId: call.staff.id,
      correlationId: call.actor.correlationId,
    });
    if (proposal) return proposed(proposal, { type: 'fraud_rules', id: call.id });
    const { mode, effect, weight: before, parameters: had } = call.row;
    return {
      before: { version, mode, effect, weight: before, parameters: had },
      after: { version: next, ...after },
      notice: ['Новая версия действует с этого мгновения', 'The new version is in force from now on'],
    };
  },
});

const add = defineAction({
  ...common,
  name: 'addRule',
  label: ['Новое правило', 'New rule'],
  kind: 'resource',
  icon: 'Plus',
  form: [
    {
      name: 'ruleId',
      label: ['Код латиницей, например many-invoices', 'Id, such as many-invoices'],
      type: 'text',
      required: true,
    },
    {
      name: 'kind',
      label: ['Что измеряет', 'What it measures'],
      type: 'select',
      required: true,
      words: KINDS,
    },
    { name: 'title_ru', label: ['Название по-русски', 'Title in Russian'], type: 'text', required: true },
    { name: 'title_en', label: ['Название по-английски', 'Title in English'], type: 'text', required: true },
    { name: 'parameters', label: ['Параметры, JSON', 'Parameters, JSON'], type: 'textarea', required: true },
    { name: 'effect', label: ['Последствие', 'Effect'], type: 'select', required: true, words: EFFECTS },
    WEIGHT,
    REASON,
  ],
  input: z.object({
    ruleId: z.string().trim(),
    kind: z.string(),
    title_ru: z.string().trim().min(1).max(200),
    title_en: z.string().trim().min(1).max(200),
    parameters,
    effect: z.enum(['note', 'review', 'block']),
    weight,
    ruleReason: words,
  }),
  run: async (call, { title_ru: titleRu, title_en: titleEn, ruleReason: reason, ...rest }) => {
    const rule = { ...rest, titleRu, titleEn, reason };
    await createRule(call.app, { ...rule, staffId: call.staff.id });
    return {
      after: { ...rule, mode: 'shadow' },
      notice: ['Правило добавлено и пока только на пробе', 'Added; it runs in shadow for now'],
      data: { id: rule.ruleId },
    };
  },
});

export const RULE_ACTIONS: readonly PanelAction[] = [change, add];

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
