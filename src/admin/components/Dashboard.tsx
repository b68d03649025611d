import { Box, Icon } from '@adminjs/design-system';
import React, { useEffect } from 'react';
import { Link } from 'react-router-dom';
import { CIRCUIT_TONES, type Circuit } from './Circuits.tsx';
import { Card } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { span } from './parts/format.ts';
import { LiveDot } from './parts/LiveDot.tsx';
import { Signs, type SignView } from './parts/Signs.tsx';
import { useTexts } from './parts/texts.ts';
import { usePage } from './parts/usePage.ts';

interface Data {
  name: string;
  tickets?: { open: number; unassigned: number; mine: number; overdue: number; oldestMinutes: number };
  sales?: {
    orders: number;
    paid: number;
    stars: number;
    amount: string;
    topups: string;
    newUsers: number;
  };
  days?: { day: string; paid: number; stars: number }[];
  failedMessages?: number;
  refunds?: { requested: number; stuck: number };
  breaks?: { open: number; old: number };
  flags?: { open: number; holding: number };
  circuits?: Circuit[];
  signs?: SignView[];
  switchedOff?: string[];
}

const REFRESH_MS = 15_000;

/** The first page: what waits, what is sold, what is wrong; each part leads to where one acts on it. */
export default function Dashboard(): React.ReactElement {
  const { data, instead, reload, live } = usePage<Data>('dashboard', {}, ['tickets']);
  const texts = useTexts();
  useEffect(() => {
    const timer = window.setInterval(reload, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, [reload]);
  if (!data) return instead;
  const {
    tickets,
    sales,
    days,
    circuits,
    refunds,
    breaks,
    flags,
    switchedOff = [],
    failedMessages = 0,
  } = data;
  const { sb, value } = texts;
  const oldest = span((tickets?.oldestMinutes ?? 0) * 60_000);
  return (
    <Box p="xl">
      <div
        style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', marginBottom: 18 }}
      >
        <h1 style={{ fontSize: 24, fontWeight: 700, color: '#13203f' }}>
          {sb('dashboard.hello', { name: data.name })}
        </h1>
        <LiveDot live={live} />
      </div>
      <Signs signs={data.signs ?? []} />
      {switchedOff.length > 0 ? (
        <div
          style={{
            background: '#fff3d6',
            color: '#7a5200',
            borderRadius: 10,
            padding: '10px 14px',
            marginBottom: 14,
            fontSize: 14,
          }}
        >
          <Icon icon="AlertTriangle" /> {sb('dashboard.switchedOff')}:{' '}
          {switchedOff.map((name) => value('name', name)).join(', ')}
        </div>
      ) : null}
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(190px, 1fr))',
          gap: 14,
          marginBottom: 16,
        }}
      >
        {tickets ? (
          <Tile
            to="/admin/pages/desk"
            icon="Inbox"
            label={sb('dashboard.openTickets')}
            value={String(tickets.open)}
            note={`${sb('dashboard.unassigned')}: ${tickets.unassigned}`}
            alarm={tickets.unassigned > 0}
          />
        ) : null}
        {tickets ? (
          <Tile
            to={`/admin/pages/desk?tab=${tickets.overdue > 0 ? 'overdue' : 'open'}`}
            icon="Clock"
            label={sb('dashboard.oldest')}
            value={tickets.open === 0 ? '—' : sb(`dashboard.${oldest.unit}`, { n: oldest.n })}
            note={`${sb('desk.overdue')}: ${tickets.overdue} · ${sb('desk.mine')}: ${tickets.mine}`}
            alarm={tickets.overdue > 0}
          />
        ) : null}
        {sales ? (
          <Tile
            to="/admin/resources/orders"
            icon="TrendingUp"
            label={sb('dashboard.sales')}
            value={sales.amount}
            note={`${sb('dashboard.stars')}: ${sales.stars} · ${sb('dashboard.topups')}: ${sales.topups}`}
          />
        ) : null}
        {sales ? (
          <Tile
            to="/admin/resources/orders"
            icon="ShoppingBag"
            label={sb('dashboard.orders')}
            value={String(sales.orders)}
            note={`${sb('dashboard.paid')}: ${sales.paid}`}
          />
        ) : null}
        {sales ? (
          <Tile
            to="/admin/resources/users"
            icon="Users"
            label={sb('dashboard.newUsers')}
            value={String(sales.newUsers)}
            note=""
          />
        ) : null}
        {refunds ? (
          <Tile
            to="/admin/pages/approvals"
            icon="CheckSquare"
            label={sb('dashboard.approvals')}
            value={String(refunds.requested)}
            note={`${sb('dashboard.stuck')}: ${refunds.stuck}`}
            alarm={refunds.stuck > 0}
          />
        ) : null}
        {breaks ? (
          <Tile
            to="/admin/resources/breaks?filters.status=open"
            icon="AlertOctagon"
            label={sb('dashboard.breaks')}
            value={String(breaks.open)}
            note={`${sb('dashboard.olderThanDay')}: ${breaks.old}`}
            alarm={breaks.old > 0}
          />
        ) : null}
        {flags ? (
          <Tile
            to="/admin/resources/fraud_flags?filters.status=open"
            icon="Flag"
            label={sb('dashboard.flags')}
            value={String(flags.open)}
            note={`${sb('dashboard.holding')}: ${flags.holding}`}
            alarm={flags.holding > 0}
          />
        ) : null}
        <Tile
          to="/admin/resources/notifications?filters.state=failed"
          icon="Bell"
          label={sb('dashboard.failedMessages')}
          value={String(failedMessages)}
          note=""
          alarm={failedMessages > 0}
        />
      </div>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 2fr) minmax(240px, 1fr)', gap: 16 }}>
        {days ? (
          <Card title={sb('dashboard.byDay')}>
            <Bars days={days} />
          </Card>
        ) : null}
        {circuits ? (
          <Card
            title={
              <Link to="/admin/pages/circuits" style={{ color: 'inherit', textDecoration: 'none' }}>
                {sb('dashboard.circuits')}
              </Link>
            }
          >
            {circuits.map((circuit) => (
              <div
                key={circuit.name}
                style={{ display: 'flex', justifyContent: 'space-between', padding: '7px 0', fontSize: 14 }}
              >
                <span>{sb(`circuits.${circuit.name}`)}</span>
                <Chip
                  column="phase"
                  value={sb(`circuits.${circuit.phase}`)}
                  tone={CIRCUIT_TONES[circuit.phase]}
                />
              </div>
            ))}
          </Card>
        ) : null}
      </div>
    </Box>
  );
}

function Tile({
  to,
  icon,
  label,
  value,
  note,
  alarm = false,
}: {
  to: string;
  icon: string;
  label: string;
  value: string;
  note: string;
  alarm?: boolean;
}): React.ReactElement {
  return (
    <Link
      to={to}
      style={{
        background: '#fff',
        borderRadius: 12,
        padding: '14px 16px',
        textDecoration: 'none',
        color: '#13203f',
        boxShadow: '0 1px 3px #0f1a3514',
        borderTop: `3px solid ${alarm ? '#e0912f' : '#dfe5f1'}`,
      }}
    >
      <span style={{ display: 'flex', gap: 8, alignItems: 'center', color: '#6a758c', fontSize: 13 }}>
        <Icon icon={icon} size={15} />
        {label}
      </span>
      <b style={{ display: 'block', fontSize: 26, lineHeight: '38px', whiteSpace: 'nowrap' }}>{value}</b>
      <span style={{ fontSize: 12, color: '#8a94a8' }}>{note}</span>
    </Link>
  );
}

/** Bars drawn by hand: one figure per day needs no library. */
function Bars({ days }: { days: { day: string; paid: number; stars: number }[] }): React.ReactElement {
  const most = Math.max(1, ...days.map(({ paid }) => paid));
  return (
    <div style={{ display: 'flex', alignItems: 'flex-end', gap: 6, height: 170 }}>
      {days.map(({ day, paid, stars }) => (
        <div
          key={day}
          title={`${day}: ${paid} · ${stars} ⭐`}
          style={{
            flex: 1,
            display: 'flex',
            flexDirection: 'column',
            alignItems: 'center',
            justifyContent: 'flex-end',
            height: '100%',
          }}
        >
          <span style={{ fontSize: 11, color: '#6a758c' }}>{paid > 0 ? paid : ''}</span>
          <span
            style={{
              width: '70%',
              height: `${Math.max(2, (paid / most) * 120)}px`,
              background: paid > 0 ? '#2f5bea' : '#e3e8f2',
              borderRadius: 5,
            }}
          />
          <span style={{ fontSize: 10, color: '#8a94a8', marginTop: 6 }}>
            {day.slice(8)}.{day.slice(5, 7)}
          </span>
        </div>
      ))}
    </div>
  );
}
