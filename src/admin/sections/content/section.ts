import { resource, type Section } from '../section.ts';
import { CANNED_REPLIES, FAQ } from './source.ts';

/** Texts that staff write for users. */
export const content: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: CANNED_REPLIES,
      menu: 'support',
      icon: 'Zap',
      title: 'title',
      list: ['title', 'body_ru', 'body_en', 'active'],
      filter: ['title', 'active'],
      content: {
        form: { title: 'string', body_ru: 'textarea', body_en: 'textarea', active: 'boolean' },
        adding: ['Новый ответ', 'New reply'],
        deleting: [
          'Готовый ответ исчезнет у всех агентов. Вернуть его нельзя, только написать заново.',
          'The canned reply is gone for all agents. It cannot be brought back, only written again.',
        ],
      },
    }),
    resource({
      source: FAQ,
      menu: 'support',
      icon: 'HelpCircle',
      title: 'question_ru',
      list: ['position', 'question_ru', 'question_en', 'active'],
      filter: ['question_ru', 'question_en', 'active'],
      content: {
        form: {
          question_ru: 'string',
          answer_ru: 'textarea',
          question_en: 'string',
          answer_en: 'textarea',
          position: 'number',
          active: 'boolean',
        },
        adding: ['Новый вопрос', 'New question'],
        deleting: [
          'Вопрос исчезнет из помощи бота в обоих языках. Вернуть его нельзя, только написать заново.',
          'The question leaves the bot’s help in both languages. It cannot be brought back, only written again.',
        ],
      },
    }),
  ],
};
