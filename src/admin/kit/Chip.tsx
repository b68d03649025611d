import React from 'react';
import { plain } from './plain.ts';
import { useColumns } from './shell.ts';

export type Tone = 'good' | 'wait' | 'bad' | 'info' | 'plain';

/** Meaning of a value by colour: the same word has the same colour on every screen. */
const TONES: Readonly<Record<string, Tone>> = {
  active: 'good',
  paid: 'good',
  paid_over: 'good',
  resolved: 'good',
  sent: 'good',
  closed: 'info',
  applied: 'good',
  credit: 'good',
  awaiting_payment: 'wait',
  waiting_user: 'wait',
  held: 'wait',
  under_review: 'wait',
  queued: 'wait',
  underpaid: 'wait',
  wrong_amount: 'wait',
  high: 'wait',
  half_open: 'wait',
  wrong_amount_waiting: 'wait',
  check: 'wait',
  process: 'wait',
  confirm_check: 'wait',
  locked: 'bad',
  blocked: 'bad',
  failed: 'bad',
  fail: 'bad',
  expired: 'bad',
  cancel: 'bad',
  system_fail: 'bad',
  urgent: 'bad',
  open: 'info',
  created: 'info',
  requested: 'wait',
  awaiting_address: 'wait',
  executing: 'wait',
  approved: 'info',
  unknown: 'bad',
  rejected: 'plain',
  done: 'good',
  creating: 'info',
  confirmed: 'bad',
  dismissed: 'plain',
  review: 'wait',
  block: 'bad',
  live: 'good',
  shadow: 'info',
  running: 'wait',
  healed: 'good',
  '1-24 h': 'wait',
  '1-3 d': 'bad',
  older: 'bad',
  allow: 'good',
  waiting: 'wait',
  published: 'good',
  in_force: 'good',
  scheduled: 'info',
  covered: 'wait',
};
/** A value of a choice, coloured by what it means. `source` and `name` say which column it is of. */
export function Chip({
  source,
  name,
  value,
  tone,
}: {
  source: string;
  name: string;
  value: unknown;
  tone?: Tone;
}): React.ReactElement | null {
  const { words } = useColumns(source)(name);
  const code = plain(value);
  if (code === '') return null;
  return <Pill tone={tone ?? toneOf(code)}>{words?.[code] ?? code}</Pill>;
}

export function toneOf(code: string): Tone {
  return TONES[code] ?? 'plain';
}

/** A word or two on a coloured ground. */
export function Pill({ tone, children }: { tone: Tone; children: React.ReactNode }): React.ReactElement {
  return (
    <span className="sb-chip" data-tone={tone}>
      {children}
    </span>
  );
}
