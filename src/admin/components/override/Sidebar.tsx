import { Box, Icon } from '@adminjs/design-system';
import { useCurrentAdmin, useTranslation } from 'adminjs';
import React, { useEffect, useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { useTexts } from '../parts/texts.ts';
import { usePage } from '../parts/usePage.ts';

interface Entry {
  href: string;
  label: string;
  icon: string;
  /** Outside this application: a full page load. */
  outside?: boolean;
  /** How much of it waits for the one who looks. */
  count?: number;
}
/** What AdminJS wrote into the page: sections and pages of this role, the same until the page is loaded again. */
interface State {
  resources: {
    id: string;
    name: string;
    href: string | null;
    navigation: { name: string; icon: string } | null;
  }[];
  pages: { name: string; icon?: string }[];
}

/** Which group of the menu each page stands in, before its sections. */
const PAGE_GROUPS: Record<string, string> = {
  desk: 'support',
  approvals: 'finance',
  report: 'finance',
  trialBalance: 'ledger',
  verify: 'ledger',
  circuits: 'control',
};
const GROUPS = ['support', 'shop', 'finance', 'fraud', 'ledger', 'control'];

/** Everything in sight, in groups: nobody unfolds a menu fifty times a day. */
export default function Sidebar({ isVisible }: { isVisible: boolean }): React.ReactElement {
  const { resources, pages } = (window as unknown as { REDUX_STATE: State }).REDUX_STATE;
  const [admin] = useCurrentAdmin();
  const { translateLabel, translatePage } = useTranslation();
  const { sb } = useTexts();
  const navigate = useNavigate();
  const mayApprove = pages.some(({ name }) => name === 'approvals');
  const { data: waiting } = usePage<{ total: number; news: number }>(
    'approvals',
    { part: 'counts' },
    mayApprove ? ['approvals'] : [],
  );
  const groups = GROUPS.map((group) => ({
    group,
    entries: [
      ...pages
        .filter(({ name }) => PAGE_GROUPS[name] === group)
        .map((page): Entry => ({
          href: `/admin/pages/${page.name}`,
          label: translatePage(page.name),
          icon: page.icon ?? 'Circle',
          ...(page.name === 'approvals' ? { count: waiting?.total ?? 0 } : {}),
        })),
      ...resources
        .filter((resource) => resource.navigation?.name === group && resource.href)
        .map((resource): Entry => ({
          href: `/admin/resources/${resource.id}`,
          label: translateLabel(resource.id),
          icon: resource.navigation?.icon ?? 'Circle',
        })),
      ...(group === 'control' && admin?.['queues'] === true
        ? [{ href: '/admin/queues', label: translatePage('queues'), icon: 'Layers', outside: true }]
        : []),
    ],
  })).filter(({ entries }) => entries.length > 0);
  return (
    <Box
      as="nav"
      position={['absolute', 'absolute', 'absolute', 'absolute', 'initial']}
      data-css="sidebar"
      className="sb-sidebar"
      style={{
        top: 0,
        bottom: 0,
        left: isVisible ? 0 : -260,
        width: 240,
        flexShrink: 0,
        overflowY: 'auto',
        zIndex: 50,
        background: '#101a35',
        color: '#c6d0ea',
        padding: '16px 12px 24px',
        transition: 'left .2s',
        boxSizing: 'border-box',
      }}
    >
      <Link
        to="/admin"
        style={{
          display: 'flex',
          gap: 10,
          alignItems: 'center',
          padding: '2px 8px 14px',
          textDecoration: 'none',
          color: '#fff',
          fontWeight: 700,
          fontSize: 18,
        }}
      >
        <img src="/static/star.svg" alt="" width={32} height={32} /> Starboard
      </Link>
      <MenuItem entry={{ href: '/admin', label: translatePage('home'), icon: 'Home' }} />
      {waiting && waiting.news > 0 ? (
        <button
          type="button"
          onClick={() => navigate('/admin/pages/approvals')}
          data-testid="staff-news-banner"
          style={{
            display: 'block',
            margin: '12px 0 0',
            padding: '8px 10px',
            borderRadius: 8,
            border: 0,
            width: '100%',
            textAlign: 'left',
            cursor: 'pointer',
            font: 'inherit',
            background: '#fff1d6',
            color: '#5c3d00',
            fontSize: 13,
            lineHeight: '18px',
          }}
        >
          {sb('twoPeople.banner', { n: waiting.news })}
        </button>
      ) : null}
      {groups.map(({ group, entries }) => (
        <div key={group} style={{ marginTop: 16 }}>
          <div
            style={{
              fontSize: 11,
              letterSpacing: 0.6,
              textTransform: 'uppercase',
              color: '#7e8db5',
              padding: '0 10px 6px',
            }}
          >
            {translateLabel(group)}
          </div>
          {entries.map((entry) => (
            <MenuItem key={entry.href} entry={entry} />
          ))}
        </div>
      ))}
    </Box>
  );
}

function MenuItem({ entry }: { entry: Entry }): React.ReactElement {
  const { pathname } = useLocation();
  const here =
    entry.href === '/admin'
      ? pathname === '/admin' || pathname === '/admin/'
      : pathname === entry.href || pathname.startsWith(`${entry.href}/`);
  const self = useRef<HTMLAnchorElement>(null);
  // The menu is longer than the window: after a reload one still sees where one is.
  useEffect(() => {
    if (here) self.current?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  const style: React.CSSProperties = {
    display: 'flex',
    alignItems: 'center',
    gap: 10,
    padding: '8px 10px',
    borderRadius: 8,
    textDecoration: 'none',
    fontSize: 14,
    lineHeight: '18px',
    color: here ? '#fff' : '#c6d0ea',
    background: here ? '#2f5bea' : 'transparent',
  };
  const content = (
    <>
      <Icon icon={entry.icon} size={16} />
      {entry.label}
      {entry.count === undefined || entry.count === 0 ? null : (
        <span
          data-testid="waiting-count"
          style={{
            marginLeft: 'auto',
            minWidth: 20,
            padding: '0 6px',
            borderRadius: 10,
            background: '#ffb020',
            color: '#101a35',
            fontSize: 12,
            fontWeight: 700,
            textAlign: 'center',
          }}
        >
          {entry.count}
        </span>
      )}
    </>
  );
  return entry.outside ? (
    <a href={entry.href} style={style}>
      {content}
    </a>
  ) : (
    <Link ref={self} to={entry.href} style={style} aria-current={here ? 'page' : undefined}>
      {content}
    </Link>
  );
}
