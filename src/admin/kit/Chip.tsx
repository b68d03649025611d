import React from 'react';
import { useTexts } from './texts.ts';

/** Meaning of a value by colour: the same word has the same colour on every screen. */
const TONES: Record<string, 'good' | 'wait' | 'bad' | 'info' | 'plain'> = {
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
  hold: 'wait',
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
const COLOURS = {
  good: ['#e3f5ea', '#14693f'],
  wait: ['#fff3d6', '#7a5200'],
  bad: ['#fde8e6', '#a3241b'],
  info: ['#e6ecfe', '#2448c2'],
  plain: ['#eef0f5', '#48536b'],
} as const;

export function Chip({
  column,
  value,
  tone,
}: {
  column: string;
  value: unknown;
  tone?: keyof typeof COLOURS;
}): React.ReactElement | null {
  const texts = useTexts();
  const text = texts.value(column, value);
  if (text === '') return null;
  return <Pill tone={tone ?? TONES[String(value)] ?? 'plain'}>{text}</Pill>;
}

/** A word or two on a coloured ground. */
export function Pill({
  tone,
  children,
}: {
  tone: keyof typeof COLOURS;
  children: React.ReactNode;
}): React.ReactElement {
  const [background, color] = COLOURS[tone];
  return (
    <span
      style={{
        background,
        color,
        borderRadius: 999,
        padding: '3px 10px',
        fontSize: 12,
        fontWeight: 600,
        whiteSpace: 'nowrap',
        lineHeight: '16px',
        display: 'inline-block',
      }}
    >
      {children}
    </span>
  );
}
