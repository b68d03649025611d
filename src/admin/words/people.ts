import type { Role, StaffLanguage } from '../../staff/index.ts';
import type { Pair } from './pair.ts';

export const ROLE_WORDS: Readonly<Record<Role, Pair>> = {
  support: ['поддержка', 'support'],
  finance: ['финансы', 'finance'],
  admin: ['администратор', 'admin'],
  auditor: ['аудитор', 'auditor'],
};
/** Who acted. Also the person at the server's command line. */
export const ACTOR_ROLE_WORDS: Readonly<Record<Role | 'operator', Pair>> = {
  ...ROLE_WORDS,
  operator: ['оператор сервера', 'operator of the server'],
};
export const LANGUAGE_WORDS: Readonly<Record<StaffLanguage, Pair>> = {
  ru: ['русский', 'Russian'],
  en: ['английский', 'English'],
};
