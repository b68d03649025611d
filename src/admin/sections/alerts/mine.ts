import {
  ALERT_KINDS,
  concerns,
  groupReceivers,
  ownReceiver,
  titleOf,
  type Severity,
} from '../../../alerts/index.ts';
import { roleMay } from '../../../staff/index.ts';
import type { Access } from '../../access/panel.ts';
import { rowsOf } from '../../access/rows.ts';
import type { Pair } from '../../words/pair.ts';
import { ALERTS } from './source.ts';

/** How many alerts are open that this person sees. The bell of every page asks only for this. */
export interface AlertCount {
  readonly open: number;
  readonly critical: boolean;
}

export interface ShownSettings {
  readonly linkedAt: string;
  readonly muted: readonly string[];
  readonly least: Severity;
  /** `22:30`; empty: no quiet hours. */
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly zone: string;
  readonly wakes: boolean;
}

export interface MyAlerts extends AlertCount {
  /** False: this role only looks, and gets no messages. */
  readonly mayLink: boolean;
  readonly settings: ShownSettings | null;
  readonly kinds: readonly { readonly kind: string; readonly title: Pair }[];
  /** Only for people who decide about groups. */
  readonly groups?: readonly { id: string; title: string; threadId: number | null; linkedAt: string }[];
}

/** More would not change what the bell says. */
const MOST_COUNTED = 100;

export async function readMyAlerts(
  access: Access,
  query: Readonly<Record<string, unknown>> = {},
): Promise<MyAlerts | AlertCount> {
  const open = await rowsOf(access, ALERTS, { filters: { is_open: 'true' }, limit: MOST_COUNTED });
  const waiting = open.filter((row) => row['silenced_until'] === null);
  const count = { open: waiting.length, critical: waiting.some(({ severity }) => severity === 'critical') };
  if (query['part'] === 'count') return count;
  const { role, id } = access.staff;
  const own = await ownReceiver(access.panel.reads, id);
  return {
    ...count,
    mayLink: roleMay(role, 'take', 'alerts'),
    settings: own
      ? {
          linkedAt: own.linkedAt.toISOString(),
          muted: own.muted,
          least: own.least,
          quietFrom: clockText(own.quiet?.from),
          quietTo: clockText(own.quiet?.to),
          zone: own.quiet?.zone ?? '',
          wakes: own.wakes,
        }
      : null,
    kinds: Object.entries(ALERT_KINDS)
      .filter(([, { area }]) => concerns(role, area))
      .map(([kind]) => ({ kind, title: titleOf(kind, '…') })),
    ...(access.ability.can('edit', 'alerts') && { groups: await groupsOf(access) }),
  };
}

async function groupsOf({ panel }: Access): Promise<NonNullable<MyAlerts['groups']>> {
  return (await groupReceivers(panel.reads)).map(({ id, title, chatId, threadId, linkedAt }) => ({
    id: id.toString(),
    title: title || chatId.toString(),
    threadId,
    linkedAt: linkedAt.toISOString(),
  }));
}

function clockText(minutes: number | undefined): string {
  if (minutes === undefined) return '';
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
