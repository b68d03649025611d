import { z } from 'zod';
import { addListEntry, changeRule, createRule, removeListEntry, RULE_KINDS } from '../../../fraud/index.ts';
import { AppError, isStorableTime } from '../../../lib/index.ts';
import { proposed } from '../approvals/actions.ts';
import { readParameters } from './ruleParameters.ts';
import { defineAction, type PanelAction } from '../../access/actions.ts';

const common = { subject: 'fraud_rules', right: 'edit' } as const;
const EFFECTS = ['note', 'hold', 'block'] as const;
const MODES = ['off', 'shadow', 'live'] as const;
/** PostgreSQL's integer. */
const LARGEST_INTEGER = 2 ** 31 - 1;

const parameters = z.string().max(4000).transform(readParameters);
const words = z.string().trim().min(3).max(1000);
const weight = z.coerce.number().int().min(0).max(1000);

const change = defineAction({
  ...common,
  name: 'changeRule',
  kind: 'record',
  icon: 'Edit2',
  component: 'RuleForm',
  input: z.object({
    parameters,
    effect: z.enum(EFFECTS),
    mode: z.enum(MODES),
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
      notice: 'ruleChanged',
    };
  },
});

const add = defineAction({
  ...common,
  name: 'addRule',
  kind: 'resource',
  icon: 'Plus',
  form: [
    { name: 'ruleId', type: 'text', required: true },
    { name: 'kind', type: 'select', required: true, values: Object.keys(RULE_KINDS) },
    { name: 'title_ru', type: 'text', required: true },
    { name: 'title_en', type: 'text', required: true },
    { name: 'parameters', type: 'textarea', required: true },
    { name: 'effect', type: 'select', required: true, values: EFFECTS },
    { name: 'weight', type: 'number', required: true },
    { name: 'ruleReason', type: 'textarea', required: true },
  ],
  input: z.object({
    ruleId: z.string().trim(),
    kind: z.string(),
    title_ru: z.string().trim().min(1).max(200),
    title_en: z.string().trim().min(1).max(200),
    parameters,
    effect: z.enum(EFFECTS),
    weight,
    ruleReason: words,
  }),
  run: async (call, { title_ru: titleRu, title_en: titleEn, ruleReason: reason, ...rest }) => {
    const rule = { ...rest, titleRu, titleEn, reason };
    await createRule(call.app, { ...rule, staffId: call.staff.id });
    return { after: { ...rule, mode: 'shadow' }, notice: 'ruleAdded', data: { id: rule.ruleId } };
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
  kind: 'resource',
  icon: 'Plus',
  form: [
    { name: 'list', type: 'select', required: true, values: ['allow', 'block'] },
    { name: 'listUser', type: 'text' },
    { name: 'listNetwork', type: 'text' },
    { name: 'listPayer', type: 'text' },
    { name: 'listNote', type: 'textarea', required: true },
    { name: 'expiresAt', type: 'datetime' },
  ],
  input: z.object({
    list: z.enum(['allow', 'block']),
    listUser: optional,
    listNetwork: optional,
    listPayer: optional,
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
    // A wallet is kept as a hash only, so it is not written down here either.
    const shown = 'payer' in who ? { payer: '•••' } : who;
    return { after: { list, ...shown, note, expiresAt }, notice: 'saved', data: { id } };
  },
});

type Who = { userId: bigint } | { network: string } | { payer: string };

/** Exactly one of the three. */
function whoOf(input: {
  listUser?: string | undefined;
  listNetwork?: string | undefined;
  listPayer?: string | undefined;
}): Who {
  const user = input.listUser?.replace(/^#/, '');
  const given: Who[] = [
    ...(user !== undefined && /^\d{1,18}$/.test(user) ? [{ userId: BigInt(user) }] : []),
    ...(input.listNetwork === undefined ? [] : [{ network: input.listNetwork }]),
    ...(input.listPayer === undefined ? [] : [{ payer: input.listPayer }]),
  ];
  const [who, another] = given;
  if (!who || another || (user !== undefined && !('userId' in who)))
    throw new AppError('INPUT_INVALID', { fields: 'listUser, listNetwork, listPayer' });
  return who;
}

const removeEntry = defineAction({
  ...common,
  name: 'removeListEntry',
  kind: 'record',
  icon: 'Trash2',
  form: [{ name: 'reason', type: 'textarea', required: true }],
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
    return { before: { list, userId, note }, after: { reason }, notice: 'saved' };
  },
});

export const LIST_ACTIONS: readonly PanelAction[] = [addEntry, removeEntry];
