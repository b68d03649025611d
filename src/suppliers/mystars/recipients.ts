import type { z } from 'zod';
import { own } from '../../lib/index.ts';
import type { RecipientCheck } from '../contract.ts';
import type { Answer } from './answers.ts';
import type { CHECK } from './schemas.ts';

type Found = 'notFound' | 'notUser' | 'cannotReceiveNow';

const REASONS: Readonly<Record<string, Found>> = {
  not_found: 'notFound',
  ineligible: 'cannotReceiveNow',
};
/** The supplier forwards the message of Fragment, which says more than its own reason. */
const UPSTREAM: readonly (readonly [RegExp, Found])[] = [
  [/no telegram users found/i, 'notFound'],
  [/username assigned to a user/i, 'notUser'],
];

/** Reads the check of a name. Every unclear answer is `unknown`, and that blocks nothing. */
export function readCheck(answer: Answer<z.output<typeof CHECK>>, checkedAt: Date): RecipientCheck {
  if (answer.is !== 'good') return { is: 'unknown', checkedAt, ...withText(answer.text) };
  const { value } = answer;
  const text = withText(value.telegram_message);
  // The check fails open, so "eligible" means nothing here.
  if (value.indeterminate) return { is: 'unknown', checkedAt, ...text };
  if (!value.eligible) return { is: whyNot(value), checkedAt, ...text };
  if (!value.resolved) return { is: 'unknown', checkedAt, ...text };
  return { is: 'ok', checkedAt, ...(value.recipient_name ? { name: value.recipient_name } : {}) };
}

function whyNot(value: z.output<typeof CHECK>): Found {
  const told = UPSTREAM.find(([words]) => words.test(value.telegram_message ?? ''));
  const usual = value.resolved ? 'cannotReceiveNow' : 'notFound';
  return told?.[1] ?? own(REASONS, value.reason ?? '') ?? usual;
}

function withText(text: string | undefined): { text?: string } {
  return text ? { text } : {};
}
