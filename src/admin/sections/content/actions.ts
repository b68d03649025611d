import { z } from 'zod';
import { addContent, editContent, removeContent, requireKnownVariables } from '../../../support/index.ts';
import type { Row } from '../../access/reader/index.ts';
import { defineAction, type ActionResult, type FormField, type PanelAction } from '../../access/actions.ts';
import type { Source } from '../../access/source.ts';
import { SAVED } from '../../words/common.ts';
import { CANNED_REPLIES, FAQ } from './source.ts';

const words = (longest: number) => z.string().trim().min(1).max(longest);
const active = z.union([z.boolean(), z.stringbool()]).default(false);
const version = z.coerce.number().int();

const FAQ_INPUT = z.object({
  position: z.coerce.number().int().min(0).max(100_000),
  question_ru: words(200),
  question_en: words(200),
  answer_ru: words(3000),
  answer_en: words(3000),
  active,
});
const REPLY_INPUT = z.object({ title: words(100), body_ru: words(3000), body_en: words(3000), active });

/** A form of columns in this order: each field is called as its column is, and starts with what the record has. */
function formOf<Name extends string>(
  { columns }: Source<Name>,
  types: { readonly [Column in NoInfer<Name>]?: FormField['type'] },
): FormField[] {
  return (Object.keys(types) as Name[]).flatMap((name) => {
    const [type, label] = [types[name], columns.find((column) => column.name === name)?.label];
    if (!type || !label) return [];
    return { name, label, type, from: name, required: type !== 'checkbox' };
  });
}

const faqForm = formOf(FAQ, {
  question_ru: 'text',
  answer_ru: 'textarea',
  question_en: 'text',
  answer_en: 'textarea',
  position: 'number',
  active: 'checkbox',
});
const replyForm = formOf(CANNED_REPLIES, {
  title: 'text',
  body_ru: 'textarea',
  body_en: 'textarea',
  active: 'checkbox',
});
/** The version that the form was drawn from goes along unseen. */
const VERSION: FormField = { name: 'version', type: 'hidden', from: 'version' };

const picked = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name]]));

/** Nothing is filled in here: users would see a variable as it is written. */
const checkFaq = (input: z.output<typeof FAQ_INPUT>): void =>
  requireKnownVariables([input.question_ru, input.question_en, input.answer_ru, input.answer_en], []);

/** What an edit changed, of these columns. */
const compared = (
  row: Row,
  names: readonly string[],
  input: Row,
): Pick<ActionResult, 'before' | 'after'> => ({
  before: picked(row, names),
  after: picked(input, names),
});

const edit = { right: 'edit' } as const;

export const FAQ_ACTIONS: readonly PanelAction[] = [
  defineAction({
    ...edit,
    name: 'addFaq',
    label: ['Новый вопрос', 'New question'],
    subject: 'faq',
    kind: 'resource',
    icon: 'Plus',
    form: faqForm,
    input: FAQ_INPUT,
    run: async ({ app, staff }, input) => {
      checkFaq(input);
      const id = await addContent(app, 'faq', { ...input, staffId: staff.id });
      return { after: input, notice: SAVED, data: { id: id.toString() } };
    },
  }),
  defineAction({
    ...edit,
    name: 'editFaq',
    label: ['Изменить', 'Edit'],
    subject: 'faq',
    kind: 'record',
    icon: 'Edit2',
    form: [...faqForm, VERSION],
    input: FAQ_INPUT.extend({ version }),
    run: async ({ app, id, row, staff }, input) => {
      checkFaq(input);
      await editContent(app, 'faq', { ...input, id: BigInt(id), staffId: staff.id });
      return { ...compared(row, Object.keys(FAQ_INPUT.shape), input), notice: SAVED };
    },
  }),
  defineAction({
    ...edit,
    name: 'removeFaq',
    label: ['Удалить', 'Delete'],
    consequence: [
      'Вопрос исчезнет из помощи бота в обоих языках. Вернуть его нельзя, только написать заново.',
      'The question leaves the bot’s help in both languages. It cannot be brought back, only written anew.',
    ],
    subject: 'faq',
    kind: 'record',
    icon: 'Trash2',
    form: [],
    input: z.object({}),
    run: async ({ app, id, row, staff }) => {
      await removeContent(app, 'faq', { id: BigInt(id), staffId: staff.id });
      return { before: row, notice: SAVED };
    },
  }),
];

export const REPLY_ACTIONS: readonly PanelAction[] = [
  defineAction({
    ...edit,
    name: 'addReply',
    label: ['Новый ответ', 'New reply'],
    subject: 'canned_replies',
    kind: 'resource',
    icon: 'Plus',
    form: replyForm,
    input: REPLY_INPUT,
    run: async ({ app, staff }, input) => {
      requireKnownVariables([input.body_ru, input.body_en]);
      const id = await addContent(app, 'canned_replies', { ...input, staffId: staff.id });
      return { after: input, notice: SAVED, data: { id: id.toString() } };
    },
  }),
  defineAction({
    ...edit,
    name: 'editReply',
    label: ['Изменить', 'Edit'],
    subject: 'canned_replies',
    kind: 'record',
    icon: 'Edit2',
    form: [...replyForm, VERSION],
    input: REPLY_INPUT.extend({ version }),
    run: async ({ app, id, row, staff }, input) => {
      requireKnownVariables([input.body_ru, input.body_en]);
      await editContent(app, 'canned_replies', { ...input, id: BigInt(id), staffId: staff.id });
      return { ...compared(row, Object.keys(REPLY_INPUT.shape), input), notice: SAVED };
    },
  }),
  defineAction({
    ...edit,
    name: 'removeReply',
    label: ['Удалить', 'Delete'],
    consequence: [
      'Готовый ответ исчезнет у всех агентов. Вернуть его нельзя, только написать заново.',
      'The canned reply is gone for all agents. It cannot be brought back, only written anew.',
    ],
    subject: 'canned_replies',
    kind: 'record',
    icon: 'Trash2',
    form: [],
    input: z.object({}),
    run: async ({ app, id, row, staff }) => {
      await removeContent(app, 'canned_replies', { id: BigInt(id), staffId: staff.id });
      return { before: row, notice: SAVED };
    },
  }),
];
