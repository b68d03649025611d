import { FAQ_ACTIONS, REPLY_ACTIONS } from './actions.ts';
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
      actions: REPLY_ACTIONS,
    }),
    resource({
      source: FAQ,
      menu: 'support',
      icon: 'HelpCircle',
      title: 'question_ru',
      list: ['position', 'question_ru', 'question_en', 'active'],
      filter: ['question_ru', 'question_en', 'active'],
      actions: FAQ_ACTIONS,
    }),
  ],
};
