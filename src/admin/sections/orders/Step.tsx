import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Row } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { sayingText } from '../../kit/sayings.ts';
import { useColumns, useShell } from '../../kit/shell.ts';
import { Lines } from '../ledger/Lines.tsx';
import type { Tone } from '../../words/tones.ts';
import type { TimelineItem } from './page.ts';
import { STEPS, type What } from './texts.ts';

interface Look {
  readonly icon: string;
  readonly tone: Tone;
  /** The table of its row. */
  readonly source: string;
  /** Columns to show beside its name. */
  readonly chips: readonly string[];
  /** `bare`: columns whose values need no name. `named`: columns that are shown with their names. */
  readonly bare: readonly string[];
  readonly named: readonly string[];
}

const REQUEST = ['amount', 'requester', 'approver', 'note'];

/** The facts that a person wants to know about each kind of step. */
const LOOKS: Readonly<Record<What, Look>> = {
  created: {
    icon: 'ShoppingBag',
    tone: 'info',
    source: 'orders',
    chips: [],
    bare: [],
    named: ['amount', 'stars', 'bonus_stars'],
  },
  invoice: {
    icon: 'FileText',
    tone: 'plain',
    source: 'invoices',
    chips: ['status'],
    bare: [],
    named: ['amount', 'received', 'fee', 'provider_uuid'],
  },
  event: {
    icon: 'Radio',
    tone: 'info',
    source: 'provider_events',
    chips: ['status'],
    bare: ['source'],
    named: ['outcome', 'detail'],
  },
  journal: {
    icon: 'BookOpen',
    tone: 'good',
    source: 'ledger_journals',
    chips: ['kind'],
    bare: [],
    named: ['reason', 'actor'],
  },
  message: {
    icon: 'Bell',
    tone: 'wait',
    source: 'notifications',
    chips: ['kind', 'state'],
    bare: [],
    named: ['error'],
  },
  refund: {
    icon: 'CornerUpLeft',
    tone: 'bad',
    source: 'refunds',
    chips: ['status'],
    bare: ['destination'],
    named: REQUEST,
  },
  adjustment: {
    icon: 'Sliders',
    tone: 'plain',
    source: 'adjustments',
    chips: ['status'],
    bare: ['direction'],
    named: REQUEST,
  },
  delivery: {
    icon: 'Send',
    tone: 'info',
    source: 'delivery_events',
    chips: ['to_status'],
    bare: ['staff_name'],
    named: ['error', 'remark'],
  },
  ticket: {
    icon: 'MessageCircle',
    tone: 'bad',
    source: 'tickets',
    chips: ['status'],
    bare: ['number', 'subject'],
    named: [],
  },
  ticketMessage: {
    icon: 'MessageCircle',
    tone: 'bad',
    source: 'ticket_messages',
    chips: [],
    bare: ['author', 'body'],
    named: [],
  },
};

/** One thing that happened, with a link to its record. */
export function Step({
  item: { at, what, resource, id, row, lines = [] },
}: {
  item: TimelineItem;
}): React.ReactElement {
  const say = useSay();
  const { icon, tone, source, chips } = LOOKS[what];
  return (
    <li>
      <span className="sb-orders-dot" data-tone={tone}>
        <Icon icon={icon} size={16} />
      </span>
      <div>
        <Row>
          <b>{say(STEPS[what])}</b>
          {chips.map((name) => (
            <Chip key={name} source={source} name={name} value={row[name]} />
          ))}
          <span className="sb-muted">{moment(at, say.language, true)}</span>
          {what === 'created' ? null : <RecordLink resource={resource} id={id} />}
        </Row>
        <Detail what={what} row={row} />
        {lines.length > 0 ? <Lines lines={lines} /> : null}
      </div>
    </li>
  );
}

function Detail({ what, row }: Pick<TimelineItem, 'what' | 'row'>): React.ReactElement {
  const say = useSay();
  const shell = useShell();
  const { source, bare, named } = LOOKS[what];
  const columnOf = useColumns(source);
  const textOf = (name: string): string => {
    const { words = {}, says } = columnOf(name);
    const text = plain(row[name]);
    return says === undefined ? (words[text] ?? text) : sayingText(says, text, { say, shell });
  };
  const parts = [
    ...bare.map((name) => (name === 'number' ? `#${textOf(name)}` : textOf(name))),
    ...named
      .filter((name) => plain(row[name]) !== '')
      .map((name) => `${columnOf(name).label}: ${textOf(name)}`),
  ].filter((text) => text !== '');
  return <p className="sb-soft">{parts.join(what === 'ticketMessage' ? ': ' : ' · ')}</p>;
}
