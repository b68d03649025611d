import './darkTheme.ts';
import { Icon } from '@adminjs/design-system';
import React, { useEffect, useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import type { MenuEntry } from '../../access/shell.ts';
import { COMMON } from '../../words/common.ts';
import { useSay } from '../../kit/say.ts';
import { useShell } from '../../kit/shell.ts';
import { usePage } from '../../kit/usePage.ts';
import type { WaitingCounts } from '../../sections/approvals/approvals.ts';

/** Shows every entry in groups. Nobody wants to unfold a menu fifty times a day. */
export default function Sidebar({ isVisible }: { isVisible: boolean }): React.ReactElement {
  const { menu } = useShell();
  const say = useSay();
  const navigate = useNavigate();
  const mayApprove = menu.some(({ entries }) => entries.some(({ page }) => page === 'approvals'));
  const { data: waiting } = usePage<WaitingCounts>(
    'approvals',
    { part: 'counts' },
    mayApprove ? ['approvals'] : [],
  );
  return (
    <nav data-css="sidebar" className={isVisible ? 'sb-sidebar sb-open' : 'sb-sidebar'}>
      <Link to="/admin" className="sb-brand">
        <img src="/static/star.svg" alt="" width={32} height={32} /> Starboard
      </Link>
      <MenuItem entry={{ href: '/admin', label: say(COMMON.home), icon: 'Home' }} />
      {waiting && waiting.news > 0 ? (
        <button
          type="button"
          onClick={() => navigate('/admin/pages/approvals')}
          data-testid="staff-news-banner"
          className="sb-side-banner"
        >
          {say(COMMON.staffNews, { n: waiting.news })}
        </button>
      ) : null}
      {menu.map(({ name, label, entries }) => (
        <div key={name}>
          <h4>{label}</h4>
          {entries.map((entry) => (
            <MenuItem
              key={entry.href}
              entry={entry}
              count={entry.page === 'approvals' ? waiting?.total : undefined}
            />
          ))}
        </div>
      ))}
    </nav>
  );
}

function MenuItem({
  entry: { href, label, icon, outside },
  count = 0,
}: {
  entry: MenuEntry;
  /** How much of it waits for this person. */
  count?: number | undefined;
}): React.ReactElement {
  const { pathname } = useLocation();
  const isHere =
    href === '/admin' ? /^\/admin\/?$/.test(pathname) : pathname === href || pathname.startsWith(`${href}/`);
  const self = useRef<HTMLAnchorElement>(null);
  // The menu is longer than the window. After a reload the current entry must still be in sight.
  useEffect(() => {
    if (isHere) self.current?.scrollIntoView({ block: 'nearest' });
  }, [isHere]);
  const content = (
    <>
      <Icon icon={icon} size={16} />
      {label}
      {count === 0 ? null : (
        <span className="sb-count" data-testid="waiting-count">
          {count}
        </span>
      )}
    </>
  );
  return outside ? (
    <a href={href} className="sb-menu-item">
      {content}
    </a>
  ) : (
    <Link ref={self} to={href} className="sb-menu-item" aria-current={isHere ? 'page' : undefined}>
      {content}
    </Link>
  );
}
