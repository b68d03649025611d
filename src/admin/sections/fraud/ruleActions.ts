import { z } from 'zod';
import { changeRule, createRule } from '../../../fraud/index.ts';
import { proposed } from '../approvals/actions.ts';
import { readParameters } from './ruleParameters.ts';
import { defineAction, type FormField, type PanelAction } from '../../access/actions.ts';
import { EFFECTS, KINDS } from './texts.ts';

export const common = { subject: 'fraud_rules', right: 'edit' } as const;
/** PostgreSQL's integer. */
const LARGEST_INTEGER = 2 ** 31 - 1;

const parameters = z.string().max(4000).transform(readParameters);
export const words = z.string().trim().min(3).max(1000);
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
