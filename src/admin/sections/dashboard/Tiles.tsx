import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { span } from '../../kit/format.ts';
import { Grid } from '../../kit/Layout.tsx';
import { useSay, type Say } from '../../kit/say.ts';
import { COMMON, SPANS } from '../../words/common.ts';
import type { Dashboard } from './page.ts';
import { TEXTS } from './texts.ts';

/** One number, and the place to act on it. */
interface Tile {
  readonly to: string;
  readonly icon: string;
  readonly label: string;
  readonly value: string | number;
  readonly note?: string;
  /** A person should look. */
  readonly alarm?: boolean;
}

export function Tiles({ data }: { data: Dashboard }): React.ReactElement {
  const say = useSay();
  const tiles = [...ticketTiles(data, say), ...saleTiles(data, say), ...reviewTiles(data, say)];
  return (
    <Grid>
      {tiles.map(({ to, icon, label, value, note, alarm }) => (
        <Link
          key={label}
          to={to}
          className={alarm ? 'sb-dashboard-tile sb-dashboard-alarm' : 'sb-dashboard-tile'}
        >
          <span>
            <Icon icon={icon} size={15} />
            {label}
          </span>
          <b>{value}</b>
          <span className="sb-muted">{note}</span>
        </Link>
      ))}
    </Grid>
  );
}

function ticketTiles({ tickets }: Dashboard, say: Say): Tile[] {
  if (!tickets) return [];
  const { open, unassigned, mine, overdue, oldestMinutes } = tickets;
  const { unit, n } = span(oldestMinutes * 60_000);
  return [
    {
      to: '/admin/pages/desk',
      icon: 'Inbox',
      label: say(TEXTS.openTickets),
      value: open,
      note: `${say(TEXTS.unassigned)}: ${unassigned}`,
      alarm: unassigned > 0,
    },
    {
      to: `/admin/pages/desk?tab=${overdue > 0 ? 'overdue' : 'open'}`,
      icon: 'Clock',
      label: say(TEXTS.oldest),
      value: open === 0 ? say(COMMON.none) : say(SPANS[unit], { n }),
      note: `${say(TEXTS.overdue)}: ${overdue} · ${say(TEXTS.mine)}: ${mine}`,
      alarm: overdue > 0,
    },
  ];
}

function saleTiles({ sales }: Dashboard, say: Say): Tile[] {
  if (!sales) return [];
  const { orders, paid, stars, amount, topups, newUsers } = sales;
  return [
    {
      to: '/admin/resources/orders',
      icon: 'TrendingUp',
      label: say(TEXTS.sales),
      value: amount,
      note: `${say(TEXTS.stars)}: ${stars} · ${say(TEXTS.topups)}: ${topups}`,
    },
    {
      to: '/admin/resources/orders',
      icon: 'ShoppingBag',
      label: say(TEXTS.orders),
      value: orders,
      note: `${say(TEXTS.paid)}: ${paid}`,
    },
    { to: '/admin/resources/users', icon: 'Users', label: say(TEXTS.newUsers), value: newUsers },
  ];
}

/** What waits for a decision, or went wrong. */
function reviewTiles(
  { refunds, deliveries = {}, breaks, flags, failedMessages = 0 }: Dashboard,
  say: Say,
): Tile[] {
  const { byHand, needsPerson } = deliveries;
  const tiles: (Tile | undefined)[] = [
    refunds && {
      to: '/admin/pages/approvals',
      icon: 'CheckSquare',
      label: say(TEXTS.approvals),
      value: refunds.requested,
      note: `${say(TEXTS.stuck)}: ${refunds.stuck}`,
      alarm: refunds.stuck > 0,
    },
    byHand === undefined
      ? undefined
      : {
          to: '/admin/pages/send',
          icon: 'Send',
          label: say(TEXTS.byHand),
          value: byHand,
          alarm: byHand > 0,
        },
    needsPerson === undefined
      ? undefined
      : {
          to: '/admin/resources/deliveries?filters.needs_person=true',
          icon: 'Truck',
          label: say(TEXTS.deliveriesStuck),
          value: needsPerson,
          alarm: needsPerson > 0,
        },
    breaks && {
      to: '/admin/resources/breaks?filters.status=open',
      icon: 'AlertOctagon',
      label: say(TEXTS.breaks),
      value: breaks.open,
      note: `${say(TEXTS.olderThanDay)}: ${breaks.old}`,
      alarm: breaks.old > 0,
    },
    flags && {
      to: '/admin/resources/fraud_flags?filters.status=open',
      icon: 'Flag',
      label: say(TEXTS.flags),
      value: flags.open,
      note: `${say(TEXTS.restricting)}: ${flags.restricting}`,
      alarm: flags.restricting > 0,
    },
    {
      to: '/admin/resources/notifications?filters.state=failed',
      icon: 'Bell',
      label: say(TEXTS.failedMessages),
      value: failedMessages,
      alarm: failedMessages > 0,
    },
  ];
  return tiles.filter((tile) => tile !== undefined);
}
