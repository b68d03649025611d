import type { KindSpec, Pair } from '../types.ts';
import { MONEY } from './money.ts';
import { OPERATION } from './operation.ts';
import { PEOPLE } from './people.ts';
import { SERVICES } from './services.ts';

const ALL = { ...OPERATION, ...SERVICES, ...MONEY, ...PEOPLE };
export type AlertKind = keyof typeof ALL;

/** Every kind of alert. To add one, see the recipe in CONTRIBUTING.md. */
export const ALERT_KINDS: Readonly<Record<AlertKind, KindSpec>> = ALL;
export const KIND_NAMES = Object.keys(ALL) as readonly AlertKind[];

const isKind = (name: string): name is AlertKind => Object.hasOwn(ALL, name);

/** A kind by name. A row of another version of the code may have a kind that this one does not know. */
export function kindOf(name: string): KindSpec {
  return ALERT_KINDS[isKind(name) ? name : 'sign'];
}

/** The kind and the subject of a sign of ill health: `queue.polling` is the queue `polling`. */
export function readSignName(name: string): { kind: AlertKind; subject: string } {
  if (isKind(name)) return { kind: name, subject: '' };
  const dot = name.indexOf('.');
  const kind = name.slice(0, dot);
  return dot > 0 && isKind(kind) ? { kind, subject: name.slice(dot + 1) } : { kind: 'sign', subject: name };
}

/** What an alert says in its first line, in both languages. */
export function titleOf(kind: string, subject: string): Pair {
  const [ru, en] = kindOf(kind).title;
  return [ru.replace('{{about}}', subject), en.replace('{{about}}', subject)];
}

/** The anchor of a kind in docs/alerts.md, as Markdown makes it from a heading. */
export function anchorOf(kind: string): string {
  return kind.replaceAll('.', '');
}
